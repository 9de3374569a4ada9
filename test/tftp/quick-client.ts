/*
 * A client that answers each block at once, in a thread of its own: it waits in `recvfrom` and not in Node's loop. Reads
 * `name` of the server in blocks of 8 bytes until nothing comes for half a second.
 */
import { workerData } from 'node:worker_threads'
import { ipv4ToNumber } from '../../src/shared/base/index.ts'
import { encodeTftp, type TftpPacket } from '../../src/shared/packet/index.ts'
import { allocate } from '../../src/main/net/native/memory.ts'
import { AF_INET, loadLibc, SOL_SOCKET } from '../../src/main/tftp/lane/libc.ts'

const SOCK_DGRAM = 2
const SO_RCVTIMEO = 20
const addressSize = 16
const dataOpcode = 3

const { host, port, name }: { host: string; port: number; name: string } = workerData
const libc = loadLibc()
if (libc === undefined) throw new Error('There is no libc to call.')
const fd = libc.socket(AF_INET, SOCK_DGRAM, 0)
const patience = allocate(16)
const server = allocate(addressSize)
const size = allocate(4)
const buffer = allocate(512)

patience.bytes.fill(0)
patience.view.setUint32(8, 500_000, true)
libc.setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, patience.at, 16)
server.bytes.fill(0)
server.view.setUint16(0, AF_INET, true)
server.view.setUint16(2, port)
server.view.setUint32(4, ipv4ToNumber(host))
size.view.setUint32(0, addressSize, true)

const send = (packet: TftpPacket) => {
  const bytes = encodeTftp(packet)
  buffer.bytes.set(bytes)
  libc.sendto(fd, buffer.at, bytes.length, 0, server.at, addressSize)
}
send({ kind: 'read', name, mode: 'octet', options: [{ name: 'blksize', value: '8' }] })
while (libc.recvfrom(fd, buffer.at, 512, 0, server.at, size.at) > 0) {
  const block = buffer.view.getUint16(0) === dataOpcode ? buffer.view.getUint16(2) : 0
  send({ kind: 'ack', block })
}
libc.close(fd)
