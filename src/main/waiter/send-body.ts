import type { ServerResponse } from 'node:http'
import type { Breath } from '../breath.ts'

/**
 * How the sending of a body ended. `bytes` have been handed to the system; of a cut one the client has
 * `atMost` so many: the piece that was being handed over may have gone in part.
 */
export type Sent =
  | { readonly kind: 'whole'; readonly bytes: number }
  | {
      readonly kind: 'cut'
      readonly bytes: number
      readonly atMost: number
      readonly cause: 'connection' | 'timeout' | 'readError'
      readonly error: unknown
    }

/**
 * Sends pieces as the body of a response whose head is written: one is read while the one before is on
 * its way, so memory stays the same however large the file or slow the client. A piece has to hold until
 * the next but one is asked for. `breathe` is awaited before each. A client that takes nothing for `stall` ms
 * is given up.
 */
export const sendBody = async (
  response: ServerResponse,
  pieces: AsyncIterable<Uint8Array>,
  {
    stall,
    breathe,
    moved,
  }: {
    readonly stall: number
    readonly breathe: Breath
    /** Told of all bytes that were handed over so far, each time there are more. */
    readonly moved?: (bytes: number) => void
  },
): Promise<Sent> => {
  let bytes = 0
  let atMost = 0
  let stalled = false
  response.setTimeout(stall, () => {
    stalled = true
    response.destroy()
  })
  const write = async (piece: Uint8Array): Promise<void> => {
    atMost += piece.length
    await writeOut(response, piece)
    bytes += piece.length
    moved?.(bytes)
  }
  try {
    let underWay: Promise<void> = Promise.resolve()
    for await (const piece of pieces) {
      // Waiting here for the piece before, not for this one, keeps one read and one write going.
      await underWay
      await breathe()
      underWay = write(piece)
      underWay.catch(() => {})
    }
    await underWay
    await endOf(response)
    return { kind: 'whole', bytes }
  } catch (error) {
    response.destroy()
    return { kind: 'cut', bytes, atMost, cause: causeOf(error, stalled), error }
  }
}

const causeOf = (error: unknown, stalled: boolean) => {
  if (!(error instanceof ConnectionLost)) return 'readError'
  return stalled ? 'timeout' : 'connection'
}

class ConnectionLost extends Error {}

/** A response that waits its turn in a pipeline is told of a lost connection by `close` alone. */
const writeOut = (response: ServerResponse, bytes: Uint8Array): Promise<void> =>
  new Promise((resolve, reject) => {
    const onClose = () => {
      reject(new ConnectionLost())
    }
    response.once('close', onClose)
    response.write(bytes, (error) => {
      response.off('close', onClose)
      if (error === null || error === undefined) resolve()
      else reject(new ConnectionLost())
    })
  })

const endOf = (response: ServerResponse): Promise<void> =>
  new Promise((resolve, reject) => {
    // Of an empty body nothing was written that could have failed.
    if (response.destroyed) reject(new ConnectionLost())
    response.once('close', () => {
      if (response.writableFinished) resolve()
      else reject(new ConnectionLost())
    })
    response.end(resolve)
  })
