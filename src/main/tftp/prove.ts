import { createRequire } from 'node:module'
import { createHash } from 'node:crypto'
import type { Readable } from 'node:stream'
import { LabError } from '../../shared/base/index.ts'
import type { HealProof } from '../component.ts'
import type { Endpoint } from '../net/network.ts'

/** What we use of `node-tftp`: its client, a reader that shares no code with this server. */
type ReaderLibrary = {
  createClient(options: { host: string; port: number; retries: number }): {
    createGetStream(file: string): Readable & { abort(): void }
  }
}

/** Name of the file the proof reads. */
export const proofFile = 'headwaiter-proof'
/** Long enough for several blocks and a short last one. */
export const proofBytes = new TextEncoder().encode('Headwaiter heal proof\n'.repeat(256))

const loadReader = (): ReaderLibrary => createRequire(import.meta.url)('node-tftp')

/** The library closes a stream before it ends it, so `for await` would call it cut short. */
const collect = (stream: Readable): Promise<Uint8Array> =>
  new Promise((resolve, reject) => {
    const pieces: Uint8Array[] = []
    stream.on('data', (piece: Uint8Array) => pieces.push(piece))
    stream.on('end', () => resolve(Buffer.concat(pieces)))
    stream.on('abort', () => reject(new LabError('plug.not-healed', 'The read was broken off')))
    stream.on('error', (error) =>
      reject(new LabError('plug.not-healed', `The reader got: ${error.message}`, {}, error)),
    )
  })

/**
 * Reads the proof file with a client that is not ours. The client always sends `timeout 3000`, which
 * RFC 2349 does not allow; our server leaves it out of its reply and the read goes on.
 */
export const proveByReading = async ({
  server,
  signal,
}: {
  readonly server: Endpoint
  readonly signal: AbortSignal
}): Promise<HealProof> => {
  signal.throwIfAborted()
  const client = loadReader().createClient({ host: server.address, port: server.port, retries: 2 })
  const stream = client.createGetStream(proofFile)
  const abort = () => stream.abort()
  signal.addEventListener('abort', abort, { once: true })
  const bytes = await collect(stream).finally(() => signal.removeEventListener('abort', abort))
  signal.throwIfAborted()
  if (Buffer.compare(bytes, proofBytes) !== 0) {
    throw new LabError('plug.not-healed', `${proofFile} arrived with other bytes than were sent`, {
      bytes: bytes.length,
    })
  }
  const digest = createHash('sha256').update(bytes).digest('hex').slice(0, 12)
  return [
    `node-tftp asked ${server.address}:${server.port} for ${proofFile}`,
    `${bytes.length} bytes arrived, SHA-256 ${digest}…, as sent`,
  ]
}
