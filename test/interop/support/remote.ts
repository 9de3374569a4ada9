/**
 * Runs inside a namespace: an API client of the lab there. One JSON line in for each call
 * (`{ "path": ["plug", "pull"], "input": {...} }`), one JSON line out for each answer, in order.
 */
import { createInterface } from 'node:readline'
import { RPCLink } from '@orpc/client/websocket'

const [page = ''] = process.argv.slice(2)
const { host, searchParams } = new URL(page)
const socket = new WebSocket(`ws://${host}/api?token=${searchParams.get('token')}`)
await new Promise((resolve, reject) => {
  socket.addEventListener('open', resolve)
  socket.addEventListener('error', () => reject(new Error('The lab does not answer.')))
})
const link = new RPCLink({ websocket: socket })

for await (const line of createInterface({ input: process.stdin })) {
  const { path, input } = JSON.parse(line) as { path: string[]; input: unknown }
  const answer = await link.call(path, input, { context: {} }).then(
    (output) => ({ output }),
    (error: unknown) => ({ error: String(error) }),
  )
  process.stdout.write(`${JSON.stringify(answer)}\n`)
}
socket.close()
