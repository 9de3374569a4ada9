/**
 * Runs inside a namespace: our DHCP component with its real journal in `folder`, on one interface. Prints a line when
 * it listens. Facts are written as in the lab: four and two leases for each exchange, on disk before the reply.
 */
import { join } from 'node:path'
import { createDhcp } from '../src/main/dhcp/index.ts'
import { openStores } from '../src/main/journal/index.ts'
import { createInterfaceNetwork } from '../src/main/net/index.ts'
import { askForShortSlices } from '../src/main/short-slices.ts'
import { createSystemClock } from '../src/main/system-clock.ts'
import { parseDocument } from '../src/shared/document/index.ts'

const [folder = '', name = '', plan = '{}'] = process.argv.slice(2)
askForShortSlices()
const clock = createSystemClock()
const stores = await openStores({ file: join(folder, 'lab.sqlite'), clock })
const document = parseDocument({
  headwaiter: 1,
  name: 'Bench',
  network: JSON.parse(plan) as unknown,
  clusters: [],
  rules: {},
  racks: [],
  hosts: [],
})
const dhcp = createDhcp({
  network: await createInterfaceNetwork({ name }),
  document: () => document,
  identify: { byMac: (mac) => `host-${mac.replaceAll(':', '')}`, byAddress: () => undefined },
  leases: stores.leases,
  commit: (entry) => stores.journal.append(entry),
  clock,
})
process.stdout.write(`${await dhcp.start()}\n`)
process.on('SIGTERM', () => {
  void dhcp
    .stop()
    .then(() => stores.close())
    .then(() => process.exit(0))
})
