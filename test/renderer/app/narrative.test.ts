import { describe, expect, it } from 'vitest'
import { narrate, noteTurns, noTurns } from '../../../src/renderer/app/narrative.ts'
import type { Recorded } from '../../../src/shared/facts/index.ts'
import { english } from '../../../src/renderer/strings/index.tsx'
import { recordedRun } from '../recorded-run.ts'

const run = recordedRun()

const told = (facts: readonly Recorded[]) => narrate(noteTurns(noTurns, facts), english)

describe('narrate', () => {
  it('tells turns, not packets', () => {
    const pulled = run.filter(({ fact }) => fact.type === 'plug.pulled')
    expect(told(pulled.slice(0, 1))).toMatch(/^(Rules engine|Waiter): unplugged\.$/)
    expect(told(run.filter(({ fact }) => fact.type.startsWith('tftp.')))).toBe('')
  })

  it('says at most three sentences and counts the rest', () => {
    expect(told(run)).toMatch(/and \d+ more\.$/)
  })

  it('tells the same of facts that come one by one', () => {
    const turns = run.reduce((turns, recorded) => noteTurns(turns, [recorded]), noTurns)
    expect(narrate(turns, english)).toBe(told(run))
  })
})
