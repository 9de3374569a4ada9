import { open } from 'node:fs/promises'
import { LabError } from '../../../shared/base/index.ts'

/** Bytes that can be read anywhere. */
export type Source = {
  readonly size: number
  /** Exactly `length` bytes from `offset` on. `LabError` `image.truncated` past the end. */
  read(offset: number, length: number): Promise<Buffer>
  close(): Promise<void>
}

/** A file as a source. `LabError` `image.unreadable` when it cannot be opened or read. */
export const openSource = async (path: string): Promise<Source> => {
  const unreadable = (error: unknown): never => {
    throw new LabError('image.unreadable', `${path} cannot be read.`, { path }, error)
  }
  const file = await open(path, 'r').catch(unreadable)
  const { size } = await file.stat()
  return {
    size,
    read: async (offset, length) => {
      if (offset < 0 || offset + length > size) throw truncated(offset + length, size)
      const buffer = Buffer.allocUnsafe(length)
      for (let filled = 0; filled < length;) {
        const { bytesRead } = await file
          .read(buffer, filled, length - filled, offset + filled)
          .catch(unreadable)
        if (bytesRead === 0) throw truncated(offset + length, offset + filled)
        filled += bytesRead
      }
      return buffer
    },
    close: () => file.close(),
  }
}

/** Bytes in memory as a source. */
export const sourceOf = (bytes: Buffer): Source => ({
  size: bytes.length,
  read: (offset, length) =>
    offset < 0 || offset + length > bytes.length
      ? Promise.reject(truncated(offset + length, bytes.length))
      : Promise.resolve(bytes.subarray(offset, offset + length)),
  close: () => Promise.resolve(),
})

const truncated = (wanted: number, there: number): LabError =>
  new LabError('image.truncated', `The file ends at byte ${there}; byte ${wanted} was expected.`, {
    wanted,
    there,
  })

const pieceSize = 1024 * 1024

/** The bytes of a stretch of a source, one piece after the other. */
export async function* stretch(
  source: Source,
  offset: number,
  length: number,
): AsyncGenerator<Buffer> {
  for (let at = 0; at < length; at += pieceSize) {
    yield await source.read(offset + at, Math.min(pieceSize, length - at))
  }
}
