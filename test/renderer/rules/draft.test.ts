import { describe, expect, it } from 'vitest'
import {
  draftProblem,
  joinPattern,
  ruleFor,
  sameRule,
  savingEdit,
  splitPattern,
  valuesSeen,
  withItem,
  withTyped,
  withValue,
} from '../../../src/renderer/rules/draft.ts'
import { applyRuleEdit } from '../../../src/shared/rules/index.ts'
import { cluster, image, labWith, profile, rule } from '../../rules/labs.ts'
import { machine } from '../../rules/machine.ts'

describe('splitPattern', () => {
  it.each(['vendor==Dell Inc.', 'ipv4=10.0.0.1-10.0.0.9,10.0.1.1', 'model=', 'asset==a=b', 'x=y'])(
    'takes %s apart so that it can be put together again',
    (text) => {
      expect(joinPattern(splitPattern(text))).toBe(text)
    },
  )

  it('says where the value begins', () => {
    expect(splitPattern('vendor==Dell Inc.')).toMatchObject({ operator: '==', at: 8 })
    expect(splitPattern('ipv4=10.0.0.1')).toMatchObject({ operator: '=', at: 5 })
  })
})

describe('withTyped', () => {
  it('never compares a range or a list of addresses whole', () => {
    const parts = splitPattern('ipv4==10.0.0.1')
    expect(joinPattern(withTyped(parts, '10.0.0.1-10.0.0.9'))).toBe('ipv4=10.0.0.1-10.0.0.9')
    expect(joinPattern(withTyped(parts, '10.0.0.1,'))).toBe('ipv4=10.0.0.1,')
  })

  it('leaves a comma in a vendor alone: it may be part of the name', () => {
    const parts = splitPattern('vendor==VMware')
    expect(joinPattern(withTyped(parts, 'VMware, Inc.'))).toBe('vendor==VMware, Inc.')
  })
})

describe('withValue', () => {
  it('fills an empty condition, then makes a list of it', () => {
    const one = withValue(splitPattern('vendor=='), 'Acme')
    expect(joinPattern(one)).toBe('vendor==Acme')
    expect(joinPattern(withValue(one, 'Other'))).toBe('vendor=Acme,Other')
  })

  it('takes a value once', () => {
    const parts = splitPattern('vendor=Acme,Other')
    expect(withValue(parts, 'Acme')).toEqual(parts)
  })
})

describe('withItem', () => {
  it('keeps one item of each type, in a steady order', () => {
    const first = withItem(rule('r', []), 'location', cluster('Main'))
    const second = withItem(first, 'imageProfile', image('ESXi-8.0'))
    expect(second.items).toEqual([image('ESXi-8.0'), cluster('Main')])
    expect(withItem(second, 'location', undefined).items).toEqual([image('ESXi-8.0')])
  })
})

describe('savingEdit', () => {
  const old = rule('web', ['vendor==Acme'], image('ESXi-7.0'))
  const draft = rule('web', ['vendor==Acme'], image('ESXi-8.0'))
  const other = rule('all', [], profile('Plain'))
  const saved = (working: string[], active: string[], next = draft) => {
    const lab = labWith({ defined: [old, other], working, active })
    return applyRuleEdit(lab, savingEdit(lab, next, 'web')).rules
  }

  it('leaves a rule in force as it was until the set is activated', () => {
    const rules = saved(['web', 'all'], ['web', 'all'])
    expect(rules.working).toEqual(['web', 'all'])
    expect(rules.active).toEqual(['.web', 'all'])
    expect(rules.defined).toContainEqual({ ...old, name: '.web' })
    expect(rules.defined).toContainEqual(draft)
  })

  it('changes a rule of the working set in its place, and hides nothing', () => {
    const rules = saved(['web', 'all'], ['all'], { ...draft, name: 'web-2' })
    expect(rules.working).toEqual(['web-2', 'all'])
    expect(rules.defined.map(({ name }) => name)).toEqual(['web-2', 'all'])
  })

  it('refuses a change of a rule that was renamed in the set since it began, and takes one that was out of it', () => {
    const renamed = rule('web-2', ['vendor==Acme'], image('ESXi-7.0'))
    const lab = labWith({
      defined: [old, renamed, other],
      working: ['web-2', 'all'],
      active: ['web', 'all'],
    })
    const third = { ...draft, name: 'web-3' }
    expect(draftProblem(lab, third, 'web', { wasInSet: true })).toMatchObject({
      kind: 'refused',
      code: 'rules.left-the-set',
      message: 'The rule "web" has left the working set meanwhile.',
    })
    expect(draftProblem(lab, third, 'web')).toBeUndefined()
  })

  it('changes a rule that is in no set', () => {
    expect(saved(['all'], ['all']).defined).toEqual([draft, other])
  })

  it('makes and adds a new rule as one version', () => {
    const lab = labWith({ defined: [other], working: ['all'], active: ['all'] })
    const edit = savingEdit(lab, draft, undefined, { toSet: true })
    expect(applyRuleEdit(lab, edit).rules).toMatchObject({
      working: ['all', 'web'],
      active: ['all'],
    })
    expect(edit).toMatchObject({ kind: 'replaceRules', summary: 'Made the rule "web"' })
  })

  it('cuts a summary to what a version can hold', () => {
    const edit = savingEdit(labWith(), { ...draft, name: 'n'.repeat(80) }, undefined, {
      toSet: true,
    })
    expect(edit.kind === 'replaceRules' && edit.summary.length).toBe(80)
  })
})

describe('draftProblem', () => {
  const lab = labWith({ defined: [rule('taken', [], profile('Plain'))] })

  it.each([
    ['has no name', rule(' ', [], image('ESXi-8.0')), { kind: 'unnamed' }],
    ['would be hidden', rule('.new', [], image('ESXi-8.0')), { kind: 'hiddenName' }],
    ['gives nothing', rule('new', []), { kind: 'givesNothing' }],
    ['takes a name', rule('taken', [], image('ESXi-8.0')), { kind: 'refused' }],
    ['names no item', rule('new', [], image('gone')), { kind: 'refused' }],
    [
      'has a condition that cannot be read',
      rule('new', ['vendor==Acme', 'ipv4=1'], image('ESXi-8.0')),
      { kind: 'refused', position: 1 },
    ],
  ])('says why a draft that %s cannot be saved', (_, draft, problem) => {
    expect(draftProblem(lab, draft, undefined)).toMatchObject(problem)
  })

  it('gives a remedy for conditions that contradict each other, for the whole rule', () => {
    const draft = rule('new', ['vendor==Acme', 'vendor==Other'], image('ESXi-8.0'))
    const problem = draftProblem(lab, draft, undefined)
    expect(problem).toMatchObject({ kind: 'refused', remedy: expect.stringMatching(/Take one/) })
    expect(problem).not.toHaveProperty('position')
  })

  it('finds nothing wrong with a rule that can be saved', () => {
    expect(draftProblem(lab, rule('new', [], image('ESXi-8.0')), undefined)).toBeUndefined()
  })
})

describe('ruleFor', () => {
  it('asks for maker and model, or for the card of a machine that sent neither', () => {
    expect(ruleFor('r', machine()).patterns).toEqual(['vendor==Acme', 'model==Rack One'])
    expect(ruleFor('r', machine({ vendor: '', model: '' })).patterns).toEqual([
      'mac==52:54:00:aa:bb:01',
    ])
  })
})

describe('valuesSeen', () => {
  it('counts the values of an attribute, the most frequent first', () => {
    const machines = ['B', 'A', 'B', ''].map((vendor) => ({ attributes: machine({ vendor }) }))
    expect(valuesSeen('vendor', machines)).toEqual([
      { value: 'B', hosts: 2 },
      { value: 'A', hosts: 1 },
    ])
    expect(valuesSeen('colour', machines)).toEqual([])
  })
})

describe('sameRule', () => {
  it('does not look at the image made for a cluster', () => {
    const one = rule('r', [], cluster('Managed'))
    const made = rule('r', [], { kind: 'cluster', name: 'Managed', pxeImage: 'ESXi-8.0' })
    expect(sameRule(one, made)).toBe(true)
    expect(sameRule(one, { ...one, patterns: ['vendor==Acme'] })).toBe(false)
  })
})
