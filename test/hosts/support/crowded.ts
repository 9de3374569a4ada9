import { closeSync, openSync } from 'node:fs'
import { startProcess } from '../../../src/main/hosts/simulated/process.ts'

/** Gives an order to a process of hosts that cannot be started: no descriptor is left. Prints what came of it. */
const held: number[] = []
try {
  for (;;) held.push(openSync('/dev/null', 'r'))
} catch {
  closeSync(held.pop() ?? 0)
}
const said: unknown[] = []
const rack = startProcess({
  worker: new URL('../../../src/main/hosts/simulated/worker.ts', import.meta.url),
  settings: { disks: '/nowhere', labAddress: '127.0.0.1' },
  record: () => Promise.resolve([]),
  onDefect: (_host, message) => said.push(message),
  onLost: ({ code }) => said.push(code),
})
await rack.order({ kind: 'powerOn' }, []).catch((error: unknown) => said.push(String(error)))
for (const descriptor of held) closeSync(descriptor)
process.stdout.write(JSON.stringify(said))
