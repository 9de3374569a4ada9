export { createCapture, type Capture } from './capture.ts'
export { createCommenter } from './comment.ts'
export { readCaptureFile, type FilePacket } from './read-file.ts'
export { tapNetwork } from './tap.ts'
