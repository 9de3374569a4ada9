import { describe, expect, it } from 'vitest'
import { rowsOf } from '../../../src/renderer/profiles/columns.tsx'
import { newHost } from '../../../src/shared/host/index.ts'
import { labWith } from '../../rules/labs.ts'

describe('the hosts of a host profile', () => {
  const lab = labWith({}, { clusters: [{ name: 'Main', hostProfile: 'Caching' }] })
  const having = (id: string, association: { hostProfile?: string; cluster?: string }) => ({
    ...newHost(id),
    association,
  })
  const idsOf = (name: string) =>
    rowsOf(lab, [
      having('by-cluster', { cluster: 'Main' }),
      having('by-rule', { hostProfile: 'Plain', cluster: 'Main' }),
      newHost('never-booted'),
    ])
      .find(({ profile }) => profile.name === name)
      ?.hosts.map(({ id }) => id)

  it('are those of a cluster that gives it, too', () => {
    expect(idsOf('Caching')).toEqual(['by-cluster'])
  })

  it('are those to whom a rule gives it, whatever their cluster gives', () => {
    expect(idsOf('Plain')).toEqual(['by-rule'])
  })
})
