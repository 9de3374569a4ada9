import type { ServerResponse } from 'node:http'
import type { ErrorCode, ErrorData } from '../../shared/base/index.ts'

/** An answer whose body is at hand. */
export type Answer = {
  readonly status: number
  readonly type:
    'text/plain; charset=utf-8' | 'application/json' | 'application/gzip' | 'application/zip'
  readonly body: string | Uint8Array
  readonly headers?: Readonly<Record<string, string>>
}

/** iPXE scripts and boot.cfg: true for this host and this moment only. */
export const textAnswer = (body: string): Answer => ({
  status: 200,
  type: 'text/plain; charset=utf-8',
  body,
  headers: { 'cache-control': 'no-store' },
})

export const jsonAnswer = (value: unknown): Answer => ({
  status: 200,
  type: 'application/json',
  body: JSON.stringify(value),
})

/** What may be asked of the waiter at all. */
export const methodsAnswer: Answer = {
  ...textAnswer(''),
  headers: { allow: 'GET, HEAD, POST, OPTIONS' },
}

const statuses: Partial<Record<ErrorCode, number>> = {
  'waiter.bad-request': 400,
  'waiter.bad-attributes': 400,
  'waiter.not-found': 404,
  'waiter.unknown-host': 404,
  'image.blob-missing': 404,
  'tftp.bad-name': 404,
  'waiter.method-not-allowed': 405,
  'waiter.http-version': 505,
  'waiter.rules-unreachable': 503,
  'waiter.no-certificate': 503,
  'waiter.busy': 503,
  'waiter.overloaded': 503,
}

/** Seconds after which a client that met a busy waiter comes back. iPXE does so by itself. */
const retryAfter = '5'

/**
 * An error as an answer: its data as JSON under the status of its code. A 503 for want of a decision,
 * or to a host that is one too many, carries no Retry-After: iPXE would take it as an order to wait and
 * ask again for ever, and the host would never come to its disk.
 */
export const refusal = (data: ErrorData): Answer => {
  const status = statuses[data.code] ?? 500
  const headers: Record<string, string> = {}
  if (data.code === 'waiter.busy') headers['retry-after'] = retryAfter
  if (typeof data.details['allow'] === 'string') headers['allow'] = data.details['allow']
  return { ...jsonAnswer(data), status, headers }
}

/**
 * Sends an answer that is at hand; a HEAD gets the head alone. Resolves with whether all of it left. A
 * client that takes nothing for `stall` ms is given up.
 */
export const sendAnswer = (
  response: ServerResponse,
  { status, type, body, headers }: Answer,
  stall: number,
): Promise<boolean> =>
  new Promise((resolve) => {
    // Without its connection nothing would tell that it ended.
    if (response.destroyed || response.socket === null) {
      resolve(false)
      return
    }
    response.setTimeout(stall, () => response.destroy())
    response.once('close', () => resolve(response.writableFinished))
    response.writeHead(status, {
      'content-type': type,
      'content-length': Buffer.byteLength(body),
      ...headers,
    })
    response.end(body, () => resolve(response.writableFinished))
  })
