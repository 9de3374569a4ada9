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
