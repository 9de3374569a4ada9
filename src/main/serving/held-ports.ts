import { createServer } from 'node:net'
import { LabError } from '../../shared/base/index.ts'
import { createInterfaceNetwork } from '../net/index.ts'

/** Ports that firmware expects on a served interface (`planFor`), and the PXE boot server's. */
const ports = { everywhere: [67, 4011], udp: [69], tcp: [6501, 6502] } as const
const anywhere = '0.0.0.0'

/**
 * Sentences on the ports that serving an interface would find taken: each is opened there and closed at once, since the system's
 * tables do not tell to which interface a socket is tied. Nothing is sent.
 */
export const heldPorts = async (name: string, address: string): Promise<readonly string[]> => {
  const network = await createInterfaceNetwork({ name, address })
  const udp = async (at: string, port: number) => {
    const ignore = () => undefined
    const socket = await network.udp({ address: at, port, onDatagram: ignore, onError: ignore })
    await socket.close()
  }
  const tcp = async (port: number) => {
    const server = createServer()
    await network.listen(server, { address, port })
    await new Promise((resolve) => {
      server.close(resolve)
    })
  }
  const tries = await Promise.allSettled([
    ...ports.everywhere.map((port) => udp(anywhere, port)),
    ...ports.udp.map((port) => udp(address, port)),
    ...ports.tcp.map(tcp),
  ])
  return tries.flatMap((each) => {
    const error: unknown = each.status === 'rejected' ? each.reason : undefined
    return error instanceof LabError && error.code === 'net.port-in-use' ? [error.message] : []
  })
}
