import { describe, expect, it, vi } from 'vitest'
import { decodeTftp, encodeTftp } from '../../src/shared/packet/index.ts'
import { encodeDhcp, options } from '../../src/shared/packet/dhcp/index.ts'
import { encoded, message } from '../dhcp/support.ts'
import { dhcpDatagrams } from '../../src/main/faults/datagrams.ts'
import { recorded } from '../../src/shared/facts/index.ts'
import { createFaults, parseFaultPlan, withFaults } from '../../src/main/faults/index.ts'
import type { Network } from '../../src/main/net/index.ts'
import { createMemoryStores } from '../../src/main/journal/index.ts'
import { createSystemClock } from '../../src/main/system-clock.ts'

const room = () => {
  const clock = createSystemClock()
  const { journal } = createMemoryStores({ clock })
  const faults = createFaults({
    record: (...facts) => journal.append({ facts }),
    clock,
    speedFor: () => 1,
  })
  return { journal, faults }
}
const late = { id: 'late', component: 'dhcp', effect: { kind: 'delay', ms: 600_000 } }

describe('a DHCP packet that has no room for what a fault would write into it', () => {
  it('passes as it is', () => {
    const datagrams = dhcpDatagrams({ byMac: () => 'esx-01', byAddress: () => undefined })
    const packet = message('discover', [[options.clientId.code, new Uint8Array(1200)]])
    const wide = encodeDhcp(packet, { min: 300, max: 1600 })
    const effect = { kind: 'rewrite', bootFile: 'x'.repeat(127) } as const
    expect(datagrams.rewrite(encoded('discover'), effect)).not.toEqual(encoded('discover'))
    expect(datagrams.rewrite(wide, effect)).toEqual(wide)
  })
})

describe('a TFTP message that is refused on its way out', () => {
  it('reaches the host as an error in its place', async () => {
    const { faults } = room()
    await faults.inject({
      id: 'no',
      component: 'tftp',
      message: 'DATA',
      effect: { kind: 'refuse' },
    })
    const sent: Uint8Array[] = []
    const network: Network = {
      ...{ kind: 'lab', name: 'loopback', address: '127.0.0.1' },
      udp: async (local) => ({ local, send: (bytes) => sent.push(bytes), close: async () => {} }),
      listen: async (_server, at) => at,
      broadcast: (asked) => asked,
    }
    const identify = { byMac: () => 'esx-01', byAddress: () => undefined }
    const socket = await withFaults(network, 'tftp', { seam: faults, identify }).udp({
      ...{ address: '127.0.0.1', port: 69, onDatagram: () => {}, onError: () => {} },
    })
    const block = encodeTftp({ kind: 'data', block: 1, bytes: Uint8Array.of(1, 2, 3) })
    socket.send(block, { address: '127.0.0.2', port: 1024 })
    await vi.waitFor(() => expect(sent).toHaveLength(1))
    expect(sent.map(decodeTftp)).toMatchObject([{ kind: 'error', code: 0 }])
  })
})

describe('faults', () => {
  it('lets one of two in that come at once with the same id', async () => {
    const { faults, journal } = room()
    const [first, second] = await Promise.allSettled([faults.inject(late), faults.inject(late)])
    expect(first.status).toBe('fulfilled')
    expect(second).toMatchObject({ status: 'rejected', reason: { code: 'fault.exists' } })
    const facts = await journal.read({ after: 0, limit: 10, types: ['fault.injected'] })
    expect(facts).toHaveLength(1)
  })

  it('keeps no message of a lab that closes waiting', async () => {
    const { faults, journal } = room()
    await faults.inject(late)
    const fired = Promise.withResolvers<void>()
    journal.subscribe(() => fired.resolve())
    const met = faults.meet({ component: 'dhcp', message: 'OFFER', host: undefined })
    await fired.promise
    faults.close()
    await expect(met).rejects.toBeDefined()
  })

  it('takes no boot file that a DHCP reply cannot name', async () => {
    const { faults } = room()
    const effect = { kind: 'rewrite', bootFile: 'übergröße.efi' }
    await expect(faults.inject({ id: 'odd', component: 'dhcp', effect })).rejects.toMatchObject({
      code: 'fault.invalid',
    })
  })
})

describe('a rewrite that would change nothing', () => {
  const rewrite = {
    id: 'odd',
    component: 'dhcp',
    effect: { kind: 'rewrite', nextServer: '127.0.0.9' },
  }

  it.each(['DISCOVER', 'REQUEST'])(
    'is not put in for a %s, and the refusal says what it meets',
    async (message) => {
      const { faults, journal } = room()
      await expect(faults.inject({ ...rewrite, message })).rejects.toMatchObject({
        code: 'fault.invalid',
        message: expect.stringContaining('rewrite meets OFFER and ACK'),
      })
      const plan = `title: x\nfaults:\n  - ${JSON.stringify({ ...rewrite, message })}\n`
      expect(() => parseFaultPlan(plan)).toThrow(
        /faults\.0\.message: .*rewrite meets OFFER and ACK/,
      )
      expect(journal.last()).toBe(0)
    },
  )

  it('is not put in when it names neither server nor file', async () => {
    const { faults } = room()
    await expect(faults.inject({ ...rewrite, effect: { kind: 'rewrite' } })).rejects.toMatchObject({
      code: 'fault.invalid',
      message: expect.stringContaining('nextServer, bootFile or both'),
    })
  })

  it('is read where a journal has it from before', () => {
    const from = {
      seq: 1,
      at: 1,
      fact: { type: 'fault.injected', fault: { ...rewrite, message: 'DISCOVER' } },
    }
    expect(recorded.safeParse(from).success).toBe(true)
  })
})

describe('parseFaultPlan', () => {
  it('refuses a text of which YAML alone would make more than memory holds', () => {
    const nine = (name: string) => `[${Array.from({ length: 9 }, () => `*${name}`).join()}]`
    const bomb = `a: &a [x]\nb: &b ${nine('a')}\nc: &c ${nine('b')}\nd: &d ${nine('c')}\ne: ${nine('d')}`
    expect(() => parseFaultPlan(bomb)).toThrow(expect.objectContaining({ code: 'fault.invalid' }))
    expect(() => parseFaultPlan('title: x\nfaults: [')).toThrow(/ at line 2: /)
  })
})
