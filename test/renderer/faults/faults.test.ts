import { describe, expect, it } from 'vitest'
import { componentIds } from '../../../src/shared/base/index.ts'
import { fault as faultSchema } from '../../../src/shared/faults/index.ts'
import type { Fact } from '../../../src/shared/facts/index.ts'
import {
  amountLimits,
  effectsFor,
  emptyDraft,
  faultOf,
  limits,
  withEffect,
} from '../../../src/renderer/faults/draft.ts'
import { createStanding, faultsOn, isHolding } from '../../../src/renderer/faults/standing.ts'
import { fits } from '../../../src/renderer/ui/number.ts'
import { record } from '../recorded-run.ts'

const hold = faultSchema.parse({ id: 'hold-dhcp', component: 'dhcp', effect: { kind: 'hold' } })
const standingAfter = (facts: readonly Fact[]) => {
  const recorded = record(facts)
  return createStanding().read(recorded, recorded.length)
}

describe('createStanding', () => {
  const fired: Fact = {
    type: 'fault.fired',
    id: hold.id,
    component: 'dhcp',
    message: 'DISCOVER',
    effect: 'hold',
  }

  it('counts what a fault did and what it holds', () => {
    const standing = standingAfter([
      { type: 'fault.injected', fault: hold },
      fired,
      fired,
      { type: 'fault.released', id: hold.id, message: 'DISCOVER' },
    ])
    expect(faultsOn(standing, 'dhcp')).toEqual([{ fault: hold, fired: 2, held: 1 }])
    expect(faultsOn(standing, 'tftp')).toEqual([])
    expect(isHolding(standing)).toBe(true)
  })

  it('forgets a fault that was taken away, and all when the lab opens anew', () => {
    const injected: Fact = { type: 'fault.injected', fault: hold }
    expect(standingAfter([injected, { type: 'fault.removed', id: hold.id }]).size).toBe(0)
    expect(standingAfter([injected, { type: 'lab.opened', name: 'x', version: 1 }]).size).toBe(0)
  })
})

describe('faultOf', () => {
  it('offers all that DHCP can be made to do', () => {
    expect(effectsFor('dhcp')).toContain('rewrite')
  })

  it('makes of every effect a fault that the lab takes', () => {
    for (const component of componentIds) {
      const effects = effectsFor(component)
      expect(effects).toContain('drop')
      for (const effect of effects) {
        const draft = { ...withEffect(emptyDraft(component), effect), nextServer: '127.0.0.9' }
        expect(faultOf(draft, new Set())).toMatchObject({ component, effect: { kind: effect } })
      }
    }
  })

  it('writes a boot server, a chance with its seed, and an end into the fault', () => {
    const draft = { ...emptyDraft('dhcp'), effect: 'rewrite' as const, nextServer: '127.0.0.9' }
    expect(faultOf({ ...draft, chance: 30, seed: 7, lasts: 10 }, new Set())).toMatchObject({
      effect: { kind: 'rewrite', nextServer: '127.0.0.9' },
      ...{ probability: 0.3, seed: 7, lasts: 10_000 },
    })
    expect(faultOf({ ...draft, nextServer: 'nowhere' }, new Set())).toBeUndefined()
  })

  it('takes the numbers that its fields name, and the lab takes them', () => {
    for (const effect of ['delay', 'truncate', 'throttle', 'httpStatus'] as const) {
      const { least, most } = amountLimits[effect] ?? { least: NaN, most: NaN }
      const isTaken = (amount: number | string) =>
        faultOf({ ...emptyDraft('waiter'), effect, amount }, new Set()) !== undefined
      expect([least - 1, least, most, most + 1, '', '-', 'x'].map(isTaken)).toEqual([
        false,
        true,
        true,
        false,
        false,
        false,
        false,
      ])
    }
    for (const field of ['skip', 'limit', 'retryAfter', 'chance', 'seed', 'lasts'] as const) {
      const draft = { ...withEffect(emptyDraft('waiter'), 'httpStatus'), chance: 50 }
      const { least, most } = limits[field]
      const isTaken = (value: number | string) =>
        faultOf({ ...draft, [field]: value }, new Set()) !== undefined
      expect([least - 1, least, most, most + 1, ''].map(isTaken)).toEqual([
        false,
        true,
        true,
        false,
        false,
      ])
    }
  })

  it('is not made to last less than the lab can count, and 0 is for good', () => {
    const lasting = (lasts: number | string) => faultOf({ ...emptyDraft('dhcp'), lasts }, new Set())
    expect(lasting('0.0005')).toBeUndefined()
    expect(fits('0.0005', limits.lasts)).toBe(false)
    expect(lasting('0,001')).toMatchObject({ lasts: 1 })
    expect(lasting(0)).not.toHaveProperty('lasts')
  })

  it('asks nothing of a field that is not there or cannot be typed in', () => {
    const status = { ...withEffect(emptyDraft('waiter'), 'httpStatus'), retryAfter: '', seed: '' }
    expect(faultOf(status, new Set())).toBeUndefined()
    const dropped = withEffect(status, 'drop')
    expect(faultOf(dropped, new Set())).toMatchObject({ probability: 1 })
    expect(faultOf({ ...dropped, chance: 50 }, new Set())).toBeUndefined()
  })

  it('rewrites something, in what DHCP answers', () => {
    const draft = withEffect({ ...emptyDraft('dhcp'), message: 'DISCOVER' }, 'rewrite')
    expect(draft.message).toBe('')
    expect(faultOf(draft, new Set())).toBeUndefined()
    expect(faultOf({ ...draft, bootFile: 'x.efi' }, new Set())?.effect).toEqual({
      kind: 'rewrite',
      bootFile: 'x.efi',
    })
  })

  it('says when to ask again with a status, where the draft does', () => {
    const draft = { ...emptyDraft('waiter'), effect: 'httpStatus' as const, amount: 503 }
    const effectWith = (retryAfter: number) => faultOf({ ...draft, retryAfter }, new Set())?.effect
    expect(effectWith(5)).toEqual({ kind: 'httpStatus', status: 503, retryAfter: 5 })
    expect(effectWith(0)).toEqual({ kind: 'httpStatus', status: 503 })
  })

  it('gives each fault an id of its own', () => {
    const draft = { ...emptyDraft('dhcp'), message: 'OFFER' }
    const first = faultOf(draft, new Set())
    expect(first?.id).toBe('drop-dhcp-offer')
    expect(faultOf(draft, new Set([first?.id ?? '']))?.id).toBe('drop-dhcp-offer-2')
  })

  it('refuses an effect that does nothing to the component', () => {
    expect(faultOf({ ...emptyDraft('dhcp'), effect: 'httpStatus', amount: 503 }, new Set())).toBe(
      undefined,
    )
  })
})
