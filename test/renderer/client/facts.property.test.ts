import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { PackedFacts, placeAfter } from '../../../src/renderer/client/facts.ts'
import { createJournal } from '../../../src/renderer/client/journal.ts'
import { pack } from '../../../src/renderer/client/pack.ts'
import { chunkSize, type Recorded } from '../../../src/shared/facts/index.ts'
import { emptyLab, foldLab } from '../../../src/shared/lab/index.ts'
import { documentWith, recordedRun } from '../recorded-run.ts'

/** More than is kept as objects: the recorded run again and again. */
const length = 60 * chunkSize + 77
const run = recordedRun()
const plain = Array.from({ length }, (_, place): Recorded => {
  const { fact } = run[place % run.length] ?? expect.fail('an empty run')
  return { seq: place + 1, at: 1_000_000 + place * 7.25, fact }
})

/** Sizes of what comes in at once; what is a whole chunk at a chunk's place comes packed. */
const sizes = fc.array(fc.oneof(fc.integer({ min: 0, max: 1200 }), fc.constant(chunkSize)), {
  maxLength: 120,
})
const place = fc.integer({ min: -length - 5, max: length + 5 })
const look = fc.oneof(
  fc.record({ kind: fc.constant('at' as const), place }),
  fc.record({ kind: fc.constant('slice' as const), first: place, size: fc.nat(1500) }),
  fc.record({ kind: fc.constant('after' as const), seq: fc.nat(length + 5) }),
)

const packedFrom = (batches: readonly number[]) => {
  const facts = new PackedFacts()
  let taken = 0
  for (const size of batches) {
    const batch = plain.slice(taken, taken + size)
    facts.push(batch, size === chunkSize && batch.length === size ? pack(batch) : undefined)
    taken += batch.length
  }
  return { facts, array: plain.slice(0, taken) }
}

describe('PackedFacts', () => {
  it('is the plain array to whoever looks, wherever, after any appends', () => {
    fc.assert(
      fc.property(sizes, fc.array(look, { maxLength: 60 }), (batches, looks) => {
        const { facts, array } = packedFrom(batches)
        expect(facts.length).toBe(array.length)
        for (const asked of looks) {
          if (asked.kind === 'at') expect(facts.at(asked.place)).toEqual(array.at(asked.place))
          else if (asked.kind === 'after') {
            const straight = array.findIndex(({ seq }) => seq > asked.seq)
            expect(placeAfter(facts, asked.seq)).toBe(straight < 0 ? array.length : straight)
          } else {
            const [first, end] = [asked.first, asked.first + asked.size]
            expect(facts.slice(first, end)).toEqual(array.slice(first, end))
          }
        }
      }),
      { numRuns: 40 },
    )
  })

  it('goes through all of them in order, and packs all but the newest', () => {
    const { facts } = packedFrom([length])
    expect([...facts]).toEqual(plain)
    expect(facts.packedBytes).toBeGreaterThan(0)
    expect(facts.packedBytes).toBeLessThan(length * 40)
  })
})

describe('a journal of packed facts', () => {
  const document = documentWith(['esx-01', 'esx-02'])
  const step = 500

  it('shows at any place the fold of the plain facts', () => {
    const journal = createJournal(document)
    /** After each `step` facts. */
    const views = [emptyLab(document)]
    for (let place = 0; place < length; place += step) {
      const batch = plain.slice(place, place + step)
      journal.append(batch)
      views.push(foldLab(views.at(-1) ?? expect.fail('no view'), batch))
    }
    const viewAt = (seq: number) => {
      const near = Math.floor(seq / step)
      return foldLab(views[near] ?? expect.fail('no view'), plain.slice(near * step, seq))
    }
    fc.assert(
      fc.property(fc.integer({ min: 1, max: length }), (seq) => {
        expect(journal.at(seq)).toEqual(viewAt(seq))
      }),
      { numRuns: 40 },
    )
  })
})
