export { readFile } from './client.ts'
export {
  bytesFile,
  createBootFiles,
  type BootFile,
  type BootFiles,
  type Requester,
} from './files.ts'
export { identityOf } from './identity.ts'
export { createTftp } from './server.ts'
export type { TftpSettings } from './settings.ts'
