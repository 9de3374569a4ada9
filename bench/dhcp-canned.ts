/**
 * Runs inside a namespace: answers every DISCOVER and REQUEST from a template, with no lease and no thought. What the load
 * generator reaches against it is the most that it can show of any server. Its arguments are those of `dhcp-server.ts`.
 */
import { createSocket } from 'node:dgram'
import {
  codeOfMessage,
  encodeDhcp,
  nowhere,
  option,
  options,
} from '../src/shared/packet/dhcp/index.ts'
import { layout } from '../src/shared/packet/dhcp/packet.ts'

const [, , plan = '{}'] = process.argv.slice(2)
const { server, pool } = JSON.parse(plan) as { server: string; pool: { first: string } }

const template = (type: 'offer' | 'ack') =>
  encodeDhcp({
    op: 'reply',
    htype: 1,
    hops: 0,
    xid: 0,
    secs: 0,
    flags: 0,
    ciaddr: nowhere,
    yiaddr: pool.first,
    siaddr: nowhere,
    giaddr: nowhere,
    chaddr: new Uint8Array(6),
    sname: '',
    file: '',
    options: new Map([
      option(options.messageType, codeOfMessage(type)),
      option(options.serverId, server),
      option(options.leaseTime, 3600),
      option(options.subnetMask, '255.255.0.0'),
    ]),
  })

const answers = new Map([
  [codeOfMessage('discover'), template('offer')],
  [codeOfMessage('request'), template('ack')],
])
/** perfdhcp puts option 53 first. */
const typeAt = layout.options + 2
const giaddr = { from: 24, to: layout.chaddr + 16 }

const socket = createSocket('udp4')
socket.on('message', (asked, from) => {
  const canned = answers.get(asked[typeAt] ?? 0)
  if (canned === undefined) return
  const reply = Uint8Array.from(canned)
  reply.set(asked.subarray(4, 8), 4)
  reply.set(asked.subarray(giaddr.from, giaddr.to), giaddr.from)
  // Each client another address, by the end of its MAC.
  reply.set(asked.subarray(layout.chaddr + 4, layout.chaddr + 6), 18)
  socket.send(reply, from.port, from.address)
})
socket.bind(67, () => {
  process.stdout.write('listening\n')
})
process.on('SIGTERM', () => {
  process.exit(0)
})
