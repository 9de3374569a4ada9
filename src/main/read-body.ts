import type { IncomingMessage } from 'node:http'

/** The body of a request or of an answer to one. Throws what `tooLarge` gives for more than `most` bytes. */
export const readBody = async (
  message: IncomingMessage,
  most: number,
  tooLarge: () => Error,
): Promise<Buffer> => {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of message as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > most) throw tooLarge()
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
