/** The lab as a whole: how soon it is there, how fast a rack boots, how soon a packet is on screen. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/websocket'
import type { ContractRouterClient } from '@orpc/contract'
import type { Contract } from '../src/shared/contract/index.ts'
import { emptyLab, foldLab } from '../src/shared/lab/index.ts'
import { serveWebSocket } from '../src/main/api/index.ts'
import { claimFreeSubnet } from '../src/main/cli/free-lab.ts'
import { demoLab, openLab, readLabFile } from '../src/main/open-lab.ts'
import { createSystemClock } from '../src/main/system-clock.ts'
import { median, p95, type Row } from './row.ts'

const clock = createSystemClock()
const hostsWorker = new URL('../src/main/hosts/simulated/worker.ts', import.meta.url)
const speed = 50
const rounds = 3

type Round = { readonly ready: number; readonly boot: number; readonly delays: readonly number[] }

/** Opens a new lab, boots its four hosts, and follows every fact over the socket as a screen does. */
const round = async (): Promise<Round> => {
  const folder = await mkdtemp(join(tmpdir(), 'headwaiter-bench-'))
  const began = clock.now()
  await using claimed = await claimFreeSubnet(await readLabFile(demoLab))
  const app = await openLab({
    folder,
    initial: { ...claimed.document, speed },
    clock,
    hostsWorker,
    platform: 'browser',
    onUnexpected: (error) => process.stderr.write(`${String(error)}\n`),
  })
  const screen = await serveWebSocket({ router: app.router, port: 0, token: 'bench' })
  const ready = clock.now() - began
  const socket = new WebSocket(`ws://127.0.0.1:${screen.port}/api?token=bench`)
  const client: ContractRouterClient<Contract> = createORPCClient(
    new RPCLink({ websocket: socket }),
  )
  try {
    const { document, seq } = await client.lab.state()
    let view = emptyLab(document)
    const delays: number[] = []
    const hosts = document.hosts.map(({ id }) => id)
    const followed = await client.journal.follow({ after: 0 })
    const powered = clock.now()
    await client.host.powerOn({ hosts })
    for await (const facts of followed) {
      view = foldLab(view, facts)
      const seen = clock.now()
      delays.push(...facts.filter((fact) => fact.seq > seq).map(({ at }) => seen - at))
      const done = hosts.every((id) => {
        const host = view.hosts.get(id)
        return host?.connection === 'connected' && host.compliance === 'compliant'
      })
      if (done) break
    }
    return { ready, boot: clock.now() - powered, delays }
  } finally {
    socket.close()
    await screen.close()
    await app.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

export const run = async (): Promise<readonly Row[]> => {
  const results: Round[] = []
  for (let index = 0; index < rounds; index++) results.push(await round())
  return [
    {
      name: 'start to first lab ready (new lab, image made)',
      value: median(results.map(({ ready }) => ready)),
      unit: 'ms',
    },
    {
      name: `four-host boot to compliant, 4 x 32 MiB, speed ${speed}`,
      value: median(results.map(({ boot }) => boot)),
      unit: 'ms',
    },
    {
      name: 'packet to folded view over the socket, p95 (nothing drawn)',
      value: p95(results.flatMap(({ delays }) => delays)),
      unit: 'ms',
    },
  ]
}
