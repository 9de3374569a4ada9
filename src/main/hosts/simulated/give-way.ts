import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { constants, getPriority, setPriority } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import koffi from 'koffi'

const { PRIORITY_BELOW_NORMAL, PRIORITY_LOW } = constants.priority

/** Hosts up to which there is time for all: more of them together take all that a laptop has. */
const aFew = 32

/** From where the process stood: to lower a priority is always allowed, to raise it is not. */
const began = getPriority(0)

/** Linux, `include/uapi/linux/sched.h`: runs when nobody else wants the core, which counts as idle meanwhile. */
const SCHED_IDLE = 5

/** Puts a thread of ours into a scheduling policy that has no parameters. */
type SetPolicy = (thread: number, policy: number) => void

const loadSetPolicy = (): SetPolicy => {
  try {
    const libc = koffi.load('libc.so.6')
    const call = libc.func('sched_setscheduler', 'int', ['int', 'int', 'const uint8_t *'])
    return (thread, policy) => void call(thread, policy, new Uint8Array(4))
  } catch {
    return () => {}
  }
}

/** Field 6 of `/proc/PID/stat`, behind a name that may hold blanks. */
const isSessionLeader = (): boolean => {
  const stat = readFileSync('/proc/self/stat', 'utf8')
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[3]) === process.pid
}

/**
 * Lowers the session among all sessions: Linux shares each core between them first, whatever the nice values within
 * (`sched(7)`, autogroup). Only where the session is this process's own. The kernel takes one such change in 100 ms from all
 * who are not root.
 */
const lowerSession = async (nice: number): Promise<void> => {
  if (!isSessionLeader()) return
  for (let attempt = 0; attempt < 20; attempt++) {
    try {
      writeFileSync('/proc/self/autogroup', String(nice))
      return
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EAGAIN')) return
      await sleep(100 + 20 * attempt)
    }
  }
}

/**
 * The calling process, of so many simulated hosts, gives way to the services and to the screen: they are what a person
 * does not wait for, as machines of their own would be. A few go on beside other work; many run in what it leaves.
 */
export const giveWay = async (hosts: number): Promise<void> => {
  const many = hosts > aFew
  const nice = Math.min(PRIORITY_LOW, began + (many ? PRIORITY_LOW : PRIORITY_BELOW_NORMAL))
  // Who has given way stays so.
  if (getPriority(0) >= nice) return
  setPriority(0, nice)
  if (process.platform !== 'linux') return
  const setPolicy = loadSetPolicy()
  // There a nice value is a thread's own.
  for (const thread of readdirSync('/proc/self/task').map(Number)) {
    try {
      setPriority(thread, nice)
    } catch {
      // It has ended since.
    }
    if (many) setPolicy(thread, SCHED_IDLE)
  }
  await lowerSession(nice)
}
