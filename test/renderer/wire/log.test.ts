import { describe, expect, it } from 'vitest'
import { createLog } from '../../../src/renderer/wire/log.ts'
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
})
