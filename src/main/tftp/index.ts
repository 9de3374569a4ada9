export { readFile, type ReadProgress, type ReadRequest, type ReadResult } from './client.ts'
export {
  bytesFile,
  createBootFiles,
  type BootFile,
  type BootFiles,
  type Requester,
} from './files.ts'
export { createTftp, type Tftp, type TftpSettings, type TransferProgress } from './server.ts'
