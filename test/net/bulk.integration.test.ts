import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { setTimeout } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { bulkDatagrams } from '../../src/main/net/native/bulk.ts'
import { createLinuxSockets, loadLibc } from '../../src/main/net/native/linux.ts'
import type { Datagram } from '../../src/main/net/network.ts'
import { openUdp } from '../../src/main/net/sockets.ts'

const address = '127.0.0.1'
/** More than two calls take. */
const many = 40

const settled = async (holds: () => boolean) => {
  for (let left = 200; left > 0 && !holds(); left -= 1) await setTimeout(10)
}

/** A socket that takes and sends in bulk, and a plain one beside it. */
const openPair = async (answer: (datagram: Datagram) => readonly Uint8Array[]) => {
  const sockets = createLinuxSockets(loadLibc(), 'lo', bulkDatagrams())
  const errors: Error[] = []
  const ours = await openUdp(sockets.udp({ address, port: 0 }, { share: false }), {
    onDatagram(datagram) {
      for (const bytes of answer(datagram)) ours.send(bytes, datagram.from)
    },
    onError: (error) => errors.push(error),
  })
  const plain = createSocket('udp4')
  const heard: Buffer[] = []
  plain.on('message', (bytes) => heard.push(bytes))
  plain.bind(0, address)
  await once(plain, 'listening')
  return {
    ours,
    errors,
    heard,
    plainPort: plain.address().port,
    say: (text: Uint8Array) => plain.send(text, ours.local.port, address),
    async [Symbol.asyncDispose]() {
      await ours.close()
      plain.close()
    },
  }
}

const numbered = (count: number) =>
  Array.from({ length: count }, (_, index) => Buffer.from(`datagram ${String(index)}`))

describe.runIf(process.platform === 'linux')('datagrams in bulk', () => {
  it('come and go whole and in their order, from and to whom they are', async () => {
    await using pair = await openPair(({ bytes, from }) => [
      Buffer.concat([bytes, Buffer.from(` of ${from.address}:${String(from.port)}`)]),
    ])
    for (const each of numbered(many)) pair.say(each)
    await settled(() => pair.heard.length >= many)
    expect(pair.heard.map(String)).toEqual(
      numbered(many).map((each) => `${String(each)} of ${address}:${String(pair.plainPort)}`),
    )
  })

  it('stay what they were while others come', async () => {
    const kept: Uint8Array[] = []
    await using pair = await openPair(({ bytes }) => {
      kept.push(bytes)
      return []
    })
    for (const each of numbered(many)) pair.say(each)
    await settled(() => kept.length >= many)
    expect(kept.map((bytes) => Buffer.from(bytes).toString())).toEqual(numbered(many).map(String))
  })

  it('keep their order around one that is longer than a frame', async () => {
    const parts = [Buffer.alloc(20, 1), Buffer.alloc(9000, 2), Buffer.alloc(20, 3)]
    await using pair = await openPair(() => parts)
    pair.say(Buffer.of(0))
    await settled(() => pair.heard.length >= 3)
    expect(pair.heard.map(({ length }) => length)).toEqual([20, 9000, 20])
  })

  it('go on after one that cannot be sent, which is told', async () => {
    await using pair = await openPair(() => [])
    const to = { address, port: pair.plainPort }
    pair.ours.send(Buffer.from('before'), to)
    pair.ours.send(Buffer.from('nowhere'), { address, port: 0 })
    pair.ours.send(Buffer.from('after'), to)
    await settled(() => pair.heard.length >= 2)
    expect(pair.heard.map(String)).toEqual(['before', 'after'])
    expect(pair.errors.map(({ message }) => message)).toEqual(['sendmmsg: errno 22'])
  })

  it('go on after one longer than a frame that cannot be sent, which is told', async () => {
    await using pair = await openPair(() => [])
    pair.ours.send(Buffer.alloc(9000), { address, port: 0 })
    pair.ours.send(Buffer.from('after'), { address, port: pair.plainPort })
    await settled(() => pair.heard.length >= 1)
    expect(pair.heard.map(String)).toEqual(['after'])
    expect(pair.errors).toMatchObject([{ code: 'ERR_SOCKET_BAD_PORT' }])
  })

  it('have left when the socket is closed right after', async () => {
    await using pair = await openPair(() => [])
    pair.ours.send(Buffer.from('last'), { address, port: pair.plainPort })
    await pair.ours.close()
    await settled(() => pair.heard.length >= 1)
    expect(pair.heard.map(String)).toEqual(['last'])
  })
})
