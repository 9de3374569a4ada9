/**
 * Runs inside a namespace: the DHCP component on one interface, pinned. Its argument is JSON: the interface, and
 * what to change in the network of the document. `prove` on its input asks for a proof, `mode MODE` for another mode. Prints each fact as a line, after a first `{"listening": …}`.
 */
import { z } from 'zod'
import { createDhcp } from '../../../src/main/dhcp/index.ts'
import { createMemoryStores } from '../../../src/main/journal/index.ts'
import { createInterfaceNetwork, standOn, type Network } from '../../../src/main/net/index.ts'
import { createSystemClock } from '../../../src/main/system-clock.ts'
import { toErrorData } from '../../../src/shared/base/index.ts'
import { parseDocument } from '../../../src/shared/document/index.ts'
import { smallLabInput } from '../../document/small-lab.ts'
import { print } from './print.ts'

const settingsOf = z.object({
  interface: z.string(),
  network: z.record(z.string(), z.unknown()),
  hosts: z.array(z.unknown()).default([]),
})

const settings = settingsOf.parse(JSON.parse(process.argv[2] ?? '{}'))
const input = smallLabInput()
let document = parseDocument({
  ...input,
  network: {
    leaseTime: 3600,
    ports: { ...input.network.ports, dhcp: 67, dhcpClient: 68, tftp: 69 },
    ...settings.network,
  },
  hosts: settings.hosts,
  racks: [],
})

/** The network, printing each datagram that passes on the DHCP ports. */
const capturing = (network: Network): Network => ({
  ...network,
  async udp(options) {
    const print = (way: 'in' | 'out', bytes: Uint8Array) => {
      if (options.port === 67 || options.port === 4011)
        process.stdout.write(
          `${JSON.stringify({ datagram: { way, hex: Buffer.from(bytes).toString('hex') } })}\n`,
        )
    }
    const socket = await network.udp({
      ...options,
      onDatagram: (datagram) => {
        print('in', datagram.bytes)
        options.onDatagram(datagram)
      },
    })
    return {
      local: socket.local,
      send: (bytes, to) => {
        print('out', bytes)
        socket.send(bytes, to)
      },
      close: () => socket.close(),
    }
  },
})

const clock = createSystemClock()
const stores = createMemoryStores({ clock })
stores.journal.subscribe((facts) => {
  for (const { fact } of facts) print(fact)
})

try {
  const network = capturing(await createInterfaceNetwork({ name: settings.interface }))
  let changed: () => void = () => undefined
  const dhcp = standOn(
    network,
    createDhcp({
      network,
      changes(listener) {
        changed = listener
        return () => undefined
      },
      document: () => document,
      identify: { byMac: (mac) => `host-${mac.replaceAll(':', '')}`, byAddress: () => undefined },
      leases: stores.leases,
      commit: (entry) => stores.journal.append(entry),
      clock,
    }),
    (...facts) => stores.journal.append({ facts }),
  )
  print({ listening: await dhcp.start() })
  process.stdin.on('data', (line: Buffer) => {
    const [, mode] = /^mode (\w+)/.exec(String(line)) ?? []
    if (mode !== undefined) {
      const { network } = document
      document = parseDocument({
        ...document,
        network: { ...network, dhcp: { ...network.dhcp, mode } },
      })
      return changed()
    }
    dhcp
      .prove(AbortSignal.timeout(5000))
      .then((steps) => {
        print({ proof: steps })
      })
      .catch((error: unknown) => {
        print({ error: toErrorData(error) })
      })
  })
  process.on('SIGTERM', () => {
    void dhcp.stop().then(() => process.exit(0))
  })
} catch (error) {
  print({ error: toErrorData(error) })
  process.exitCode = 1
}
