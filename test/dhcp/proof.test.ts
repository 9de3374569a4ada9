import { describe, expect, it } from 'vitest'
import { configOf } from '../../src/main/dhcp/config.ts'
import { createProber, prove } from '../../src/main/dhcp/proof.ts'
import { encodeDhcp, option, options } from '../../src/shared/packet/dhcp/index.ts'
import { createWire } from '../fuzz/wire.ts'
import { lab, message } from './support.ts'

const ours = '127.78.0.1'

describe('the test client of the heal proof', () => {
  it('waits for our own answer beside the malformed one of another server', async () => {
    const prober = createProber()
    const fields = { op: 'reply', xid: prober.xid, chaddr: prober.mac } as const
    const answers = [
      message('offer', [[options.serverId.code, Uint8Array.of(10, 0)]], fields),
      message('offer', [[options.messageType.code, Uint8Array.of(2, 2)]], fields),
      message('offer', [option(options.serverId, ours)], { ...fields, yiaddr: '127.78.0.100' }),
    ]
    const wire = createWire(ours, {
      sent({ socket }) {
        for (const answer of answers)
          wire.deliver(socket, { bytes: encodeDhcp(answer), from: { address: ours, port: 67 } })
      },
      closed: () => undefined,
    })
    const steps = await prove({
      network: wire.network,
      config: configOf(lab('127.78'), ours),
      server: { address: ours, port: 67 },
      hasFree: true,
      prober,
      signal: new AbortController().signal,
    })
    expect(steps.at(-1)).toBe(`Received OFFER of 127.78.0.100 from ${ours}; it was not taken.`)
    expect(wire.open()).toEqual([])
  })
})
