import { describe, expect, it } from 'vitest'
import { compileRuleSet, decide } from '../../src/shared/rules/index.ts'
import { cluster, image, profile, rule } from './labs.ts'
import { machine } from './machine.ts'

const defined = [
  rule('acme', ['vendor==Acme'], image('esxi-acme')),
  rule('first-ten', ['ipv4=10.0.0.1-10.0.0.10', 'vendor=Acme'], cluster('Small')),
  rule('all', [], image('esxi'), profile('lab'), cluster('Main')),
]
const set = (...active: string[]) => compileRuleSet({ defined, working: [], active })

describe('decide', () => {
  it('takes the first matching rule for each item type, types from different rules', () => {
    expect(decide(set('acme', 'first-ten', 'all'), machine())).toEqual({
      kind: 'decided',
      association: { imageProfile: 'esxi-acme', hostProfile: 'lab', cluster: 'Main' },
      rules: { imageProfile: 'acme', hostProfile: 'all', location: 'all' },
    })
  })

  it('asks all patterns of a rule', () => {
    const small = decide(set('first-ten', 'all'), machine({ ipv4: '10.0.0.10' }))
    expect(small).toMatchObject({ association: { cluster: 'Small' } })
    const other = decide(set('first-ten', 'all'), machine({ ipv4: '10.0.0.10', vendor: 'Zven' }))
    expect(other).toMatchObject({ association: { cluster: 'Main' } })
  })

  it('follows the order of the set, not of the definitions', () => {
    expect(decide(set('all', 'acme'), machine())).toMatchObject({
      association: { imageProfile: 'esxi' },
    })
  })

  it('says how many rules it looked at when none matches', () => {
    expect(decide(set('acme', 'first-ten'), machine({ vendor: 'Zven' }))).toEqual({
      kind: 'noMatch',
      considered: 2,
    })
  })
})

describe('compileRuleSet', () => {
  it('rejects a name that is no rule', () => {
    expect(() => set('acme', 'gone')).toThrowError(
      expect.objectContaining({ code: 'rules.unknown-rule', details: { rule: 'gone' } }),
    )
  })

  it('rejects a rule that stands twice in the set', () => {
    expect(() => set('acme', 'all', 'acme')).toThrowError(
      expect.objectContaining({ code: 'rules.listed-twice' }),
    )
  })

  it('names the rule and the place of a bad pattern', () => {
    const bad = [rule('bad', ['vendor==Acme', 'ipv4=1.2.3'], cluster('Main'))]
    expect(() => compileRuleSet({ defined: bad, working: [], active: ['bad'] })).toThrowError(
      expect.objectContaining({
        code: 'rules.pattern-bad-value',
        details: expect.objectContaining({ rule: 'bad', position: 1, at: 5, length: 5 }),
      }),
    )
  })

  it('rejects two items of one type in a rule', () => {
    const twice = [rule('twice', [], cluster('A'), cluster('B'))]
    expect(() => compileRuleSet({ defined: twice, working: [], active: ['twice'] })).toThrowError(
      expect.objectContaining({ code: 'rules.two-of-a-type' }),
    )
  })
})
