import { describe, expect, it } from 'vitest'
import { narrate } from '../../../src/renderer/app/narrative.ts'
import { english } from '../../../src/renderer/strings/index.tsx'
import { recordedRun } from '../recorded-run.ts'

const run = recordedRun()

describe('narrate', () => {
  it('tells turns, not packets', () => {
    const pulled = run.filter(({ fact }) => fact.type === 'plug.pulled')
    expect(narrate(pulled.slice(0, 1), english)).toMatch(/^(Rules engine|Waiter): unplugged\.$/)
    expect(
      narrate(
        run.filter(({ fact }) => fact.type.startsWith('tftp.')),
        english,
      ),
    ).toBe('')
  })

  it('says at most three sentences and counts the rest', () => {
    expect(narrate(run, english)).toMatch(/and \d+ more\.$/)
  })
})
