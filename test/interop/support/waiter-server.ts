/**
 * Runs inside a namespace: the waiter on one interface, pinned. Its arguments: the interface, a folder for its store,
 * limits as JSON, and the sizes of the files it is to have. Prints `{"listening": …, "files": […]}`, then each fact as a line.
 */
import { createImageStore } from '../../../src/main/images/index.ts'
import { createInterfaceNetwork } from '../../../src/main/net/index.ts'
import { createSystemClock } from '../../../src/main/system-clock.ts'
import { createWaiter, type WaiterLimits } from '../../../src/main/waiter/index.ts'
import { parseDocument } from '../../../src/shared/document/index.ts'
import { smallLabInput } from '../../document/small-lab.ts'
import { patternedBytes } from '../../tftp/world.ts'
import { print } from './print.ts'

const [name = '', folder = '', limits = '{}', ...sizes] = process.argv.slice(2)

const images = createImageStore({ dir: folder })
const files = []
for (const size of sizes) files.push(await images.add(patternedBytes(Number(size))))

const document = parseDocument(smallLabInput())
const waiter = createWaiter({
  network: await createInterfaceNetwork({ name }),
  document: () => document,
  identify: { byMac: () => 'host', byAddress: () => undefined },
  images,
  limits: JSON.parse(limits) as Partial<WaiterLimits>,
  certificates: { get: () => Promise.resolve(undefined), keep: () => Promise.resolve() },
  record: async (...facts) => {
    for (const fact of facts) print(fact)
    return []
  },
  clock: createSystemClock(),
  rulesEngine: '',
  vcenter: '',
})
print({ listening: await waiter.start(), files })
process.on('SIGTERM', () => {
  void waiter.stop().then(() => process.exit(0))
})
