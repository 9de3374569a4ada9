import { readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { fromHex } from '../../src/shared/packet/dhcp/index.ts'
import {
  decodeTftp,
  encodeTftp,
  explain,
  type Explanation,
  type TftpPacket,
} from '../../src/shared/packet/index.ts'
import { negotiate } from '../../src/main/tftp/options.ts'
import {
  beginTransfer,
  onAck,
  onClientError,
  type Send,
  type Step,
} from '../../src/main/tftp/transfer.ts'

/*
 * What real clients sent, one packet a line, in the order they did. Lines with # tell the client and the size of the file
 * it read.
 */
const folder = fileURLToPath(new URL('../fixtures/tftp/', import.meta.url))
const names = readdirSync(folder)
  .filter((name) => name.endsWith('.hex'))
  .map((name) => basename(name, '.hex'))

const read = (name: string) => {
  const lines = readFileSync(join(folder, `${name}.hex`), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
  const [, size] = /(\d+) bytes/.exec(lines[0] ?? '') ?? []
  return {
    size: Number(size),
    packets: lines.filter((line) => !line.startsWith('#')).map(fromHex),
  }
}

const fieldsOf = ({ title, fields }: Explanation): string =>
  [
    title,
    ...fields.map(({ at, name, value, meaning, rfc }) =>
      [
        `  ${String(at).padStart(3)}`,
        `${name}: ${value}${meaning === undefined ? '' : ` (${meaning})`}`,
        ...(rfc === undefined ? [] : [`[${rfc}]`]),
      ].join('  '),
    ),
  ].join('\n')

const sentence = (send: Send | undefined, reply: string): string => {
  if (send === undefined) return 'nothing'
  if (send.kind === 'oack') return `OACK${reply}`
  const last = send.first + send.count - 1
  return send.count === 1 ? `DATA ${send.first}` : `DATA ${send.first} to ${last}`
}

/** What the server answers to each packet when they come one after the other, a millisecond apart. */
const createServer = (size: number) => {
  let step: Step | undefined
  let reply = ''
  const next = (packet: TftpPacket, now: number): string => {
    if (packet.kind === 'read') {
      const { plan, reply: options } = negotiate(packet.options, size, new Set())
      reply = options.map(({ name, value }) => ` ${name}=${value}`).join('')
      step = beginTransfer(plan, now)
      return sentence(step.send, reply)
    }
    if (step === undefined) return 'a refusal: this server is read-only'
    if (packet.kind === 'ack') step = onAck(step.transfer, packet.block, now)
    if (packet.kind === 'error') step = onClientError(step.transfer, packet.code, packet.message)
    return step.end === undefined ? sentence(step.send, reply) : `end, ${step.end.kind}`
  }
  return { next, end: () => step?.end?.kind }
}

const golden = (name: string): string => {
  const { size, packets } = read(name)
  const server = createServer(size)
  return packets
    .map((bytes, index) => {
      const told = fieldsOf(explain({ carrier: 'udp', payload: bytes }))
      return `${told}\n  is answered by: ${server.next(decodeTftp(bytes), index)}\n`
    })
    .join('\n')
}

describe('what real TFTP clients sent', () => {
  it.each(names)('%s reads and is answered as its twin says', (name) => {
    const file = join(folder, `${name}.golden`)
    const found = golden(name)
    if (process.env['UPDATE_GOLDEN'] !== undefined) {
      writeFileSync(file, found)
      expect.fail('The twin was written anew: look at it, and run again without UPDATE_GOLDEN.')
    }
    expect(found).toBe(readFileSync(file, 'utf8'))
  })

  it.each(names)('%s is the same after it was read, written and read again', (name) => {
    const packets = read(name).packets.map((bytes) => decodeTftp(bytes))
    expect(packets.map((packet) => decodeTftp(encodeTftp(packet)))).toEqual(packets)
  })

  it.each(names)('%s ends as the client meant it to', (name) => {
    const { size, packets } = read(name)
    const server = createServer(size)
    for (const [at, bytes] of packets.entries()) server.next(decodeTftp(bytes), at)
    const kinds = new Set(packets.map((bytes) => decodeTftp(bytes).kind))
    const meant = kinds.has('error') ? 'probed' : kinds.has('write') ? undefined : 'sent'
    expect(server.end()).toBe(meant)
  })
})
