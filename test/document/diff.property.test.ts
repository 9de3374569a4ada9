import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { diffDocuments, labDocument, type LabDocument } from '../../src/shared/document/index.ts'
import { smallLab } from './small-lab.ts'

const image = smallLab.imageProfiles[0]?.kernel ?? { name: 'k', sha256: '', size: 0, options: '' }
const few = <T>(arbitrary: fc.Arbitrary<T>) => fc.array(arbitrary, { maxLength: 3 })
const name = fc.constantFrom('a', 'b', 'c')

/** Documents close to each other: only their shape is valid, names may even repeat. */
const document: fc.Arbitrary<LabDocument> = fc.record({
  ...(Object.fromEntries(
    Object.entries(smallLab).map(([key, value]) => [key, fc.constant(value)]),
  ) as { [K in keyof LabDocument]: fc.Arbitrary<LabDocument[K]> }),
  speed: fc.constantFrom(1, 2),
  clusters: few(fc.record({ name, hostProfile: fc.option(name, { nil: undefined }) })),
  imageProfiles: few(
    fc.record({
      name,
      kind: fc.constant('linux' as const),
      version: name,
      vendor: fc.constant(''),
      kernel: fc.constant(image),
      kernelOptions: name,
      modules: few(name.map((named) => ({ ...image, name: named }))),
    }),
  ),
  racks: few(fc.record({ name, hosts: few(name) })),
})

it('finds a difference exactly where there is one', () => {
  fc.assert(
    fc.property(document, document, (before, after) => {
      const [old, now] = [before, after].map((each) => JSON.stringify(labDocument.parse(each)))
      expect(diffDocuments(before, after).length > 0).toBe(old !== now)
    }),
    { numRuns: 2000 },
  )
})
