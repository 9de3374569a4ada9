import { open } from 'node:fs/promises'
import { LabError } from '../../../shared/base/index.ts'
import { unreadable } from '../unreadable.ts'

/** Bytes that can be read anywhere. */
export type Source = {
  readonly size: number
  /** Exactly `length` bytes from `offset` on. `LabError` `image.truncated` past the end. */
  read(offset: number, length: number): Promise<Buffer>
  /** The same into a buffer, which is filled. */
  fill(buffer: Buffer, offset: number): Promise<void>
  close(): Promise<void>
}

/** A file as a source. `LabError` `image.unreadable` when it cannot be opened or read. */
const openSource = async (path: string): Promise<Source> => {
  const file = await open(path, 'r').catch(unreadable(path))
  const { size } = await file.stat()
  const fill: Source['fill'] = async (buffer, offset) => {
    const end = offset + buffer.length
    if (offset < 0 || end > size) throw truncated(end, size)
    for (let filled = 0; filled < buffer.length;) {
      const { bytesRead } = await file
        .read(buffer, filled, buffer.length - filled, offset + filled)
        .catch(unreadable(path))
      if (bytesRead === 0) throw truncated(end, offset + filled)
      filled += bytesRead
    }
  }
  const read: Source['read'] = async (offset, length) => {
    if (offset < 0 || offset + length > size) throw truncated(offset + length, size)
    const buffer = Buffer.allocUnsafe(length)
    await fill(buffer, offset)
    return buffer
  }
  return { size, read, fill, close: () => file.close() }
}

/** What `read` finds in a file, which then closes it; it is closed at once where `read` fails. Errors of `openSource` and `read`. */
export const fromFile = async <T>(
  path: string,
  read: (source: Source) => Promise<T>,
): Promise<T> => {
  const source = await openSource(path)
  try {
    return await read(source)
  } catch (error) {
    await source.close()
    throw error
  }
}

/** Bytes in memory as a source. */
export const sourceOf = (bytes: Buffer): Source => {
  const read: Source['read'] = (offset, length) =>
    offset < 0 || offset + length > bytes.length
      ? Promise.reject(truncated(offset + length, bytes.length))
      : Promise.resolve(bytes.subarray(offset, offset + length))
  const fill: Source['fill'] = async (buffer, offset) => {
    buffer.set(await read(offset, buffer.length))
  }
  return { size: bytes.length, read, fill, close: () => Promise.resolve() }
}

const truncated = (wanted: number, there: number): LabError =>
  new LabError('image.truncated', `The file ends at byte ${there}; byte ${wanted} was expected.`, {
    wanted,
    there,
  })

const pieceSize = 1024 * 1024

/**
 * The bytes of a stretch of a source in two buffers that take turns: a piece holds until the next but
 * one is asked for.
 */
export async function* stretch(
  source: Source,
  offset: number,
  length: number,
): AsyncGenerator<Buffer> {
  if (offset + length > source.size) throw truncated(offset + length, source.size)
  const size = Math.min(pieceSize, length)
  const buffers = [Buffer.allocUnsafe(size), Buffer.allocUnsafe(length > size ? size : 0)] as const
  for (let at = 0, turn = 0; at < length; at += size, turn ^= 1) {
    const piece = (turn === 0 ? buffers[0] : buffers[1]).subarray(0, length - at)
    await source.fill(piece, offset + at)
    yield piece
  }
}
