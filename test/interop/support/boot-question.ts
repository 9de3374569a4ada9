/**
 * Runs inside a namespace: PXE firmware that asks for what to boot, and not for a broadcast. Its arguments: `discover`, which asks
 * for offers, or `request`, which asks a boot server on port 4011; and whom it asks. Prints the boot file of the answer as JSON.
 */
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { decodeDhcp, option, options } from '../../../src/shared/packet/dhcp/index.ts'
import { encoded, uefi } from '../../dhcp/support.ts'

const [what, whom] = process.argv.slice(2)
const [type, port] =
  what === 'discover' ? (['discover', 67] as const) : (['request', 4011] as const)
const socket = createSocket('udp4')
socket.bind(68)
await once(socket, 'listening')
socket.setBroadcast(true)
socket.on('message', (bytes, { address }) => {
  process.stdout.write(JSON.stringify({ bootFile: decodeDhcp(bytes).file, from: address }))
  socket.close()
})
socket.send(encoded(type, [...uefi(), option(options.maxSize, 1472)]), port, whom)
setTimeout(() => socket.close(), 3000).unref()
