/**
 * A process that gives way for so many hosts: `give-way.ts HOSTS`. Prints its session's nice value and those of its
 * threads, with their scheduling policies, as JSON.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { getPriority } from 'node:os'
import { giveWay } from '../../../src/main/hosts/simulated/give-way.ts'

/** Field 41 of `/proc/PID/stat` (proc(5)), behind a name that may hold blanks. */
const policyOf = (thread: number): number => {
  const stat = readFileSync(`/proc/self/task/${thread}/stat`, 'utf8')
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[38])
}

const session = (): number =>
  Number(/nice (-?\d+)/.exec(readFileSync('/proc/self/autogroup', 'utf8'))?.[1])

await giveWay(Number(process.argv[2]))
const threads = readdirSync('/proc/self/task').map(Number)
const told = {
  session: session(),
  nices: threads.map((thread) => getPriority(thread)),
  policies: threads.map((thread) => policyOf(thread)),
}
process.stdout.write(`${JSON.stringify(told)}\n`)
