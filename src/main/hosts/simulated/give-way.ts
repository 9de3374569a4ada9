import { constants, getPriority, setPriority } from 'node:os'

const lowest = constants.priority.PRIORITY_LOW
const givenWay = constants.priority.PRIORITY_BELOW_NORMAL

/**
 * The calling thread gives way to the services and to the screen: simulated hosts are what a person does not wait for,
 * as machines of their own would be. On Linux a nice value is a thread's own; elsewhere it is the whole process's, and
 * would slow down those who are to go first.
 */
export const giveWay = (): void => {
  // From where the process stands: to lower a priority is always allowed, to raise it is not.
  if (process.platform === 'linux') setPriority(0, Math.min(lowest, getPriority(0) + givenWay))
}
