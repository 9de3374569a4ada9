import type { Span } from './blob-file.ts'

const chunkSize = 1024 * 1024

/** A blob that lies in memory or is on its way there. */
type Hot = {
  readonly stamp: string
  readonly size: number
  /** Each chunk as it arrives; rejected when the file could not be read. */
  readonly chunks: readonly Promise<Buffer>[]
  readers: number
}

/** Reads a chunk of the blob's file, and rejects when the file was changed before. */
export type ReadChunk = (span: Span) => Promise<Buffer>

/** Opens the blob for filling: how to read it, and what to do when it is read. */
export type Filler = { readonly read: ReadChunk; readonly close: () => Promise<void> }

/**
 * Blobs that are asked for again and again, as in a boot storm, kept in at most `limit` bytes. A blob
 * comes in at its second request; readers follow the filling, none waits for its end. The one unused
 * for longest leaves first, never one that is being read.
 */
export const createHotBlobs = ({ limit }: { readonly limit: number }) => {
  /** In order of use, the oldest first. */
  const held = new Map<string, Hot>()
  const seen = new Set<string>()
  let used = 0

  const drop = (sha256: string, hot: Hot) => {
    if (held.get(sha256) !== hot) return
    held.delete(sha256)
    used -= hot.size
  }

  const makeRoom = (size: number): boolean => {
    for (const [sha256, hot] of held) {
      if (used + size <= limit) break
      if (hot.readers === 0) drop(sha256, hot)
    }
    return used + size <= limit
  }

  const remember = (sha256: string): boolean => {
    if (seen.has(sha256)) return true
    if (seen.size >= 4096) seen.clear()
    seen.add(sha256)
    return false
  }

  const finish = async (
    last: Promise<unknown>,
    sha256: string,
    hot: Hot,
    close: Filler['close'],
  ): Promise<void> => {
    try {
      await last
    } catch {
      drop(sha256, hot)
    } finally {
      await close().catch(() => {})
    }
  }

  const fill = (sha256: string, stamp: string, size: number, { read, close }: Filler): Hot => {
    let last: Promise<unknown> = Promise.resolve()
    const chunks = spans(size).map((span) => {
      const chunk = last.then(() => read(span))
      last = chunk
      // Readers meet the failure where they stand; one without readers is nobody's.
      chunk.catch(() => {})
      return chunk
    })
    const hot: Hot = { stamp, size, chunks, readers: 0 }
    used += size
    held.set(sha256, hot)
    void finish(last, sha256, hot, close)
    return hot
  }

  /** The blob in memory, or undefined when it is to be read from its file. */
  const find = async (
    sha256: string,
    stamp: string,
    size: number,
    open: () => Promise<Filler>,
  ): Promise<Hot | undefined> => {
    const hot = held.get(sha256)
    if (hot?.stamp === stamp) {
      held.delete(sha256)
      held.set(sha256, hot)
      return hot
    }
    if (hot !== undefined) drop(sha256, hot)
    if (size === 0 || size > limit || !remember(sha256) || !makeRoom(size)) return undefined
    const filler = await open()
    const other = held.get(sha256)
    if (other === undefined && makeRoom(size)) return fill(sha256, stamp, size, filler)
    await filler.close()
    return other?.stamp === stamp ? other : undefined
  }

  const forget = (sha256: string) => {
    const hot = held.get(sha256)
    if (hot !== undefined) drop(sha256, hot)
  }

  return { find, forget, bytes: () => used }
}

export type HotBlobs = ReturnType<typeof createHotBlobs>

/** The bytes of a span out of memory. */
export async function* hotPieces(hot: Hot, { start, end }: Span): AsyncGenerator<Buffer> {
  hot.readers += 1
  try {
    for (let at = start; at < end; at += chunkSize - (at % chunkSize)) {
      const chunk = await hot.chunks[Math.floor(at / chunkSize)]
      if (chunk === undefined) return
      const from = at % chunkSize
      yield chunk.subarray(from, Math.min(chunk.length, from + end - at))
    }
  } finally {
    hot.readers -= 1
  }
}

const spans = (size: number): Span[] =>
  Array.from({ length: Math.ceil(size / chunkSize) }, (_, index) => ({
    start: index * chunkSize,
    end: Math.min(size, (index + 1) * chunkSize),
  }))
