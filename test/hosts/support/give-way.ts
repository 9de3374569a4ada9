/** A process of its own whose second thread gives way. Prints the nice value of each thread as JSON, by name. */
import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { getPriority } from 'node:os'
import { isMainThread, parentPort, Worker } from 'node:worker_threads'
import { giveWay } from '../../../src/main/hosts/simulated/give-way.ts'

const values = (): readonly (readonly [string, number])[] =>
  readdirSync('/proc/self/task').map((thread) => {
    const name = readFileSync(`/proc/self/task/${thread}/comm`, 'utf8').trim()
    return [name, getPriority(Number(thread))]
  })

if (isMainThread) {
  const worker = new Worker(new URL(import.meta.url))
  const [its] = await once(worker, 'message')
  const all = Object.groupBy(values(), ([name]) => name)
  const helpers = (all['V8Worker'] ?? []).map(([, value]) => value)
  process.stdout.write(JSON.stringify({ main: getPriority(0), its, helpers }))
  await worker.terminate()
} else {
  giveWay()
  parentPort?.postMessage(getPriority(0))
}
