import { request } from 'node:http'

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
    signal,
  }: { readonly method?: string; readonly json?: unknown; readonly signal: AbortSignal },
): Promise<Reply> =>
  new Promise((resolve, reject) => {
    const payload = json === undefined ? undefined : JSON.stringify(json)
    const headers = payload === undefined ? {} : { 'content-type': 'application/json' }
    const asked = request(url, { method, agent: false, headers, signal }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('error', reject)
      response.on('end', () => {
        resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks) })
      })
    })
    asked.on('error', reject)
    asked.end(payload)
  })
