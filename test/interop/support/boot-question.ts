/**
 * Runs inside a namespace: PXE firmware that asks everybody on the segment for a boot server, on port 4011 of its first
 * argument. Prints the boot file of the answer as JSON.
 */
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { decodeDhcp, option, options } from '../../../src/shared/packet/dhcp/index.ts'
import { encoded, uefi } from '../../dhcp/support.ts'

const socket = createSocket('udp4')
socket.bind(68)
await once(socket, 'listening')
socket.setBroadcast(true)
socket.on('message', (bytes, { address }) => {
  process.stdout.write(JSON.stringify({ bootFile: decodeDhcp(bytes).file, from: address }))
  socket.close()
})
socket.send(encoded('request', [...uefi(), option(options.maxSize, 1472)]), 4011, process.argv[2])
setTimeout(() => socket.close(), 3000).unref()
