import { describe, expect, it } from 'vitest'
import { createRegistry } from '../../src/main/hosts/identify.ts'
import { linkAddress } from '../../src/main/hosts/link-addresses.ts'
import { leftBehind } from '../../src/main/hosts/left-behind.ts'
import { createSharedMemory } from '../../src/main/hosts/simulated/memory.ts'
import type { FromRack } from '../../src/main/hosts/simulated/messages.ts'
import { createReporter } from '../../src/main/hosts/simulated/reporter.ts'
import { createMemoryStores } from '../../src/main/journal/index.ts'
import { parseDocument } from '../../src/shared/document/index.ts'
import { smallLabInput } from '../document/small-lab.ts'
import { told, seen } from '../host/facts.ts'

const document = parseDocument(smallLabInput())
const uuid = '11111111-2222-4333-8444-555555555555'

describe('createRegistry', () => {
  const registry = createRegistry({ document: () => document, leases: [] })

  it('knows the document’s MACs', () => {
    expect(registry.byMac('52:54:00:aa:bb:01')).toBe('esx-01')
  })
  it('gives a stranger an id from its MAC', () => {
    expect(registry.byMac('52:54:00:12:34:56')).toBe('host-525400123456')
  })
  it('keeps a machine’s id over its second card, by UUID', () => {
    expect(registry.byMac('52:54:00:00:00:01', uuid)).toBe('host-525400000001')
    expect(registry.byMac('52:54:00:00:00:02', uuid)).toBe('host-525400000001')
  })
  it('takes no board’s empty UUID for an identity', () => {
    const none = '00000000-0000-0000-0000-000000000000'
    expect(registry.byMac('52:54:00:00:00:03', none)).toBe('host-525400000003')
    expect(registry.byMac('52:54:00:00:00:04', none)).toBe('host-525400000004')
  })
  it('learns whose address is whose', () => {
    expect(registry.byAddress('127.66.0.52')).toBeUndefined()
    registry.learn(seen.acknowledged())
    expect(registry.byAddress('127.66.0.52')).toBe('esx-01')
  })
  it('knows a machine by the name it got since it was leased its address', () => {
    const lease = {
      ...{ client: 'c', host: 'host-525400aabb02', mac: '52:54:00:aa:bb:02' },
      ...{ address: '127.66.0.61', expiresAt: 1, state: 'bound' as const },
    }
    const later = createRegistry({ document: () => document, leases: [lease] })
    expect(later.byAddress('127.66.0.61')).toBe('esx-02')
  })
  it('remembers leases of an earlier run', () => {
    const lease = {
      client: 'c',
      host: 'esx-02',
      mac: '52:54:00:aa:bb:02',
      address: '127.66.0.60',
      expiresAt: 1,
      state: 'bound' as const,
    }
    const later = createRegistry({ document: () => document, leases: [lease] })
    expect(later.byAddress('127.66.0.60')).toBe('esx-02')
  })
})

describe('linkAddress', () => {
  it('counts cards without colliding', () => {
    const all = Array.from({ length: 2000 }, (_, n) => linkAddress('127.66.0.1', n))
    expect(all[0]).toBe('127.66.128.1')
    expect(all[250]).toBe('127.66.129.1')
    expect(new Set(all).size).toBe(2000)
  })
})

describe('leftBehind', () => {
  it('finds the hosts that a killed program left on, and the parts that were out', async () => {
    const { journal } = createMemoryStores({
      clock: { now: () => 0, sleep: async () => undefined },
    })
    const cable = { host: 'esx-01', part: 'uplink' } as const
    const disk = { host: 'esx-02', part: 'disk' } as const
    await journal.append({
      facts: [
        told.poweredOn(),
        told.poweredOn({ host: 'esx-02' }),
        { type: 'host.partUnplugged', ...cable },
        { type: 'host.partUnplugged', ...disk },
        { type: 'host.partPluggedIn', ...cable },
        told.poweredOff(),
      ],
    })
    expect(await leftBehind(journal)).toEqual({ on: ['esx-02'], out: [disk] })
  })
})

describe('createReporter', () => {
  it('resolves facts in order, batch by batch, when they are acknowledged', async () => {
    const posted: FromRack[] = []
    const done: string[] = []
    const reporter = createReporter((message) => posted.push(message))
    const first = reporter.report(told.poweredOn()).then(() => done.push('first'))
    const second = reporter.report(told.deviceTried()).then(() => done.push('second'))
    await Promise.resolve()
    const third = reporter.report(told.linkUp()).then(() => done.push('third'))
    await Promise.resolve()
    expect(posted).toMatchObject([
      { batch: 1, facts: [{ type: 'host.poweredOn' }, { type: 'firmware.deviceTried' }] },
      { batch: 2, facts: [{ type: 'firmware.linkUp' }] },
    ])
    expect(done).toEqual([])
    reporter.recorded(1)
    await Promise.all([first, second])
    expect(done).toEqual(['first', 'second'])
    reporter.recorded(2)
    await third
  })
})

describe('createSharedMemory', () => {
  it('keeps its own copy of bytes that are read into one buffer', () => {
    const page = createSharedMemory().hold('x')
    const buffer = Buffer.of(1, 2)
    page.put(0, buffer)
    buffer.fill(9)
    expect(Buffer.concat(page.pieces())).toEqual(Buffer.of(1, 2))
  })

  it('holds alike bytes once, whoever brings them first', () => {
    const memory = createSharedMemory()
    const [one, two] = [memory.hold('x'), memory.hold('x')]
    one.put(0, Uint8Array.of(1, 2, 3))
    two.put(0, Uint8Array.of(1, 2))
    two.put(2, Uint8Array.of(3, 4))
    expect(Buffer.concat(one.pieces())).toEqual(Buffer.of(1, 2, 3, 4))
    one.release()
    two.release()
    expect(memory.hold('x').pieces()).toEqual([])
  })
})
