import { describe, expect, it } from 'vitest'
import { applyEdit, summarize } from '../../src/shared/edits/index.ts'
import { copyOf, type RuleEdit } from '../../src/shared/rules/index.ts'
import { bundle, cluster, esxi, folder, image, labWith, profile, rule } from './labs.ts'

const acme = rule('acme', ['vendor==Acme'], image('ESXi-7.0'), cluster('Main'))
const all = rule('all', [], profile('Caching'))
const lab = (working = ['acme', 'all'], active = working) =>
  labWith({ defined: [acme, all], working, active })

const after = (edit: RuleEdit, from = lab()) => applyEdit(from, edit).rules
const failing = (edit: RuleEdit, from = lab()) => expect(() => applyEdit(from, edit))
const coded = (code: string, details: object = {}) =>
  expect.objectContaining({ code, details: expect.objectContaining(details) })

it('works on rules of an earlier version whose names differ in case only', () => {
  const from = lab()
  const pair = ['a', 'A'].map((name) => rule(name, [], image('ESXi-7.0')))
  const rules = { ...from.rules, defined: [...from.rules.defined, ...pair] }
  const to = rule('a', ['vendor==Acme'], image('ESXi-7.0'))
  const made = after({ kind: 'changeRule', name: 'a', to }, { ...from, rules })
  expect(made.defined).toContainEqual(to)
})

describe('defineRule', () => {
  it('adds a rule that is in no set', () => {
    const made = rule('new', ['model=R640'], folder('NewHosts'), bundle('first-boot'))
    const rules = after({ kind: 'defineRule', rule: made })
    expect(rules.defined.at(-1)).toEqual(made)
    expect(rules.working).toEqual(['acme', 'all'])
  })

  it.each([
    ['a name that is taken', rule('acme', [], image('ESXi-7.0')), 'rules.name-taken', {}],
    [
      'a name that is another in its case only',
      rule('ACME', [], image('ESXi-7.0')),
      'rules.name-taken',
      { rule: 'acme' },
    ],
    [
      'an item that is not there',
      rule('x', [], image('gone')),
      'rules.unknown-item',
      { name: 'gone' },
    ],
    [
      'a bad pattern',
      rule('x', ['vendor==Acme', 'ipv4=1.2'], image('ESXi-7.0')),
      'rules.pattern-bad-value',
      { position: 1, at: 5 },
    ],
    [
      'two places',
      rule('x', [], cluster('Main'), folder('NewHosts')),
      'rules.two-of-a-type',
      { itemType: 'location' },
    ],
    [
      'patterns no machine can have together',
      rule('x', ['ipv4=10.0.0.1-10.0.0.9', 'vendor==A', 'ipv4=10.0.0.10'], image('ESXi-7.0')),
      'rules.pattern-never-matches',
      { position: 2 },
    ],
  ])('refuses %s', (_, made, code, details) => {
    failing({ kind: 'defineRule', rule: made }).toThrowError(coded(code, details))
  })

  it('accepts two OEM strings: a machine can have both', () => {
    const made = rule('x', ['oemstring==a', 'oemstring==b'], image('ESXi-7.0'))
    expect(after({ kind: 'defineRule', rule: made }).defined).toContainEqual(made)
  })
})

describe('a rule for a cluster managed by an image', () => {
  const managed = rule('managed', [], cluster('Managed'))

  it('gets the image that the cluster has now', () => {
    const { defined } = after({ kind: 'defineRule', rule: managed })
    expect(defined.at(-1)?.items).toEqual([
      { kind: 'cluster', name: 'Managed', pxeImage: 'ESXi-8.0' },
    ])
  })

  it('keeps that image until it is made again', () => {
    const made = applyEdit(lab(), { kind: 'defineRule', rule: managed })
    const changed = applyEdit(
      applyEdit(made, {
        kind: 'addImageProfile',
        imageProfile: esxi('ESXi-8.1', '8.0.2'),
      }),
      { kind: 'setClusterImage', name: 'Managed', image: 'ESXi-8.1' },
    )
    expect(changed.rules.defined.at(-1)?.items[0]).toMatchObject({ pxeImage: 'ESXi-8.0' })
    const again = after({ kind: 'recreatePxeImage', name: 'managed' }, changed)
    expect(again.defined.at(-1)?.items[0]).toMatchObject({ pxeImage: 'ESXi-8.1' })
  })

  it('is not made again while it is active', () => {
    const made = applyEdit(lab(), { kind: 'defineRule', rule: managed })
    const active = applyEdit(made, { kind: 'addRules', names: ['managed'], activate: true })
    failing({ kind: 'recreatePxeImage', name: 'managed' }, active).toThrowError(
      coded('rules.in-a-set'),
    )
  })

  it.each([image('ESXi-8.0'), profile('Caching')])('holds no other %o', (item) => {
    const mixed = rule('mixed', [], cluster('Managed'), item)
    failing({ kind: 'defineRule', rule: mixed }).toThrowError(coded('rules.cluster-image-mixed'))
  })

  it('needs ESXi 8.0', () => {
    const old = applyEdit(lab(), { kind: 'setClusterImage', name: 'Managed', image: 'ESXi-7.0' })
    failing({ kind: 'defineRule', rule: managed }, old).toThrowError(
      coded('rules.cluster-image-too-old'),
    )
  })

  it('has nothing to make again for a rule without such a cluster', () => {
    failing({ kind: 'recreatePxeImage', name: 'acme' }).toThrowError(
      coded('rules.no-cluster-image'),
    )
  })
})

describe('rule sets', () => {
  it('take rules at a place and become active', () => {
    const empty = lab(['all'])
    const rules = after({ kind: 'addRules', names: ['acme'], at: 0, activate: true }, empty)
    expect(rules).toMatchObject({ working: ['acme', 'all'], active: ['acme', 'all'] })
  })

  it('leave the active set alone when asked to', () => {
    const rules = after({ kind: 'addRules', names: ['acme'], activate: false }, lab(['all']))
    expect(rules).toMatchObject({ working: ['all', 'acme'], active: ['all'] })
  })

  it('refuse a rule twice, and a rule that is none', () => {
    failing({ kind: 'addRules', names: ['acme'], activate: true }).toThrowError(
      coded('rules.listed-twice', { rule: 'acme' }),
    )
    failing({ kind: 'addRules', names: ['gone'], activate: true }).toThrowError(
      coded('rules.unknown-rule', { rule: 'gone' }),
    )
  })

  it('are set as a whole, moved and activated', () => {
    const set = applyEdit(lab(), { kind: 'setRuleSet', names: ['all', 'acme'], activate: false })
    expect(set.rules).toMatchObject({ working: ['all', 'acme'], active: ['acme', 'all'] })
    expect(after({ kind: 'activateRules' }, set).active).toEqual(['all', 'acme'])
  })

  it('lose rules, which stay defined unless they are destroyed', () => {
    const out = after({ kind: 'removeRules', names: ['acme'], destroy: false, activate: true })
    expect(out).toMatchObject({ defined: [acme, all], working: ['all'], active: ['all'] })
    const gone = after({ kind: 'removeRules', names: ['acme'], destroy: true, activate: true })
    expect(gone).toMatchObject({ defined: [all], working: ['all'], active: ['all'] })
  })

  it('keep a rule from being destroyed while the active set has it', () => {
    failing({
      kind: 'removeRules',
      names: ['acme'],
      destroy: true,
      activate: false,
    }).toThrowError(coded('rules.in-a-set'))
  })
})

describe('changeRule', () => {
  it('changes a rule that is in no set', () => {
    const to = { ...acme, name: 'zven', patterns: ['vendor==Zven'] }
    expect(after({ kind: 'changeRule', name: 'acme', to }, lab([])).defined[0]).toEqual(to)
  })

  it('refuses a rule that is in a set', () => {
    failing({ kind: 'changeRule', name: 'acme', to: acme }, lab([], ['acme'])).toThrowError(
      coded('rules.in-a-set'),
    )
  })
})

describe('copyRule', () => {
  const to = copyOf(acme, { replaceItems: [image('ESXi-8.0')] })

  it('takes the place of the original, which hides behind a dot', () => {
    const rules = after({ kind: 'copyRule', name: 'acme', to, swap: true, activate: true })
    expect(rules.defined.map(({ name }) => name)).toEqual(['.acme', 'acme', 'all'])
    expect(rules).toMatchObject({ working: ['acme', 'all'], active: ['acme', 'all'] })
    expect(rules.defined[1]?.items).toEqual([image('ESXi-8.0'), cluster('Main')])
  })

  it('leaves the original in force when it is not activated', () => {
    const rules = after({ kind: 'copyRule', name: 'acme', to, swap: true, activate: false })
    expect(rules).toMatchObject({ working: ['acme', 'all'], active: ['.acme', 'all'] })
  })

  it('finds a hidden name that is free', () => {
    const edit = { kind: 'copyRule', name: 'acme', to, swap: true, activate: true } as const
    const names = after(edit, applyEdit(lab(), edit)).defined.map(({ name }) => name)
    expect(names).toEqual(['.acme', '.acme-2', 'acme', 'all'])
  })

  it('stands beside the original under a name of its own', () => {
    const named = { ...to, name: 'acme-8' }
    const aside = after({ kind: 'copyRule', name: 'acme', to: named, swap: false, activate: true })
    expect(aside.defined.map(({ name }) => name)).toEqual(['acme', 'acme-8', 'all'])
    expect(aside.working).toEqual(['acme', 'all'])
    const swapped = after({ kind: 'copyRule', name: 'acme', to: named, swap: true, activate: true })
    expect(swapped.working).toEqual(['acme-8', 'all'])
  })

  it('needs a name of its own when it is not swapped in', () => {
    failing({ kind: 'copyRule', name: 'acme', to, swap: false, activate: true }).toThrowError(
      coded('rules.name-taken'),
    )
  })
})

describe('copyOf', () => {
  it('replaces the item of the same type and adds one of another', () => {
    expect(copyOf(acme, { replaceItems: [folder('NewHosts'), profile('Plain')] }).items).toEqual([
      image('ESXi-7.0'),
      folder('NewHosts'),
      profile('Plain'),
    ])
  })

  it('replaces all patterns, those of one attribute, or none', () => {
    const two = rule(
      'two',
      ['vendor==Acme', 'ipv4=10.0.0.1', 'vendor=Acme,Zven'],
      profile('Caching'),
    )
    expect(copyOf(two, { replacePatterns: ['model=x'] }).patterns).toEqual(['model=x'])
    expect(copyOf(two, { addOrReplacePatterns: ['vendor==Zven', 'model=x'] }).patterns).toEqual([
      'vendor==Zven',
      'ipv4=10.0.0.1',
      'model=x',
    ])
    expect(copyOf(two, { clearPatterns: true }).patterns).toEqual([])
  })
})

describe('replaceRules', () => {
  it('takes rules and sets as one edit', () => {
    const rules = { defined: [all], working: ['all'], active: [] }
    expect(after({ kind: 'replaceRules', rules, summary: 'x' })).toEqual(rules)
  })

  it('refuses a set that names no rule', () => {
    const rules = { defined: [all], working: ['acme'], active: [] }
    failing({ kind: 'replaceRules', rules, summary: 'x' }).toThrowError(coded('rules.unknown-rule'))
  })
})

describe('reserveAddress', () => {
  const edit = {
    kind: 'reserveAddress',
    host: 'host-525400aabb01',
    mac: '52:54:00:aa:bb:01',
    uuid: '4c4c4544-0000-4000-8000-000000000001',
    address: '127.86.1.50',
  } as const

  it('makes a physical host of a machine the lab does not know', () => {
    expect(applyEdit(lab(), edit).hosts).toMatchObject([
      { id: edit.host, kind: 'physical', mac: edit.mac, address: edit.address },
    ])
  })

  it('gives a known host another address', () => {
    const known = applyEdit(lab(), edit)
    expect(applyEdit(known, { ...edit, address: '127.86.1.51' }).hosts).toMatchObject([
      { id: edit.host, address: '127.86.1.51' },
    ])
  })
})

describe('lab edits', () => {
  it('add and remove what rules can name', () => {
    const more = (['addScriptBundle', 'addFolder', 'addCluster'] as const).reduce(
      (document, kind) => applyEdit(document, { kind, name: 'Extra' }),
      lab(),
    )
    expect(more).toMatchObject({
      scriptBundles: [{ name: 'first-boot' }, { name: 'Extra' }],
      folders: [{ name: 'NewHosts' }, { name: 'Extra' }],
    })
    expect(more.clusters.at(-1)).toEqual({ name: 'Extra' })
    const second = { ...lab(), moreDatacenters: [{ name: 'South' }] }
    const places = ['South', lab().datacenter].map((datacenter) =>
      applyEdit(second, { kind: 'addCluster', name: 'Extra', datacenter }).clusters.at(-1),
    )
    expect(places).toEqual([{ name: 'Extra', datacenter: 'South' }, { name: 'Extra' }])
    expect(applyEdit(more, { kind: 'removeScriptBundle', name: 'Extra' }).scriptBundles).toEqual([
      { name: 'first-boot' },
    ])
  })

  it('keep a bundle that a rule gives', () => {
    const used = applyEdit(lab(), {
      kind: 'defineRule',
      rule: rule('x', [], bundle('first-boot')),
    })
    failing({ kind: 'removeScriptBundle', name: 'first-boot' }, used).toThrowError(
      coded('document.in-use'),
    )
  })
})

describe('summarize', () => {
  it('says what an edit of rules did', () => {
    expect(summarize({ kind: 'addRules', names: ['a', 'b'], activate: true })).toBe(
      'Added "a", "b" to the rule set',
    )
    expect(summarize({ kind: 'removeRules', names: ['a'], destroy: true, activate: true })).toBe(
      'Deleted "a"',
    )
  })
})

describe('a rule whose name gets another case', () => {
  const to = { ...acme, name: 'Acme' }

  it('keeps its place, in a set and outside', () => {
    const outside = after({ kind: 'changeRule', name: 'acme', to }, lab([]))
    expect(outside.defined.map(({ name }) => name)).toEqual(['Acme', 'all'])
    const inSet = after({ kind: 'copyRule', name: 'acme', to, swap: true, activate: false })
    expect(inSet.working).toEqual(['Acme', 'all'])
    expect(inSet.active).toEqual(['.acme', 'all'])
  })

  it('is no copy beside the other', () => {
    failing({ kind: 'copyRule', name: 'acme', to, swap: false, activate: false }).toThrowError(
      coded('rules.name-taken', { rule: 'acme' }),
    )
  })
})
