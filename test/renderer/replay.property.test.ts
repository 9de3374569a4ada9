import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createJournal } from '../../src/renderer/client/journal.ts'
import { createStanding } from '../../src/renderer/faults/standing.ts'
import { createRows } from '../../src/renderer/wire/rows.ts'
import { createTimeline, type Timeline } from '../../src/renderer/wire/timeline.ts'
import type { FactList } from '../../src/renderer/client/facts.ts'
import { documentWith, recordedRun } from './recorded-run.ts'

const run = recordedRun()
const document = documentWith(['esx-01', 'esx-02'])

const track = ({ offsets, ...timeline }: Timeline) => ({ ...timeline, offsets: [...offsets] })

/** What the bench, the ladder, the scrubber and the faults are drawn from, at any place of the facts. */
const createPictures = () => {
  const ladder = createRows(undefined)
  const ladderOfOne = createRows('esx-02')
  const timeline = createTimeline()
  const standing = createStanding()
  return (facts: FactList, count: number) =>
    structuredClone([
      [...ladder.read(facts, count)],
      [...ladderOfOne.read(facts, count)],
      track(timeline.read(facts, count)),
      standing.read(facts, count),
    ])
}

const batchEnds = fc
  .uniqueArray(fc.integer({ min: 1, max: run.length }), { minLength: 1, maxLength: 12 })
  .map((ends) => ends.sort((a, b) => a - b))

describe('a recorded run', () => {
  it('replays to the same pictures that were shown live, in whatever order one looks', () => {
    fc.assert(
      fc.property(batchEnds, fc.infiniteStream(fc.nat()), (ends, dice) => {
        const live = createJournal(document)
        const livePictures = createPictures()
        const shown = new Map<number, unknown>()
        let begin = 0
        for (const end of ends) {
          expect(live.append(run.slice(begin, end))).toBe('taken')
          shown.set(end, [live.head(), livePictures(live.facts, end)])
          begin = end
        }

        const replay = createJournal(document)
        replay.append(run)
        const replayed = createPictures()
        const left = [...shown.keys()]
        while (left.length > 0) {
          const [end = 0] = left.splice((dice.next().value ?? 0) % left.length, 1)
          const view = replay.at(run[end - 1]?.seq ?? 0)
          expect([view, replayed(replay.facts, end)]).toEqual(shown.get(end))
        }
      }),
      { numRuns: 25 },
    )
  })
})
