import { request } from 'node:http'
import { readBody } from './read-body.ts'

/** What an HTTP server answered. */
export type Reply = { readonly status: number; readonly body: Buffer }

/**
 * One HTTP request on a connection of its own: the other side may have been unplugged and restored
 * since the last one, and a kept connection would fail for that. Rejects with the system's error.
 */
export const ask = (
  url: string,
  {
    method = 'GET',
    json,
    most = Infinity,
    signal,
  }: {
    readonly method?: string
    readonly json?: unknown
    /** Bytes that the answer may have. */
    readonly most?: number
    readonly signal: AbortSignal
  },
): Promise<Reply> =>
  new Promise((resolve, reject) => {
    const payload = json === undefined ? undefined : JSON.stringify(json)
    const headers = payload === undefined ? {} : { 'content-type': 'application/json' }
    const asked = request(url, { method, agent: false, headers, signal }, (response) => {
      readBody(response, most, () => new Error('the reply is too large')).then(
        (body) => resolve({ status: response.statusCode ?? 0, body }),
        reject,
      )
    })
    asked.on('error', reject)
    asked.end(payload)
  })
