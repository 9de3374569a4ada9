import { readdirSync, readFileSync } from 'node:fs'
import { constants, getPriority, setPriority } from 'node:os'

const lowest = constants.priority.PRIORITY_LOW
const givenWay = constants.priority.PRIORITY_BELOW_NORMAL

const threads = '/proc/self/task'
/** What Node calls the threads that collect garbage and compile code for all others. */
const helper = 'V8Worker'

/** A thread's name; undefined once it has ended. */
const nameOf = (thread: string): string | undefined => {
  try {
    return readFileSync(`${threads}/${thread}/comm`, 'utf8').trim()
  } catch {
    return undefined
  }
}

/**
 * The calling thread gives way to the services and to the screen: simulated hosts are what a person does not wait for,
 * as machines of their own would be. So do the engine's helpers, for most of what they clear away is the hosts'. On Linux
 * a nice value is a thread's own; elsewhere it is the whole process's, and would slow down those who are to go first.
 */
export const giveWay = (): void => {
  if (process.platform !== 'linux') return
  // From where the process stands: to lower a priority is always allowed, to raise it is not.
  const lower = Math.min(lowest, getPriority(0) + givenWay)
  setPriority(0, lower)
  for (const thread of readdirSync(threads).filter((thread) => nameOf(thread) === helper))
    setPriority(Number(thread), lower)
}
