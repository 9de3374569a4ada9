import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { decodeTftp, encodeTftp, type TftpPacket } from '../../src/shared/packet/index.ts'

export type Heard = { readonly packet: TftpPacket; readonly port: number }

/** A client whose every packet the test writes itself. */
export const openRawClient = async (address: string, host: string) => {
  const socket = createSocket('udp4')
  const heard: Heard[] = []
  const waiting: ((heard: Heard) => void)[] = []
  socket.on('message', (bytes, { port }) => {
    const each = { packet: decodeTftp(bytes), port }
    const waiter = waiting.shift()
    if (waiter === undefined) heard.push(each)
    else waiter(each)
  })
  const listening = once(socket, 'listening')
  socket.bind(0, address)
  await listening
  const sendBytes = (bytes: Uint8Array, port: number) => socket.send(bytes, port, host)
  return {
    port: socket.address().port,
    sendBytes,
    send: (packet: TftpPacket, port: number) => sendBytes(encodeTftp(packet), port),
    ack: (block: number, port: number) => sendBytes(encodeTftp({ kind: 'ack', block }), port),
    read: (
      name: string,
      port: number,
      options: Readonly<Record<string, string>> = {},
      mode = 'octet',
    ) =>
      sendBytes(
        encodeTftp({
          kind: 'read',
          name,
          mode,
          options: Object.entries(options).map(([name, value]) => ({ name, value })),
        }),
        port,
      ),
    /** The next packet, one that came already or one that is to come. */
    next: (): Promise<Heard> => {
      const first = heard.shift()
      return first === undefined
        ? new Promise((resolve) => waiting.push(resolve))
        : Promise.resolve(first)
    },
    /** Packets that came and were not asked for. */
    left: () => heard.length,
    [Symbol.asyncDispose]: async () => {
      socket.close()
      await once(socket, 'close')
    },
  }
}
