import { open } from 'node:fs/promises'
import { unreadable } from '../unreadable.ts'

/** Whether a file is a zip archive, by its first bytes: it may have been renamed. */
export const isZip = async (path: string): Promise<boolean> => {
  const file = await open(path, 'r').catch(unreadable(path))
  try {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(4), 0, 4, 0)
    // An archive without files begins with its end.
    return bytesRead === 4 && ['PK\x03\x04', 'PK\x05\x06'].includes(buffer.toString('latin1'))
  } finally {
    await file.close()
  }
}
