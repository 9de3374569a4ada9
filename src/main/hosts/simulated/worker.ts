import { randomInt } from 'node:crypto'
import { parentPort, workerData } from 'node:worker_threads'
import { createLabNetwork } from '../../net/index.ts'
import { createSystemClock } from '../../system-clock.ts'
import { readFile } from '../../tftp/index.ts'
import { giveWay } from './give-way.ts'
import type { RackSettings, ToRack } from './messages.ts'
import { createRack } from './rack.ts'

/** The thread of the simulated hosts: hands the rack its sockets, clock and chance. */
const start = (port: NonNullable<typeof parentPort>, settings: RackSettings) => {
  const rack = createRack({
    post: (message) => port.postMessage(message),
    disks: settings.disks,
    network: createLabNetwork({ address: settings.labAddress }),
    readTftp: readFile,
    clock: createSystemClock(),
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
