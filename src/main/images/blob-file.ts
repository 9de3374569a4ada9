import { createHash } from 'node:crypto'
import type { BigIntStats } from 'node:fs'
import type { FileHandle } from 'node:fs/promises'
import { LabError } from '../../shared/base/index.ts'
import { readCached } from './read-cached.ts'

/** Bytes from `start` up to, not including, `end`. */
export type Span = { readonly start: number; readonly end: number }

/** Bytes a cold reader has in memory: two buffers of this size. */
const readSize = 512 * 1024

/** Any write to a file changes this: the change time cannot be set back. */
export const stampOf = ({ ino, size, mtimeNs, ctimeNs }: BigIntStats): string =>
  [ino, size, mtimeNs, ctimeNs].join(' ')

/** The SHA-256 of an open file, read from its beginning. */
export const hashFile = async (file: FileHandle): Promise<string> => {
  const hash = createHash('sha256')
  const buffer = Buffer.allocUnsafe(readSize)
  let position = 0
  for (;;) {
    const { bytesRead } = await file.read(buffer, 0, readSize, position)
    if (bytesRead === 0) return hash.digest('hex')
    hash.update(buffer.subarray(0, bytesRead))
    position += bytesRead
  }
}

/**
 * Fills the buffer from a position of the file: at once with what the system has in memory, the rest by way of the thread
 * pool (decision 0119). `LabError` `image.unreadable` when the file is too short.
 */
export const readFully = async (file: FileHandle, buffer: Buffer, at: number): Promise<void> => {
  let filled = readCached(file.fd, buffer, at)
  while (filled < buffer.length) {
    const { bytesRead } = await file.read(buffer, filled, buffer.length - filled, at + filled)
    if (bytesRead === 0) throw new LabError('image.unreadable', 'The stored file became shorter.')
    filled += bytesRead
  }
}

/**
 * The bytes of a span, read into two buffers in turn: a piece holds until the next but one is asked
 * for. `demandUnchanged` is awaited before each piece is given out and may throw.
 */
export async function* coldPieces(
  file: FileHandle,
  { start, end }: Span,
  demandUnchanged: () => Promise<void>,
): AsyncGenerator<Buffer> {
  const size = Math.min(readSize, end - start)
  const buffers = [Buffer.allocUnsafe(size), Buffer.allocUnsafe(end - start > size ? size : 0)]
  let turn = 0
  for (let at = start; at < end; at += size) {
    const piece = (buffers[turn] ?? Buffer.alloc(0)).subarray(0, end - at)
    await readFully(file, piece, at)
    await demandUnchanged()
    yield piece
    turn ^= 1
  }
}
