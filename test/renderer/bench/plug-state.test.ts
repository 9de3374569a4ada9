import { describe, expect, it } from 'vitest'
import { pairState } from '../../../src/renderer/bench/plug-state.ts'

describe('pairState', () => {
  it.each([
    ['in', 'in', 'in'],
    ['out', 'out', 'out'],
    ['out', 'in', 'part'],
    ['failed', 'in', 'failed'],
    ['in', 'proving', 'proving'],
    // As a lab opens or closes: one part after the other.
    ['idle', 'idle', 'idle'],
    ['in', 'idle', 'idle'],
  ] as const)('of rules %s and waiter %s is %s', (rules, waiter, both) => {
    expect(pairState(rules, waiter)).toBe(both)
  })
})
