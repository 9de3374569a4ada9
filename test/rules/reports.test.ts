import { describe, expect, it } from 'vitest'
import type { Fact, Recorded } from '../../src/shared/facts/index.ts'
import {
  bootAt,
  compileRules,
  compileRuleSet,
  discoveredHosts,
  emptyMemory,
  emptyPast,
  explain,
  foldDiscovered,
  foldMemory,
  foldPast,
  nextBootChanges,
  previewPatterns,
  repairedAssociation,
  testCompliance,
  type Discovered,
} from '../../src/shared/rules/index.ts'
import { cluster, folder, image, labWith, profile, rule } from './labs.ts'
import { machine } from './machine.ts'

const acme = rule('acme', ['vendor==Acme'], image('ESXi-7.0'), cluster('Main'))
const later = rule('later', ['model==Rack One'], image('ESXi-8.0'), profile('Caching'))
const never = rule('never', ['vendor==Zven'], cluster('Small'))
const set = compileRules([never, acme, later])

const facts = (...given: Fact[]): Recorded[] =>
  given.map((fact, index) => ({ seq: index + 1, at: (index + 1) * 1000, fact }))

describe('explain', () => {
  it('says of each rule why, and where each item came from', () => {
    expect(explain(set, machine()).rules).toEqual([
      {
        name: 'never',
        matches: false,
        patterns: [{ text: 'vendor==Zven', matches: false, found: ['Acme'] }],
        items: [{ type: 'location', kind: 'cluster', name: 'Small', taken: false, giver: 'acme' }],
      },
      {
        name: 'acme',
        matches: true,
        patterns: [{ text: 'vendor==Acme', matches: true, found: ['Acme'] }],
        items: [
          {
            type: 'imageProfile',
            kind: 'imageProfile',
            name: 'ESXi-7.0',
            taken: true,
            giver: 'acme',
          },
          { type: 'location', kind: 'cluster', name: 'Main', taken: true, giver: 'acme' },
        ],
      },
      {
        name: 'later',
        matches: true,
        patterns: [{ text: 'model==Rack One', matches: true, found: ['Rack One'] }],
        items: [
          {
            type: 'imageProfile',
            kind: 'imageProfile',
            name: 'ESXi-8.0',
            taken: false,
            giver: 'acme',
          },
          {
            type: 'hostProfile',
            kind: 'hostProfile',
            name: 'Caching',
            taken: true,
            giver: 'later',
          },
        ],
      },
    ])
  })

  it('shows what is stored for a host that vCenter knows', () => {
    const stored = { association: { imageProfile: 'old' }, rules: { imageProfile: 'gone' } }
    expect(explain(set, machine(), { stored }).stored).toEqual(stored)
  })
})

describe('a cluster managed by an image', () => {
  it('gives image and place, and no host profile', () => {
    const managed = rule('managed', [], {
      kind: 'cluster',
      name: 'Managed',
      pxeImage: 'ESXi-8.0',
    })
    const other = rule('other', [], image('ESXi-7.0'), profile('Caching'))
    expect(compileRules([other, managed]).decide(machine())).toEqual({
      kind: 'decided',
      association: { cluster: 'Managed', imageProfile: 'ESXi-8.0', install: 'stateful' },
      rules: { location: 'managed', imageProfile: 'managed' },
    })
  })
})

describe('nextBootChanges', () => {
  const defined = [acme, later, never]
  const lab = labWith({ defined, working: ['later', 'acme'], active: ['acme', 'later'] })
  const now = compileRuleSet(lab.rules, 'active')
  const next = compileRuleSet(lab.rules, 'working')

  it('names the hosts that change, and how', () => {
    const hosts = [
      { id: 'new', attributes: machine() },
      { id: 'known', attributes: machine(), stored: { association: {}, rules: {} } },
      { id: 'same', attributes: machine({ model: 'other' }) },
    ]
    const changes = [{ type: 'imageProfile', from: 'ESXi-7.0', to: 'ESXi-8.0' }]
    expect(nextBootChanges(now, next, hosts)).toEqual([
      { host: 'new', needs: 'boot', changes },
      { host: 'known', needs: 'repair', changes },
    ])
  })
})

describe('compliance', () => {
  const known = (association: object) => ({
    id: 'esx-01',
    attributes: machine(),
    stored: { association, rules: {} },
  })

  it('has no items when what is stored is what the rules give', () => {
    const same = known({ imageProfile: 'ESXi-7.0', hostProfile: 'Caching', cluster: 'Main' })
    expect(testCompliance(set, same)).toEqual({ host: 'esx-01', items: [] })
  })

  it('names current and expected for each item type', () => {
    const old = known({ imageProfile: 'ESXi-6.7', folder: 'Old' })
    expect(testCompliance(set, old).items).toEqual([
      { type: 'imageProfile', current: 'ESXi-6.7', expected: 'ESXi-7.0' },
      { type: 'hostProfile', current: '', expected: 'Caching' },
      { type: 'location', current: 'Old', expected: 'Main' },
    ])
    expect(repairedAssociation(set, old)).toEqual({
      association: { imageProfile: 'ESXi-7.0', hostProfile: 'Caching', cluster: 'Main' },
      rules: { imageProfile: 'acme', location: 'acme', hostProfile: 'later' },
    })
  })

  it('leaves a host where it is when the rules give no place', () => {
    const placeless = compileRules([rule('image', [], image('ESXi-7.0'))])
    const host = known({ imageProfile: 'ESXi-7.0', folder: 'Old' })
    expect(testCompliance(placeless, host).items).toEqual([])
    expect(repairedAssociation(placeless, host).association).toEqual({
      imageProfile: 'ESXi-7.0',
      folder: 'Old',
    })
  })

  it('is compliant after the repair, whatever was stored', () => {
    const old = known({ imageProfile: 'x', scriptBundle: 'y', datacenter: 'z' })
    const repaired = { ...old, stored: repairedAssociation(set, old) }
    expect(testCompliance(set, repaired).items).toEqual([])
  })
})

describe('the memory of associations', () => {
  const decided = (host: string, imageProfile: string): Fact => ({
    type: 'rules.decided',
    host,
    from: 'rules',
    association: { imageProfile },
    rules: { imageProfile: 'r' },
  })
  const fold = (...given: Fact[]) => {
    const memory = emptyMemory()
    for (const fact of facts(...given)) foldMemory(memory, fact)
    return memory.stored.get('esx-01')?.association
  }
  const added: Fact = {
    type: 'vcenter.hostAdded',
    host: 'esx-01',
    cluster: 'Main',
    by: 'autoDeploy',
  }

  it('stores what was decided last when the host is added', () => {
    expect(
      fold(decided('esx-01', 'a'), decided('esx-01', 'b'), added, decided('esx-01', 'c')),
    ).toEqual({ imageProfile: 'b' })
  })

  it('stores the place alone for a host that an admin added', () => {
    expect(fold({ ...added, by: 'admin' })).toEqual({ cluster: 'Main' })
  })

  it('follows a host that is moved', () => {
    const moved: Fact = {
      type: 'vcenter.hostMoved',
      host: 'esx-01',
      cluster: '',
      folder: 'Old',
      by: 'admin',
    }
    expect(fold(decided('esx-01', 'a'), added, moved)).toEqual({ imageProfile: 'a', folder: 'Old' })
  })
})

describe('discoveredHosts', () => {
  const registered = (host: string): Fact => ({
    type: 'waiter.hostRegistered',
    host,
    client: '10.0.0.9',
    attributes: machine(),
  })
  const fold = (...given: Fact[]) => {
    const discovered: Discovered = new Map()
    for (const fact of facts(...given)) foldDiscovered(discovered, fact)
    return discoveredHosts(discovered)
  }
  const noMatch: Fact = {
    type: 'rules.noMatch',
    host: 'b',
    considered: 1,
    attributes: machine(),
  }

  it('lists every machine that asked, the latest first', () => {
    const list = fold(registered('a'), registered('b'), noMatch)
    expect(list.map(({ host, outcome, asks }) => [host, outcome, asks])).toEqual([
      ['b', 'noMatch', 1],
      ['a', 'asked', 1],
    ])
  })

  it('forgets in bulk, recalls, and lists a forgotten one when it asks again', () => {
    const seen = [registered('a'), registered('b')] as const
    const forgotten: Fact = { type: 'rules.hostsForgotten', hosts: ['a', 'b'] }
    expect(fold(...seen, forgotten)).toEqual([])
    const recalled: Fact = { type: 'rules.hostsRecalled', hosts: ['b'] }
    expect(fold(...seen, forgotten, recalled)).toHaveLength(1)
    const again = fold(...seen, forgotten, registered('a'))
    expect(again).toMatchObject([{ host: 'a', firstAsked: 1000, lastAsked: 4000, asks: 2 }])
  })
})

describe('machines of the lab', () => {
  const registered: Fact = {
    type: 'waiter.hostRegistered',
    host: 'a',
    client: '10.0.0.9',
    attributes: machine(),
  }
  const turned = (hosts: Partial<Record<'added' | 'removed' | 'changed', string[]>>): Fact => ({
    type: 'document.changed',
    version: 2,
    summary: 'Hosts',
    hosts: { added: [], removed: [], changed: [], ...hosts },
  })
  const listed = (...given: Fact[]): readonly string[] => {
    const discovered: Discovered = new Map()
    for (const fact of facts(...given)) foldDiscovered(discovered, fact)
    return discoveredHosts(discovered).map(({ host }) => host)
  }

  it('are none that left, until they come back', () => {
    const left = turned({ removed: ['a'] })
    expect(listed(registered, left)).toEqual([])
    expect(listed(registered, left, turned({ added: ['a'] }))).toEqual(['a'])
  })

  it('have not asked yet when they became others', () => {
    const changed = turned({ changed: ['a'] })
    expect(listed(registered, changed)).toEqual([])
    expect(listed(registered, changed, registered)).toEqual(['a'])
  })
})

describe('the time machine', () => {
  const inForce = (...rules: ReturnType<typeof rule>[]): Fact => ({
    type: 'rules.setInForce',
    rules,
  })
  const decided: Fact = {
    type: 'rules.decided',
    host: 'esx-01',
    from: 'rules',
    association: { imageProfile: 'ESXi-7.0' },
    rules: { imageProfile: 'acme' },
  }

  it('knows the set by which each boot was decided', () => {
    const past = emptyPast()
    for (const fact of facts(inForce(acme), decided, inForce(later), decided)) foldPast(past, fact)
    expect(bootAt(past, 'esx-01')).toMatchObject({ seq: 4, set: [later] })
    expect(bootAt(past, 'esx-01', 3500)).toMatchObject({ seq: 2, set: [acme] })
    expect(bootAt(past, 'esx-01', 1500)).toBeUndefined()
  })
})

describe('previewPatterns', () => {
  it('names the place of what cannot be read yet and asks the rest', () => {
    const hosts = [
      { id: 'a', attributes: machine() },
      { id: 'b', attributes: machine({ vendor: 'Zven' }) },
    ]
    expect(previewPatterns(['vendor==Acme', 'ipv4=10.0.'], hosts)).toEqual({
      hosts: ['a'],
      of: 2,
      problems: [
        {
          position: 1,
          code: 'rules.pattern-bad-value',
          message: '"10.0." is not an IPv4 address',
          at: 5,
          length: 5,
        },
      ],
    })
  })
})

describe('folder items', () => {
  it('are places: the first place wins over a cluster', () => {
    const places = compileRules([
      rule('folder', [], folder('NewHosts')),
      rule('cluster', [], cluster('Main')),
    ])
    expect(places.decide(machine())).toMatchObject({ association: { folder: 'NewHosts' } })
  })
})
