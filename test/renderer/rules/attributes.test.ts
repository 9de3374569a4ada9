import { describe, expect, it } from 'vitest'
import {
  attributesFrom,
  changedNames,
  emptyAttributes,
  isReadable,
  typedOf,
} from '../../../src/renderer/rules/attributes.ts'
import { compileRules, explain } from '../../../src/shared/rules/index.ts'
import { image, rule } from '../../rules/labs.ts'
import { machine } from '../../rules/machine.ts'

describe('attributesFrom', () => {
  it('is what a machine sent when nothing was typed over', () => {
    const sent = machine({ oemstring: ['one', 'two'], ipv6: 'fe80::1' })
    expect(attributesFrom(typedOf(sent))).toEqual(sent)
    expect(changedNames(typedOf(sent), typedOf(sent))).toEqual([])
  })

  it.each(['ipv4', 'ipv6', 'mac'] as const)('counts half a value of %s as not sent', (name) => {
    const typed = { ...emptyAttributes, [name]: '10.0' }
    expect(isReadable(name, '10.0')).toBe(false)
    expect(attributesFrom(typed)[name] ?? '').toBe('')
  })

  it('can be asked about while it is typed', () => {
    const set = compileRules([rule('r', ['ipv4=10.0.0.1-10.0.0.9', 'ipv6=fe80::1'], image('I'))])
    for (const ipv4 of ['', '1', '10.', '10.0.0', '10.0.0.999', '10.0.0.5'])
      for (const ipv6 of ['', 'f', 'fe80::', 'fe80::1'])
        expect(() => explain(set, attributesFrom({ ...emptyAttributes, ipv4, ipv6 }))).not.toThrow()
  })
})
