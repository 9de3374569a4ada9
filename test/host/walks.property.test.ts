import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Fact } from '../../src/shared/facts/index.ts'
import { foldHost, type HostView } from '../../src/shared/host/index.ts'
import { told, seen, record } from './facts.ts'
import { fold, step } from './ways.ts'

const anyFact = fc.constantFrom<Fact>(
  ...Object.values(told).map((make) => make()),
  ...Object.values(seen).map((make) => make()),
  told.deviceTried({ device: 'disk', position: 2 }),
  told.kernelStarted({ source: 'cache' }),
  told.up({ source: 'cache' }),
  seen.connected({ bootedFromStatelessCache: true }),
)
const anyWalk = fc.array(anyFact, { maxLength: 60 })
const walk = (facts: readonly Fact[]): HostView | undefined =>
  record(facts).reduce<HostView | undefined>(foldHost, undefined)

describe('any order of facts', () => {
  it('brings the fold and the stepped chart to the same states', () => {
    fc.assert(
      fc.property(anyWalk, (facts) => {
        expect(fold(record(facts))).toEqual(step(record(facts)))
      }),
    )
  })

  it('leaves every step of a track in order: nothing done after something pending', () => {
    fc.assert(
      fc.property(anyWalk, (facts) => {
        const view = walk(facts)
        for (const track of [view?.networkTrack ?? [], view?.diskTrack ?? []]) {
          const ended = track.map(({ state }) => state !== 'pending')
          expect(ended.lastIndexOf(true)).toBe(ended.filter(Boolean).length - 1)
        }
      }),
    )
  })

  it('keeps one boot under way at the most, and only the newest', () => {
    fc.assert(
      fc.property(anyWalk, (facts) => {
        const boots = walk(facts)?.boots ?? []
        const open = boots.map(({ outcome }) => outcome === 'underWay')
        expect(open.filter(Boolean).length).toBeLessThanOrEqual(1)
        expect(open.indexOf(true) === -1 || open.at(-1)).toBe(true)
      }),
    )
  })

  it('folds the same whether at once or from any point on', () => {
    fc.assert(
      fc.property(anyWalk, fc.nat(), (facts, cut) => {
        const all = record(facts)
        const at = facts.length === 0 ? 0 : cut % facts.length
        const half = all.slice(0, at).reduce<HostView | undefined>(foldHost, undefined)
        expect(all.slice(at).reduce<HostView | undefined>(foldHost, half)).toEqual(walk(facts))
      }),
    )
  })
})
