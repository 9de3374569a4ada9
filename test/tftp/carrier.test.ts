import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { describe, expect, it } from 'vitest'
import { createCarrier } from '../../src/main/tftp/lane/carrier.ts'
import { AF_INET, loadLibc, SOCK_DATAGRAM, type Libc } from '../../src/main/tftp/lane/libc.ts'
import type { Source } from '../../src/main/tftp/lane/messages.ts'
import type { Ended } from '../../src/main/tftp/session.ts'
import { decodeTftp } from '../../src/shared/packet/index.ts'

const client = '127.74.9.1'
const plan = { size: 3, blockSize: 512, windowSize: 1, oack: false }

/** A client, and the lane's transfers to it, over calls of which one is broken. */
const openCarrier = async (broken: Partial<Libc>) => {
  const libc = loadLibc()
  if (libc === undefined) return expect.fail('There is no glibc.')
  const reader = createSocket('udp4')
  reader.bind(0, client)
  await once(reader, 'listening')
  const ends = new Map<number, Ended>()
  const carrier = createCarrier({
    libc: { ...libc, ...broken },
    now: () => 1_000_000,
    capture: undefined,
    watch: () => undefined,
    report: () => undefined,
    ended: (id, ended) => ends.set(id, ended),
  })
  return {
    ends,
    begin: (id: number, source: Source) =>
      carrier.begin({
        kind: 'begin',
        id,
        fd: libc.socket(AF_INET, SOCK_DATAGRAM, 0),
        client: { address: client, port: reader.address().port },
        plan,
        oack: new Uint8Array(),
        source,
      }),
    heard: once(reader, 'message'),
    [Symbol.dispose]: () => {
      carrier.killAll()
      reader.close()
    },
  }
}

describe.runIf(process.platform === 'linux')('the transfers of the native lane', () => {
  it('go on when one of them meets a defect', async () => {
    using lane = await openCarrier({
      pread: () => {
        throw new TypeError('x is not iterable')
      },
    })
    lane.begin(1, { kind: 'descriptor', fd: 0, identity: 'broken' })
    lane.begin(2, { kind: 'bytes', bytes: Uint8Array.of(7, 8, 9) })
    const [bytes] = await lane.heard
    expect(decodeTftp(bytes)).toMatchObject({ kind: 'data', block: 1 })
    const message = 'A defect of this program: x is not iterable'
    expect(lane.ends.get(1)?.end).toEqual({ kind: 'stopped', message })
    expect(lane.ends.has(2)).toBe(false)
  })
})
