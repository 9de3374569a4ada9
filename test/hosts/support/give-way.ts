/** A process of its own whose second thread gives way. Prints the nice value of each thread as JSON, by name. */
import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { getPriority } from 'node:os'
import { isMainThread, Worker, workerData } from 'node:worker_threads'
import { giveWay } from '../../../src/main/hosts/simulated/give-way.ts'

const values = (): readonly (readonly [string, number])[] =>
  readdirSync('/proc/self/task').map((thread) => {
    const name = readFileSync(`/proc/self/task/${thread}/comm`, 'utf8').trim()
    return [name, getPriority(Number(thread))]
  })

if (isMainThread) {
  const its = new Int32Array(new SharedArrayBuffer(4))
  const gaveWay = new Worker(new URL(import.meta.url), { workerData: its })
  await once(gaveWay, 'exit')
  const all = Object.groupBy(values(), ([name]) => name)
  const helpers = (all['V8Worker'] ?? []).map(([, value]) => value)
  process.stdout.write(JSON.stringify({ main: getPriority(0), its: its[0], helpers }))
} else if (workerData instanceof Int32Array) {
  giveWay()
  workerData[0] = getPriority(0)
}
