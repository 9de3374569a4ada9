export { readFile, type ReadProgress, type ReadRequest, type ReadResult } from './client.ts'
export {
  bytesFile,
  createBootFiles,
  type BootFile,
  type BootFiles,
  type Requester,
} from './files.ts'
export { identityOf } from './identity.ts'
export type { TransferProgress } from './live.ts'
export { createTftp, type Tftp } from './server.ts'
export type { TftpSettings } from './settings.ts'
