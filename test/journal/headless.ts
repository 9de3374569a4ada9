import { serveWebSocket } from '../../src/main/api/index.ts'
import { openLab, readLabFile } from '../../src/main/open-lab.ts'
import { createSystemClock } from '../../src/main/system-clock.ts'

/** The whole app without a screen: opens the lab of a folder and prints where its API is. */
const [folder = '', file = ''] = process.argv.slice(2)
const app = await openLab({
  folder,
  initial: await readLabFile(file),
  clock: createSystemClock(),
  hostsWorker: new URL('../../src/main/hosts/simulated/worker.ts', import.meta.url),
  platform: 'browser',
  onUnexpected: (error) => process.stderr.write(`${String(error)}\n`),
})
const { port } = await serveWebSocket({ router: app.router, port: 0, token: 'kill' })
process.stdout.write(`ws://127.0.0.1:${port}/api?token=kill\n`)
