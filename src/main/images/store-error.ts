import { LabError } from '../../shared/base/index.ts'

/** What the file system said, as the store's own error. An abort stays what it is. */
export const storeError = (error: unknown, sha256?: string): unknown => {
  if (error instanceof LabError || !(error instanceof Error) || !('code' in error)) return error
  const details = { reason: String(error.code), ...(sha256 === undefined ? {} : { sha256 }) }
  switch (error.code) {
    case 'ENOENT':
      return new LabError('image.blob-missing', 'The file is not in the store.', details, error)
    case 'ENOSPC':
    case 'EDQUOT':
      return new LabError('image.disk-full', 'The disk of the image store is full.', details, error)
    case 'EACCES':
    case 'EPERM':
    case 'EIO':
      return new LabError('image.unreadable', `The store failed: ${error.message}.`, details, error)
    default:
      return error
  }
}
