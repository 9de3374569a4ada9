import { setTimeout as sleep } from 'node:timers/promises'
import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { assertNever, LabError } from '../../src/shared/base/index.ts'
import { restoreEverything } from '../../src/main/api/index.ts'
import type { BootDevice } from '../../src/shared/document/index.ts'
import { fault, type Fault } from '../../src/shared/faults/index.ts'
import type { PlugId } from '../../src/shared/base/index.ts'
import type { Fact, HostPart, Recorded } from '../../src/shared/facts/index.ts'
import { emptyLab, foldLab } from '../../src/shared/lab/index.ts'
import { aboutHost, drive } from '../host/ways.ts'
import { isSettled, startRig, type Rig } from './rig.ts'

const hosts = ['esx-01', 'esx-02', 'esx-03'] as const
const plugs: readonly PlugId[] = ['dhcp', 'tftp', 'rules', 'waiter', 'vcenter', 'autoDeploy']
const parts: readonly HostPart[] = ['uplink', 'disk']
const how = ['flippedByte', 'truncated', 'erased'] as const

/** Faults an operator may let loose; each is taken out again when everything is put back. */
const loose: readonly Fault[] = [
  { id: 'lossy', component: 'tftp', message: 'DATA', probability: 0.05, effect: { kind: 'drop' } },
  { id: 'deaf', component: 'dhcp', hosts: ['esx-01'], effect: { kind: 'drop' } },
  { id: 'busy', component: 'waiter', limit: 2, effect: { kind: 'httpStatus', status: 503 } },
  {
    id: 'short',
    component: 'waiter',
    message: 'file',
    limit: 1,
    effect: { kind: 'truncate', at: 0.5 },
  },
  { id: 'spoilt', component: 'waiter', message: 'file', limit: 1, effect: { kind: 'corrupt' } },
  {
    id: 'no-ca',
    component: 'vcenter',
    message: 'certificate',
    lasts: 300,
    effect: { kind: 'refuse' },
  },
].map((value) => fault.parse(value))

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
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constant('fault' as const),
        fault: fc.constantFrom(...loose),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constant('order' as const),
        host: oneHost,
        bootOrder: fc.constantFrom<BootDevice[]>(
          ['network', 'disk'],
          ['disk', 'network'],
          ['network'],
        ),
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
    case 'fault':
      return app.faults.inject(act.fault)
    case 'order':
      return app.documents.edit({ ...act, kind: 'setBootOrder' })
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

/** What is in force in the house is what its facts say, and nothing else. */
const effectsHaveFacts = async ({ app, view, facts }: Rig) => {
  const plugs = Object.entries(view().components).map(([id, { plug }]) => [id, plug])
  expect(Object.fromEntries(plugs)).toEqual(app.plugs.state())
  const versions = facts().flatMap(({ fact }) =>
    fact.type === 'document.changed' ? [fact.version] : [],
  )
  expect(versions.at(-1) ?? 1).toBe(app.documents.version())
  const standing = () => {
    const ids = new Set<string>()
    for (const { fact } of facts()) {
      if (fact.type === 'fault.injected') ids.add(fact.fault.id)
      if (fact.type === 'fault.removed') ids.delete(fact.id)
    }
    return [...ids].sort()
  }
  const inForce = () => app.faults.list().map(({ fault: { id } }) => id)
  // One that runs out at this moment is gone before its fact is durable.
  await expect
    .poll(() => [standing(), inForce().sort()])
    .toSatisfy(([a, b]) => a?.join() === b?.join())
}

const orders: Readonly<Record<string, readonly BootDevice[]>> = {
  'esx-01': ['network', 'disk'],
  'esx-02': ['network', 'disk'],
  'esx-03': ['disk', 'network'],
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
    await restoreEverything(rig.app)
    for (const host of ['esx-01', 'esx-02', 'esx-03']) {
      const bootOrder = orders[host] ?? []
      await rig.app.documents.edit({ kind: 'setBootOrder', host, bootOrder: [...bootOrder] })
    }
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
        await effectsHaveFacts(rig)
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
