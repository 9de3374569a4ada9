import { randomInt } from 'node:crypto'
import { flushCompileCache } from 'node:module'
import { toErrorData } from '../../../shared/base/index.ts'
import { createLabNetwork } from '../../net/index.ts'
import { createSystemClock } from '../../system-clock.ts'
import { readFile } from '../../tftp/index.ts'
import { giveWay } from './give-way.ts'
import type { FromRack, RackSettings, ToRack } from './messages.ts'
import { createRack } from './rack.ts'

/** The process of the simulated hosts: hands the rack its sockets, clock and chance. */
const start = (send: (message: FromRack, sent?: () => void) => void, settings: RackSettings) => {
  const rack = createRack({
    post: send,
    disks: settings.disks,
    network: createLabNetwork({ address: settings.labAddress }),
    readTftp: readFile,
    clock: createSystemClock(),
    random: () => randomInt(2 ** 47) / 2 ** 47,
  })
  process.on('message', (message: ToRack) => {
    if (message.kind === 'arrange') void giveWay(message.hosts.length)
    // What follows is the end by force: Node would not come to keep what it compiled.
    if (message.kind === 'stop') flushCompileCache()
    rack.receive(message)
  })
  process.once('uncaughtException', (error) =>
    send({ kind: 'broken', error: toErrorData(error) }, () => process.exit(1)),
  )
  // The program is gone, however it ended: its hosts end with it.
  process.once('disconnect', () => process.exit())
}

// Started by `startProcess` alone, which types what it sends.
if (process.send !== undefined) {
  process.title = 'headwaiter hosts'
  const toHouse = process.send.bind(process)
  const settings: RackSettings = JSON.parse(process.argv[2] ?? '')
  start((message, sent) => void toHouse(message, undefined, {}, sent), settings)
}
