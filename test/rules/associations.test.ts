import { describe, expect, it } from 'vitest'
import { emptyMemory, foldMemory } from '../../src/shared/rules/index.ts'
import type { Association, Fact } from '../../src/shared/facts/index.ts'

const after = (facts: readonly Fact[]) => {
  const memory = emptyMemory()
  for (const [index, fact] of facts.entries()) foldMemory(memory, { seq: index + 1, at: 0, fact })
  return memory.stored.get('esx-01')?.association
}

const repairedTo = (association: Association): readonly Fact[] => [
  { type: 'vcenter.hostAdded', host: 'esx-01', cluster: 'Main', by: 'autoDeploy' },
  {
    type: 'rules.associationStored',
    host: 'esx-01',
    by: 'repair',
    association,
    rules: {},
    changes: [],
  },
  {
    type: 'vcenter.hostMoved',
    host: 'esx-01',
    cluster: association.cluster ?? '',
    ...(association.folder !== undefined && { folder: association.folder }),
    by: 'repair',
  },
]

describe('a host that is repaired to another place', () => {
  it.each([{ cluster: 'Small' }, { folder: 'NewHosts' }, { datacenter: 'Lab' }])(
    'stands in %j from then on',
    (place) => {
      expect(after(repairedTo(place))).toEqual(place)
    },
  )
})

describe('what was chosen for the next boot only', () => {
  const host = 'esx-01'
  const choice = { kind: 'disk' } as const
  const chosen: Fact = { type: 'rules.nextBootChosen', host, choice }
  const after = (...facts: readonly Fact[]) => {
    const memory = emptyMemory()
    for (const [index, fact] of facts.entries()) foldMemory(memory, { seq: index + 1, at: 0, fact })
    return memory
  }
  const left = (...facts: readonly Fact[]) => after(...facts).nextBoot.get(host)
  const turnover = (hosts: object): Fact => ({
    type: 'document.changed',
    version: 2,
    summary: '',
    hosts: { added: [], removed: [], changed: [], ...hosts },
  })

  it('stands until a boot uses it, whatever is decided and stored meanwhile', () => {
    const decided: Fact = {
      ...{ type: 'rules.decided', host, from: 'rules' },
      ...{ association: {}, rules: {} },
    }
    expect(left(chosen, decided, ...repairedTo({ cluster: 'Small' }))).toEqual(choice)
    expect(left(chosen, { type: 'waiter.nextBootUsed', host, choice })).toBeUndefined()
    expect(left(chosen, { type: 'rules.nextBootTakenBack', host })).toBeUndefined()
  })

  it('ends with the machine it was chosen for', () => {
    expect(left(chosen, turnover({ removed: [host] }))).toBeUndefined()
    expect(left(chosen, turnover({ changed: [host] }))).toBeUndefined()
    expect(left(chosen, turnover({ removed: ['esx-02'] }))).toEqual(choice)
    // What its boot has used is not the next machine's: other cards begin other ways.
    const used: Fact = { type: 'waiter.nextBootUsed', host, choice }
    expect(after(chosen, used).usedOnce).toContain(host)
    expect(after(chosen, used, turnover({ changed: [host] })).usedOnce).not.toContain(host)
  })
})
