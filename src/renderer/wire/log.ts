import { hostOf, type Recorded } from '../../shared/facts/index.ts'
import { isTelling } from '../lessons/cover.ts'
import { Column } from './column.ts'
import { countBefore, List } from './list.ts'
import { createGrowing, type Reader } from './reader.ts'
import { isAmong, type Whose } from './whose.ts'

/**
 * Every fact, oldest first; those of the hosts looked at when there are such. From `hiddenSince` on without what would tell a
 * student too much.
 */
export const createLog = (whose: Whose, hiddenSince: number | undefined): Reader<List<Recorded>> =>
  whose === undefined && hiddenSince === undefined
    ? { read: (facts, count) => new List(count, (place) => facts.at(place)) }
    : createGrowing<Column, List<Recorded>>(
        () => new Column(Uint32Array),
        (kept, { seq, fact }, place) => {
          if (hiddenSince !== undefined && seq > hiddenSince && isTelling(fact)) return
          const about = hostOf(fact)
          if (about === undefined ? whose === undefined : isAmong(whose, about)) kept.push(place)
        },
        (kept, facts, count) =>
          new List(countBefore(kept, count), (line) => facts.at(kept.at(line) ?? Number.NaN)),
      )
