/**
 * The TFTP component alone in a process of its own, for bench/tftp.ts: `tftp-server.ts FOLDER`. Serves the
 * folder on 127.0.0.1:69, captures as the lab does, says when it listens, and runs until it is killed.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { createCapture, tapNetwork } from '../src/main/capture/index.ts'
import { createLabNetwork } from '../src/main/net/index.ts'
import { createSystemClock } from '../src/main/system-clock.ts'
import { createBootFiles, createTftp } from '../src/main/tftp/index.ts'
import { labDocument } from '../src/shared/document/schema.ts'

const [folder = ''] = process.argv.slice(2)
const address = '127.0.0.1'
const clock = createSystemClock()
const capture = createCapture({ clock })
const document = labDocument.parse({
  headwaiter: 1,
  name: 'Bench',
  network: {
    subnet: '127.0.0.0/8',
    server: address,
    pool: { first: '127.0.0.2', last: '127.0.0.3' },
    ports: { dhcp: 0, dhcpClient: 0, tftp: 69, waiter: 0, rules: 0, vcenter: 0 },
  },
  clusters: [],
  rules: {},
  racks: [],
  hosts: [],
})
const tftp = createTftp({
  network: tapNetwork(createLabNetwork({ address }), capture),
  document: () => document,
  identify: { byMac: (mac) => mac, byAddress: () => undefined },
  files: createBootFiles({ loaderDirs: [folder], tramp: () => '' }),
  record: () => Promise.resolve([]),
  clock,
  laneCapture: capture.laneMemory,
})
const on = await tftp.start()
for (let turns = 0; turns < 400 && !tftp.isNative(); turns += 1) await sleep(5)
process.stdout.write(`listening on ${on}, ${tftp.isNative() ? 'native' : 'portable'}\n`)
