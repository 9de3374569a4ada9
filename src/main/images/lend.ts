/** Pieces that are the caller's to keep: streams hold them longer than the store lends them. */
export async function* owned(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  for await (const piece of pieces) yield Buffer.from(piece)
}
