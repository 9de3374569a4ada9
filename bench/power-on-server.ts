/**
 * Runs inside a namespace: our DHCP and TFTP on one interface, with the loaders of a folder and a script in `tramp`'s
 * place. Prints a line when it serves.
 */
import { createDhcp } from '../src/main/dhcp/index.ts'
import { createMemoryStores } from '../src/main/journal/index.ts'
import { createInterfaceNetwork } from '../src/main/net/index.ts'
import { createSystemClock } from '../src/main/system-clock.ts'
import { createBootFiles, createTftp } from '../src/main/tftp/index.ts'
import { parseDocument } from '../src/shared/document/index.ts'

const [name = '', plan = '{}', loaders = '', script = ''] = process.argv.slice(2)
const clock = createSystemClock()
const stores = createMemoryStores({ clock })
const document = parseDocument({
  headwaiter: 1,
  name: 'Bench',
  network: JSON.parse(plan) as unknown,
  clusters: [],
  rules: {},
  racks: [],
  hosts: [],
})
const common = {
  network: await createInterfaceNetwork({ name }),
  document: () => document,
  identify: {
    byMac: (mac: string) => `host-${mac.replaceAll(':', '')}`,
    byAddress: () => undefined,
  },
  clock,
}
const dhcp = createDhcp({
  ...common,
  leases: stores.leases,
  commit: (entry) => stores.journal.append(entry),
})
const tftp = createTftp({
  ...common,
  files: createBootFiles({ loaderDirs: [loaders], tramp: () => script }),
  record: (...facts) => stores.journal.append({ facts }),
})
process.stdout.write(`${await dhcp.start()} ${await tftp.start()}\n`)
process.on('SIGTERM', () => {
  void Promise.all([dhcp.stop(), tftp.stop()]).then(() => process.exit(0))
})
