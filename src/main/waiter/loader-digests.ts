import { createHash } from 'node:crypto'
import type { BootFile } from '../tftp/index.ts'
import type { Breath } from '../breath.ts'

/** Bytes of a loader in memory at once. */
const pieceSize = 256 * 1024
/** Digests that are remembered; a folder has some loaders. */
const most = 64

/** The bytes of a boot file from `start` up to, not including, `end`. */
export async function* piecesOf(
  file: BootFile,
  { start, end }: { readonly start: number; readonly end: number },
): AsyncGenerator<Uint8Array> {
  for (let at = start; at < end; at += pieceSize) {
    yield await file.read(at, Math.min(pieceSize, end - at))
  }
}

const digestOf = async (file: BootFile, breathe: Breath): Promise<string> => {
  const hash = createHash('sha256')
  for await (const piece of piecesOf(file, { start: 0, end: file.size })) {
    await breathe()
    hash.update(piece)
  }
  return hash.digest('hex')
}

/** SHA-256 of boot files, read once for as long as the file on disk is the same. The errors of reading it. */
export const createLoaderDigests = (breathe: Breath) => {
  const known = new Map<string, string>()

  return async (file: BootFile): Promise<string> => {
    const identity = file.disk?.identity
    const before = identity === undefined ? undefined : known.get(identity)
    if (before !== undefined) return before
    const digest = await digestOf(file, breathe)
    if (identity === undefined) return digest
    known.set(identity, digest)
    const [oldest] = known.keys()
    if (known.size > most && oldest !== undefined) known.delete(oldest)
    return digest
  }
}
