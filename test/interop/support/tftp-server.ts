/**
 * Runs inside a namespace: the TFTP component on one interface, pinned. Its argument is JSON: the interface, the
 * folder to serve, the lane, the text of `tramp`. Prints each fact as a line, after a first `{"listening": …}`; asked
 * on its input by a line, `{"heard": …}`: what clients sent, with their ports.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import { createCapture, tapNetwork } from '../../../src/main/capture/index.ts'
import { createInterfaceNetwork } from '../../../src/main/net/index.ts'
import { createSystemClock } from '../../../src/main/system-clock.ts'
import { createBootFiles, createTftp } from '../../../src/main/tftp/index.ts'
import { toErrorData } from '../../../src/shared/base/index.ts'
import { parseDocument } from '../../../src/shared/document/index.ts'
import { smallLabInput } from '../../document/small-lab.ts'
import { print } from './print.ts'

const settings = z
  .object({
    interface: z.string(),
    folder: z.string(),
    lane: z.enum(['native', 'portable']),
    tramp: z.string().default('#!ipxe\n'),
  })
  .parse(JSON.parse(process.argv[2] ?? '{}'))

const input = smallLabInput()
const document = parseDocument({
  ...input,
  network: { ...input.network, ports: { ...input.network.ports, tftp: 69 } },
})

try {
  const clock = createSystemClock()
  const capture = createCapture({ clock })
  const network = tapNetwork(await createInterfaceNetwork({ name: settings.interface }), capture)
  const tftp = createTftp({
    network,
    document: () => document,
    identify: { byMac: () => 'host', byAddress: () => undefined },
    files: createBootFiles({ loaderDirs: [settings.folder], tramp: () => settings.tramp }),
    record: async (...facts) => {
      for (const fact of facts) print(fact)
      return []
    },
    clock,
    laneCapture: capture.laneMemory,
    ...(settings.lane === 'portable' ? { laneWorker: undefined } : {}),
  })
  const listening = await tftp.start()
  while (settings.lane === 'native' && !tftp.isNative()) await sleep(5)
  print({ listening })
  process.stdin.on('data', () => {
    const heard = capture.packets().filter(({ direction }) => direction === 'received')
    print({
      heard: heard.map(({ peer, payload }) => ({
        port: peer.port,
        hex: Buffer.from(payload).toString('hex'),
      })),
    })
  })
  process.on('SIGTERM', () => {
    void tftp.stop().then(() => process.exit(0))
  })
} catch (error) {
  print({ error: toErrorData(error) })
  process.exitCode = 1
}
