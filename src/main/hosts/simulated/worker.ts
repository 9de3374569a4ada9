import { randomInt } from 'node:crypto'
import { constants, getPriority, setPriority } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import { parentPort, workerData } from 'node:worker_threads'
import { createLabNetwork } from '../../net/index.ts'
import { readFile } from '../../tftp/index.ts'
import type { RackSettings, ToRack } from './messages.ts'
import { createRack } from './rack.ts'

const lowest = constants.priority.PRIORITY_LOW
const givenWay = constants.priority.PRIORITY_BELOW_NORMAL

/**
 * Simulated hosts give way to the services and to the screen, as machines of their own would: they are what a
 * person does not wait for. On Linux a nice value is a thread's own; elsewhere it is the whole process's, and
 * would slow down those who are to go first.
 */
const giveWay = (): void => {
  // From where the process stands: to lower a priority is always allowed, to raise it is not.
  if (process.platform === 'linux') setPriority(0, Math.min(lowest, getPriority(0) + givenWay))
}

/** The thread of the simulated hosts: hands the rack its sockets, clock and chance. */
const start = (port: NonNullable<typeof parentPort>, settings: RackSettings) => {
  const rack = createRack({
    post: (message) => port.postMessage(message),
    disks: settings.disks,
    network: createLabNetwork({ address: settings.labAddress }),
    readTftp: readFile,
    clock: {
      now: () => performance.timeOrigin + performance.now(),
      sleep: (ms, signal) => sleep(ms, undefined, { signal }),
    },
    random: () => randomInt(2 ** 47) / 2 ** 47,
  })
  port.on('message', (message: ToRack) => rack.receive(message))
}

// Started by `createHosts` alone, which types what it sends.
if (parentPort !== null) {
  giveWay()
  // oxlint-disable-next-line typescript/no-unsafe-argument
  start(parentPort, workerData)
}
