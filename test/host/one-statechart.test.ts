import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { recorded, type Recorded } from '../../src/shared/facts/index.ts'
import { aboutHost, drive, fold, observe, step } from './ways.ts'

/** A run recorded from the running system (see test/hosts/recorded-run.integration.test.ts). */
const run: readonly Recorded[] = readFileSync(
  new URL('../fixtures/runs/auto-deploy-outage.jsonl', import.meta.url),
  'utf8',
)
  .trim()
  .split('\n')
  .map((line) => recorded.parse(JSON.parse(line)))

const hosts = ['esx-01', 'esx-02'] as const
const bootState = (standing: string): string => standing.split(' ')[0] ?? ''
const distinct = (states: readonly string[]) =>
  states.filter((state, index) => state !== states[index - 1])

describe.each(hosts)('the recorded run of %s', (host) => {
  const facts = aboutHost(run, host)

  it('goes through the same states driven, stepped and folded', () => {
    const driven = drive(facts)
    expect(step(facts)).toEqual(driven)
    expect(fold(facts)).toEqual(driven)
  })

  it('goes through every kind of state of an outage', () => {
    const states = new Set(step(facts).map(bootState))
    expect([...states]).toEqual([
      'off',
      'firmware',
      'network.dhcp',
      'network.loader',
      'network.ipxe',
      'network.tramp',
      'network.register',
      'network.image',
      'kernel',
      'running',
      'disk',
    ])
  })

  it('is inferred from outside but for what nobody outside can see', () => {
    const unseen = new Set(['off', 'firmware', 'disk'])
    const seen = (path: readonly string[]) =>
      distinct(path.map(bootState).filter((state) => !unseen.has(state)))
    expect(seen(observe(facts))).toEqual(seen(step(facts)))
  })

  it('ends in the same state all ways', () => {
    const beforePowerOff = facts.slice(
      0,
      facts.findIndex(({ fact }) => fact.type === 'host.poweredOff'),
    )
    const [driven, stepped, folded, observed] = [drive, step, fold, observe].map((way) =>
      way(beforePowerOff).at(-1),
    )
    expect(driven).toBe('running connected compliant')
    expect([stepped, folded, observed]).toEqual([driven, driven, driven])
  })
})
