import { describe, expect, it, vi } from 'vitest'
import type { Fact, Recorded } from '../../src/shared/facts/index.ts'
import { foldStorm, outcomesOf, stageTimes, type StormView } from '../../src/shared/storm/index.ts'

const fold = (facts: readonly (readonly [at: number, fact: Fact])[]): StormView => {
  const recorded = facts.map(([at, fact], index): Recorded => ({ seq: index + 1, at, fact }))
  return foldStorm(undefined, recorded) ?? expect.fail('no storm')
}
const up = (host: string, source: 'network' | 'cache'): Fact => ({
  type: 'esxi.up',
  host,
  source,
  address: '127.66.0.51',
  took: 1,
})
const compliant = (host: string): Fact => ({
  type: 'vcenter.complianceChecked',
  host,
  status: 'compliant',
  failures: [],
})
const served = (host: string): Fact => ({
  type: 'waiter.fileServed',
  client: 'c',
  host,
  file: 'a.v00',
  sha256: '0'.repeat(64),
  bytes: 100,
  took: 1,
})
const began: Fact = {
  type: 'storm.began',
  predicted: 900,
  waves: [
    { clusters: ['A'], hosts: ['a1', 'a2', 'a3'] },
    { clusters: ['B'], hosts: ['b1'] },
  ],
}
const admitted = (wave: number): Fact => ({
  type: 'storm.waveAdmitted',
  wave,
  of: 2,
  clusters: [],
  hosts: 1,
})

describe('the report of a storm', () => {
  const facts = [
    [0, began],
    [10, admitted(1)],
    [20, served('a1')],
    [20, served('somebody-else')],
    [40, up('a1', 'network')],
    [50, up('a2', 'cache')],
    [60, compliant('a1')],
    [65, compliant('a2')],
    [70, { type: 'firmware.noBootDevice', host: 'a3' }],
    [100, admitted(2)],
    [130, up('b1', 'network')],
  ] as const

  it('takes no host for booted that somebody has checked in the middle of its boot', () => {
    const view = fold([
      [0, began],
      [10, admitted(1)],
      [20, compliant('a1')],
      [40, up('a1', 'network')],
    ])
    expect(view.hosts.get('a1')).toEqual({ wave: 1, reached: { system: 40 } })
    expect(outcomesOf(view)).toEqual({ network: 0, cache: 0, failed: 0 })
  })

  it('counts how hosts ended up; a host of the cache stays one when an admin reconnects it', () => {
    expect(outcomesOf(fold(facts))).toEqual({ network: 1, cache: 1, failed: 1 })
  })

  it('measures stages from the admission of the host’s own wave', () => {
    const times = stageTimes(fold(facts)).find(({ stage }) => stage === 'system')
    expect(times).toEqual({ stage: 'system', hosts: 3, p50: 30, p95: 40 })
  })

  it('counts the bytes of its hosts alone', () => {
    expect(fold(facts).bytes).toBe(100)
  })

  it.each([
    ['the next day', 86_400_000],
    ['with a clock that was set back', -3_600_000],
  ])('ends a storm that the end of the program cut off with its last word, opened %s', (_, at) => {
    const opened: Fact = { type: 'lab.opened', name: 'Lab', version: 1 }
    expect(fold([...facts, [at, opened]]).ended).toEqual({ took: 130, stopped: true })
  })

  it('leaves an earlier view as it was', () => {
    const before = fold(facts.slice(0, 3))
    foldStorm(before, [{ seq: 9, at: 40, fact: up('a1', 'network') }])
    expect(outcomesOf(before)).toEqual({ network: 0, cache: 0, failed: 0 })
  })

  it('copies the hosts of a storm once for a batch, however long it is', () => {
    const hosts = Array.from({ length: 50 }, (_, index) => `esx-${index}`)
    const many: Fact = { type: 'storm.began', predicted: 1, waves: [{ clusters: [], hosts }] }
    const boots = hosts.flatMap((host) => [served(host), up(host, 'network'), compliant(host)])
    const view = fold([[0, many]])
    const copies = vi.spyOn(view.hosts, Symbol.iterator)
    const recorded = boots.map((fact, index): Recorded => ({ seq: index + 2, at: index, fact }))
    const after = foldStorm(view, recorded) ?? expect.fail('no storm')
    expect(outcomesOf(after).network).toBe(50)
    expect(copies).toHaveBeenCalledTimes(1)
  })

  it('begins anew with the next storm', () => {
    expect(outcomesOf(fold([...facts, [900, began]]))).toEqual({ network: 0, cache: 0, failed: 0 })
  })
})
