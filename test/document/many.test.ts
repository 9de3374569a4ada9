import { describe, expect, it } from 'vitest'
import { checkDocument } from '../../src/shared/document/check.ts'
import { parseEdited, type LabDocument } from '../../src/shared/document/index.ts'
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

/** A lab of so many hosts, rules, clusters and machines, and what is read of it. */
const manyOf = (count: number) => {
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
  return { document, reads: [hosts, clusters, profiles, defined].map(({ reads }) => reads) }
}

const readsOf = (count: number) => {
  const { document, reads } = manyOf(count)
  expect(checkDocument(document)).toEqual([])
  return reads.map((each) => each())
}

describe('a check of a large lab', () => {
  it('reads as much of each part as in a small one', () => {
    expect(readsOf(400)).toEqual(readsOf(100).map((reads) => 4 * reads))
  })
})

describe('an edit of a large lab', () => {
  it('reads no host for a rule', () => {
    const { document, reads } = manyOf(100)
    const rules = { ...document.rules, working: ['r1'] }
    expect(parseEdited(document, { ...document, rules }).rules.working).toEqual(['r1'])
    expect(reads[0]?.()).toBe(0)
  })

  it('finds what a part that it left misses now', () => {
    const { document } = manyOf(3)
    const gone: Partial<LabDocument>[] = [{ hostProfiles: [] }, { clusters: [] }, { hosts: [] }]
    for (const each of gone)
      expect(() => parseEdited(document, { ...document, ...each })).toThrow('there is no')
  })
})
