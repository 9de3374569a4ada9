import { describe, expect, it } from 'vitest'
import { checkDocument } from '../../src/shared/document/check.ts'
import type { LabDocument } from '../../src/shared/document/index.ts'
import { smallLab } from './small-lab.ts'

/** Counts how often a key of the entries of a list is read. */
const counting = <T extends object>(list: readonly T[], key: keyof T) => {
  let reads = 0
  const counted = list.map((entry) => {
    const value = entry[key]
    return Object.defineProperty({ ...entry }, key, {
      get: () => {
        reads += 1
        return value
      },
      enumerable: true,
    })
  })
  return { counted, reads: () => reads }
}

/** A lab of so many hosts, rules, clusters and machines, and what a check of it reads. */
const readsOf = (count: number) => {
  const each = <T>(make: (index: number) => T): T[] =>
    Array.from({ length: count }, (_, i) => make(i))
  const [host = expect.fail('no host')] = smallLab.hosts
  const hosts = counting(
    each((i) => ({ ...host, id: `esx-${i}`, mac: `m${i}`, uuid: `u${i}`, address: undefined })),
    'id',
  )
  const clusters = counting(
    each((i) => ({ name: `c${i}`, hostProfile: `p${i}`, members: [] })),
    'name',
  )
  const profiles = counting(
    each((i) => ({ ...(smallLab.hostProfiles[0] ?? expect.fail('no profile')), name: `p${i}` })),
    'name',
  )
  const defined = counting(
    each((i) => ({
      name: `r${i}`,
      patterns: [],
      items: [{ kind: 'cluster', name: `c${i}` } as const],
    })),
    'name',
  )
  const names = each((i) => `r${i}`)
  const document: LabDocument = {
    ...smallLab,
    hosts: hosts.counted,
    racks: [{ name: 'Rack', hosts: each((i) => `esx-${i}`) }],
    clusters: clusters.counted,
    hostProfiles: profiles.counted,
    rules: { defined: defined.counted, working: names, active: names },
    virtualMachines: each((i) => ({ name: `vm${i}`, cluster: `c${i}` })),
  }
  expect(checkDocument(document)).toEqual([])
  return [hosts, clusters, profiles, defined].map(({ reads }) => reads())
}

describe('a check of a large lab', () => {
  it('reads as much of each part as in a small one', () => {
    expect(readsOf(400)).toEqual(readsOf(100).map((reads) => 4 * reads))
  })
})
