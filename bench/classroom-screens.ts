/** Screens that look on, for bench/classroom.ts: `classroom-screens.ts URL COUNT`. Tells when all follow the lab, and when asked the bytes that came. */
import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/websocket'
import type { ContractRouterClient } from '@orpc/contract'
import type { Contract } from '../src/shared/contract/index.ts'

const [url = '', count = '0'] = process.argv.slice(2)
const { host, pathname } = new URL(url)
let bytes = 0

const follow = async (): Promise<void> => {
  const websocket = new WebSocket(`ws://${host}/api?token=${pathname.slice(1)}`)
  websocket.addEventListener('message', ({ data }) => {
    bytes += String(data).length
  })
  const lab: ContractRouterClient<Contract> = createORPCClient(new RPCLink({ websocket }))
  const { seq } = await lab.lab.state()
  const batches = await lab.journal.followPacked({ after: seq })
  void (async () => {
    while ((await batches.next()).done !== true);
  })()
}

await Promise.all(Array.from({ length: Number(count) }, follow))
process.on('message', () => process.send?.(bytes))
process.send?.('ready')
