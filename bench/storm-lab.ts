/**
 * One boot storm in a process of its own, for bench/storm.ts: `storm-lab.ts HOSTS`. Opens a lab of so
 * many simulated hosts, switches all of them on at once, waits until each is in vCenter and compliant
 * with its image cached, and prints what it took as JSON.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { rebase } from '../src/shared/document/index.ts'
import { labOfMany } from '../src/shared/storm/index.ts'
import { claimFreeSubnet } from '../src/main/cli/free-lab.ts'
import { demoLab, openLab, readLabFile } from '../src/main/open-lab.ts'
import { createSystemClock } from '../src/main/system-clock.ts'
import { used } from './used.ts'

const count = Number(process.argv[2])
const perCluster = 32
const speed = 50

const folder = await mkdtemp(join(tmpdir(), 'headwaiter-storm-'))
const base = rebase(await readLabFile(demoLab), '127.132.0.0/16')
await using claimed = await claimFreeSubnet({ ...labOfMany(base, count, perCluster), speed })
const app = await openLab({
  folder,
  initial: claimed.document,
  clock: createSystemClock(),
  hostsWorker: new URL('../src/main/hosts/simulated/worker.ts', import.meta.url),
  platform: 'browser',
  onUnexpected: (error) => process.stderr.write(`${String(error)}\n`),
})
try {
  const first = app.journal.last()
  const { total } = app.storms.plan({ atOnce: count })
  const before = await used()
  const result = await app.storms.run({ atOnce: count })
  const after = await used()
  const measured = {
    ...result,
    predicted: total,
    cpu: after.cpu - before.cpu,
    memory: after.memory,
    facts: app.journal.last() - first,
  }
  process.stdout.write(`${JSON.stringify(measured)}\n`)
} finally {
  await app.stop()
  await rm(folder, { recursive: true, force: true })
}
