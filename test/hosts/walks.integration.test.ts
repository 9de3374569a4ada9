import { setTimeout as sleep } from 'node:timers/promises'
import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { assertNever, LabError } from '../../src/shared/base/index.ts'
import type { PlugId } from '../../src/shared/base/index.ts'
import type { Fact, HostPart, Recorded } from '../../src/shared/facts/index.ts'
import { emptyLab, foldLab } from '../../src/shared/lab/index.ts'
import { aboutHost, drive } from '../host/ways.ts'
import { isSettled, startRig, type Rig } from './rig.ts'

const hosts = ['esx-01', 'esx-02', 'esx-03'] as const
const plugs: readonly PlugId[] = ['dhcp', 'tftp', 'rules', 'waiter', 'vcenter', 'autoDeploy']
const parts: readonly HostPart[] = ['uplink', 'disk']
const how = ['flippedByte', 'truncated', 'erased'] as const

const oneHost = fc.constantFrom(...hosts)
/** What a restless operator does, and how long it takes to the next thing (real ms). */
const anyStep = fc.record({
  wait: fc.integer({ min: 0, max: 400 }),
  act: fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({
        kind: fc.constant('power' as const),
        host: oneHost,
        order: fc.constantFrom('powerOn' as const, 'powerOff' as const, 'reboot' as const),
      }),
    },
    {
      weight: 3,
      arbitrary: fc.record({ kind: fc.constant('pull' as const), plug: fc.constantFrom(...plugs) }),
    },
    {
      weight: 3,
      arbitrary: fc.record({
        kind: fc.constant('restore' as const),
        plug: fc.constantFrom(...plugs),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constantFrom('unplug' as const, 'plugIn' as const),
        host: oneHost,
        part: fc.constantFrom(...parts),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constant('tamper' as const),
        host: oneHost,
        how: fc.constantFrom(...how),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constantFrom('reconnect' as const, 'remediate' as const),
        host: oneHost,
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({ kind: fc.constant('speed' as const), speed: fc.constantFrom(20, 50) }),
    },
  ),
})
type Act = (typeof anyStep extends fc.Arbitrary<infer S> ? S : never)['act']

const perform = ({ app }: Rig, act: Act): Promise<unknown> => {
  switch (act.kind) {
    case 'power':
      return app.hosts[act.order]([act.host])
    case 'pull':
      return app.plugs.pull(act.plug)
    case 'restore':
      return app.plugs.restore(act.plug)
    case 'unplug':
    case 'plugIn':
      return app.hosts[act.kind]([act.host], act.part)
    case 'tamper':
      return app.hosts.tamper([act.host], act.how)
    case 'reconnect':
    case 'remediate':
      return app.vcenter[act.kind](act.host)
    case 'speed':
      return app.documents.edit({ kind: 'setSpeed', speed: act.speed })
    default:
      return assertNever(act)
  }
}

/** A refusal is an answer; anything else is a defect. */
const allowed = (error: unknown) => {
  if (!(error instanceof LabError)) throw error
}

/** No host runs an image that nobody served it or that its disk did not hold. */
const imagesHaveOrigins = (facts: readonly Recorded[]) => {
  const stored = new Set<string>()
  let loaded: string | undefined
  for (const { fact } of facts) {
    if (fact.type === 'host.rebooted' || fact.type === 'host.poweredOn') loaded = undefined
    if (fact.type === 'mboot.imageReceived') loaded = fact.digest
    if (fact.type === 'disk.cacheWritten') stored.add(fact.digest)
    if (fact.type === 'disk.imageVerified') {
      expect(stored).toContain(fact.digest)
      loaded = fact.digest
    }
    if (fact.type === 'kernel.started') expect(loaded).toBeDefined()
  }
}

/** The flag goes by a boot over the network alone, and nobody is compliant with it. */
const flagIsHonest = (facts: readonly Recorded[]) => {
  let flag = false
  let source: string | undefined
  const check: Partial<Record<Fact['type'], (fact: Fact) => void>> = {
    'esxi.up': (fact) => {
      if (fact.type === 'esxi.up') source = fact.source
    },
    'vcenter.bootedFromCache': () => {
      expect(source).toBe('cache')
      flag = true
    },
    'vcenter.cacheFlagCleared': () => {
      expect(source).toBe('network')
      flag = false
    },
    'vcenter.complianceChecked': (fact) => {
      if (fact.type === 'vcenter.complianceChecked' && flag)
        expect(fact.status).not.toBe('compliant')
    },
  }
  for (const { fact } of facts) check[fact.type]?.(fact)
}

describe('a restless operator', () => {
  let rig: Rig
  beforeAll(async () => {
    rig = await startRig('127.112', {
      'esx-01': {},
      'esx-02': { firmware: 'bios' },
      'esx-03': { bootOrder: ['disk', 'network'] },
    })
  })
  afterAll(() => rig.stop())

  const everythingBack = async () => {
    await rig.app.plugs.restoreAll()
    for (const part of parts) await rig.app.hosts.plugIn(hosts, part)
    await rig.app.hosts.tamper(['esx-03'], 'erased')
    await rig.app.hosts.reboot(hosts)
  }

  it('never breaks what must always hold, and the lab heals', { timeout: 900_000 }, async () => {
    const walk = fc.array(anyStep, { minLength: 15, maxLength: 25 })
    await fc.assert(
      fc.asyncProperty(walk, async (steps) => {
        for (const { wait, act } of steps) {
          await perform(rig, act).catch(allowed)
          await sleep(wait)
        }
        await everythingBack()
        for (const id of hosts) await rig.untilHost(id, isSettled)

        const facts = rig.facts()
        for (const id of hosts) {
          const about = aboutHost(facts, id)
          imagesHaveOrigins(about)
          flagIsHonest(about)
          expect(() => drive(about)).not.toThrow()
        }
        const all = await rig.app.journal.read({ after: 0, limit: 1_000_000 })
        const again = foldLab(emptyLab(rig.document()), all)
        expect([...again.hosts.values()]).toEqual([...rig.view().hosts.values()])
      }),
      { numRuns: Number(process.env['WALKS'] ?? 4), endOnFailure: true },
    )
  })
})
