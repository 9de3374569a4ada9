import type { ServerResponse } from 'node:http'
import type { OpenBlob } from '../images/index.ts'

const chunk = 256 * 1024

/** How the sending of a body ended. `bytes` have been handed to the system. */
export type Sent =
  | { readonly kind: 'whole'; readonly bytes: number }
  | { readonly kind: 'cut'; readonly bytes: number; readonly cause: 'connection' | 'readError' }

/**
 * Sends a blob as the body of a response whose head is written: two buffers in turn, one being read
 * while the other is on its way, so memory stays the same however large the file or slow the client.
 * The file is looked at once more before its last bytes leave: one that was written to meanwhile is
 * cut off, never completed.
 */
export const sendBlob = async (response: ServerResponse, blob: OpenBlob): Promise<Sent> => {
  const buffers = [Buffer.allocUnsafe(chunk), Buffer.allocUnsafe(chunk)] as const
  let sent = 0
  const write = async (bytes: Uint8Array): Promise<void> => {
    await writeOut(response, bytes)
    sent += bytes.length
  }
  try {
    let position = 0
    let under: Promise<void> = Promise.resolve()
    for (let turn = 0; position < blob.size; turn ^= 1) {
      const buffer = turn === 0 ? buffers[0] : buffers[1]
      const { bytesRead } = await readOrThrow(blob, buffer, position)
      position += bytesRead
      if (position >= blob.size && !(await blob.unchanged())) throw new ReadFailure()
      // Waiting for the other buffer here, not for this one, keeps one read and one write going.
      await under
      under = write(buffer.subarray(0, bytesRead))
      under.catch(() => {})
    }
    await under
    await endOf(response)
    return { kind: 'whole', bytes: sent }
  } catch (error) {
    response.destroy()
    return {
      kind: 'cut',
      bytes: sent,
      cause: error instanceof ReadFailure ? 'readError' : 'connection',
    }
  }
}

class ReadFailure extends Error {}

const readOrThrow = async (blob: OpenBlob, buffer: Buffer, position: number) => {
  const length = Math.min(buffer.length, blob.size - position)
  const read = await blob.file.read(buffer, 0, length, position).catch(() => undefined)
  if (read === undefined || read.bytesRead === 0) throw new ReadFailure()
  return read
}

/** A response that waits its turn in a pipeline is told of a lost connection by `close` alone. */
const writeOut = (response: ServerResponse, bytes: Uint8Array): Promise<void> =>
  new Promise((resolve, reject) => {
    const onClose = () => {
      reject(new Error('closed'))
    }
    response.once('close', onClose)
    response.write(bytes, (error) => {
      response.off('close', onClose)
      if (error === null || error === undefined) resolve()
      else reject(error)
    })
  })

const endOf = (response: ServerResponse): Promise<void> =>
  new Promise((resolve, reject) => {
    response.once('close', () => {
      if (response.writableFinished) resolve()
      else reject(new Error('closed'))
    })
    response.end(resolve)
  })
