import { describe, expect, it } from 'vitest'
import { createLog, lineOf } from '../../../src/renderer/wire/log.ts'
import { hostOf } from '../../../src/shared/facts/index.ts'
import { recordedRun } from '../recorded-run.ts'

describe('the event log', () => {
  const facts = recordedRun()
  const log = (...options: Parameters<typeof createLog>) => [
    ...createLog(...options).read(facts, facts.length),
  ]
  const host = facts.map(({ fact }) => hostOf(fact)).find((id) => id !== undefined)
  const isOffer = ({ fact }: (typeof facts)[number]) => fact.type === 'dhcp.offered'

  it('has every fact, or those of one host', () => {
    expect(log(undefined)).toEqual(facts)
    expect(log(host)).toEqual(facts.filter(({ fact }) => hostOf(fact) === host))
  })

  it('keeps what is looked for, of all hosts and of one', () => {
    const offers = facts.filter(isOffer)
    expect(offers.length).toBeGreaterThan(0)
    expect(log(undefined, { keeps: isOffer })).toEqual(offers)
    expect(log(host, { keeps: isOffer })).toEqual(
      offers.filter(({ fact }) => hostOf(fact) === host),
    )
  })

  it('knows the line of a fact by its number, of which it has none, and what it has not come to', () => {
    const offers = createLog(undefined, { keeps: isOffer }).read(facts, facts.length)
    for (const [line, { seq }] of [...offers].entries()) expect(lineOf(offers, seq)).toBe(line)
    expect(lineOf(offers, (offers.at(0)?.seq ?? 0) - 1)).toBe(-1)
    expect(lineOf(offers, (facts.at(-1)?.seq ?? 0) + 1)).toBeUndefined()
    const all = createLog(undefined).read(facts, facts.length)
    for (const [line, { seq }] of [...all].entries()) expect(lineOf(all, seq)).toBe(line)
  })
})
