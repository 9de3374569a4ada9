import { request as httpRequest, type IncomingMessage } from 'node:http'

/** A request that brought no answer, or not the wanted one. `code` is the system's or the status. */
export class HttpFailure extends Error {
  override readonly name = 'HttpFailure'
  readonly code: string
  /** Seconds the server asked to wait (`Retry-After`). */
  readonly retryAfter: number | undefined

  constructor(code: string, message: string, retryAfter?: number) {
    super(message)
    this.code = code
    this.retryAfter = retryAfter
  }
}

export type HttpRequest = {
  readonly url: string
  /** The machine's own address: its traffic is told apart by it. */
  readonly localAddress: string
  readonly signal: AbortSignal
  /** Real ms without a byte before it is given up. */
  readonly silence: number
  readonly method?: 'GET' | 'POST'
  readonly json?: unknown
}

const systemErrors: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'Connection refused',
  ECONNRESET: 'Connection reset',
  EPIPE: 'Connection reset',
  ETIMEDOUT: 'Connection timed out',
  EHOSTUNREACH: 'Host unreachable',
  ENETUNREACH: 'Network unreachable',
  EADDRNOTAVAIL: 'Address not available',
}

const asFailure = (error: unknown): HttpFailure => {
  if (error instanceof HttpFailure) return error
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'EIO'
  return new HttpFailure(
    code,
    systemErrors[code] ?? (error instanceof Error ? error.message : code),
  )
}

const statusFailure = ({
  statusCode = 0,
  statusMessage,
  headers,
}: IncomingMessage): HttpFailure => {
  const seconds = Number(headers['retry-after'] ?? Number.NaN)
  return new HttpFailure(
    String(statusCode),
    `HTTP ${String(statusCode)} ${statusMessage ?? ''}`.trim(),
    Number.isFinite(seconds) ? seconds : undefined,
  )
}

/**
 * One request on a connection of its own; calls back for each piece of a 2xx body. Resolves with the
 * number of bytes. Rejects with `HttpFailure`, or with the signal's reason.
 */
export const download = (
  { url, localAddress, signal, silence, method = 'GET', json }: HttpRequest,
  take: (piece: Uint8Array, offset: number) => void,
): Promise<number> =>
  new Promise((resolve, reject) => {
    const body = json === undefined ? undefined : JSON.stringify(json)
    const outgoing = httpRequest(url, {
      method,
      agent: false,
      localAddress,
      signal,
      headers: body === undefined ? {} : { 'content-type': 'application/json' },
    })
    const fail = (error: unknown) => reject(signal.aborted ? signal.reason : asFailure(error))
    outgoing.setTimeout(silence, () =>
      outgoing.destroy(new HttpFailure('ETIMEDOUT', 'Connection timed out')),
    )
    outgoing.on('error', fail)
    outgoing.on('response', (incoming) => {
      let bytes = 0
      incoming.on('error', fail)
      if (Math.trunc((incoming.statusCode ?? 0) / 100) !== 2) {
        incoming.resume()
        fail(statusFailure(incoming))
        return
      }
      incoming.on('data', (piece: Uint8Array) => {
        take(piece, bytes)
        bytes += piece.length
      })
      incoming.on('end', () => resolve(bytes))
      incoming.on('close', () => {
        if (!incoming.complete) fail(new HttpFailure('ECONNRESET', 'Connection reset'))
      })
    })
    outgoing.end(body)
  })

const largestText = 1024 * 1024

/** The whole body as text. The same errors as `download`. */
export const downloadText = async (request: HttpRequest): Promise<string> => {
  const pieces: Uint8Array[] = []
  await download(request, (piece, offset) => {
    if (offset + piece.length > largestText) throw new HttpFailure('EFBIG', 'Too large')
    pieces.push(piece)
  })
  return Buffer.concat(pieces).toString('utf8')
}
