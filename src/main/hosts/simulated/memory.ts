/**
 * Memory that the rack's machines share: a page holds the bytes of one file, whoever loaded it. Every
 * machine still downloads and checks every byte; only what they hold alike is held once. So a
 * thousand machines with the same image need the memory of one.
 */
export type SharedMemory = {
  /** Joins the holders of a file's bytes. */
  hold(sha256: string): Page
}

export type Page = {
  /** Bytes at an offset, as they arrive. Copied when nobody brought them before. */
  put(offset: number, bytes: Uint8Array): void
  /** The bytes from the start that anyone brought, in pieces. */
  pieces(): readonly Uint8Array[]
  /** Leaves; the last one to leave frees the bytes. */
  release(): void
}

type Held = { holders: number; length: number; readonly pieces: Uint8Array[] }

export const createSharedMemory = (): SharedMemory => {
  const pages = new Map<string, Held>()
  return {
    hold: (sha256) => {
      const page = pages.get(sha256) ?? { holders: 0, length: 0, pieces: [] }
      pages.set(sha256, page)
      page.holders += 1
      let released = false
      return {
        put: (offset, bytes) => {
          const fresh = bytes.subarray(Math.max(0, page.length - offset))
          if (offset > page.length || fresh.length === 0) return
          page.pieces.push(new Uint8Array(fresh))
          page.length += fresh.length
        },
        pieces: () => page.pieces,
        release: () => {
          if (released) return
          released = true
          page.holders -= 1
          if (page.holders === 0 && pages.get(sha256) === page) pages.delete(sha256)
        },
      }
    },
  }
}
