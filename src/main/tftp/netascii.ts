import type { BootFile } from './files.ts'

const lineFeed = 0x0a
const carriageReturn = 0x0d
/** Bytes of the file looked at in one go. */
const stride = 64 * 1024

/** Text as netascii (RFC 764): LF as CR LF, CR as CR NUL. Each byte stands for itself alone. */
export const toNetascii = (bytes: Uint8Array): Uint8Array => {
  const out = new Uint8Array(netasciiSize(bytes))
  let at = 0
  for (const byte of bytes) {
    if (byte === lineFeed) out[at++] = carriageReturn
    out[at++] = byte
    if (byte === carriageReturn) at += 1
  }
  return out
}

const netasciiSize = (bytes: Uint8Array): number => {
  let size = bytes.length
  for (const byte of bytes) if (byte === lineFeed || byte === carriageReturn) size += 1
  return size
}

/** Index of the last start that is not past `offset`. */
const strideAt = (starts: readonly number[], offset: number): number => {
  let [low, high] = [0, starts.length - 1]
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((starts[middle] ?? 0) <= offset) low = middle
    else high = middle - 1
  }
  return low
}

/**
 * A file as netascii. It is read once to learn where each stride of it begins in the converted text,
 * so that its size is known and any block can be made again without keeping the text. Closed when it cannot be read.
 */
export const asNetascii = async (file: BootFile): Promise<BootFile> => {
  const starts = [0]
  let size = 0
  try {
    for (let at = 0; at < file.size; at += stride) {
      size += netasciiSize(await file.read(at, stride))
      starts.push(size)
    }
  } catch (error) {
    await file.close()
    throw error
  }
  return {
    size,
    close: () => file.close(),
    read: async (offset, length) => {
      const out = new Uint8Array(Math.max(0, Math.min(length, size - offset)))
      let filled = 0
      for (let index = strideAt(starts, offset); filled < out.length; index += 1) {
        const text = toNetascii(await file.read(index * stride, stride))
        const from = Math.max(0, offset - (starts[index] ?? 0))
        const part = text.subarray(from, from + out.length - filled)
        out.set(part, filled)
        filled += part.length
      }
      return out
    },
  }
}
