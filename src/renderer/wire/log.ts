import { hostOf, type Recorded } from '../../shared/facts/index.ts'
import { isTelling } from './telling.ts'
import { Column } from './column.ts'
import { countBefore, List } from '../../shared/base/list.ts'
import { createGrowing, type Reader } from './reader.ts'
import { isAmong, type Whose } from './whose.ts'

/** What a log leaves out. */
export type LogOptions = {
  /** What would tell a student too much after this fact. */
  readonly hiddenSince?: number | undefined
  /** What this refuses; by default nothing. */
  readonly keeps?: ((recorded: Recorded) => boolean) | undefined
}

/**
 * The line of the fact with this number in a log; -1 when it is left out of it, undefined when the log has not come to it. Where
 * every fact has its line no other one is looked at: old facts are packed.
 */
export const lineOf = (log: List<Recorded>, seq: number): number | undefined => {
  const newest = log.at(log.length - 1)?.seq ?? 0
  if (newest < seq) return undefined
  const guess = log.length - 1 - (newest - seq)
  if (log.at(guess)?.seq === seq) return guess
  const line = countBefore({ length: log.length, at: (place) => log.at(place)?.seq }, seq)
  return log.at(line)?.seq === seq ? line : -1
}

/** Every fact, oldest first; those of the hosts looked at when there are such. */
export const createLog = (
  whose: Whose,
  { hiddenSince, keeps }: LogOptions = {},
): Reader<List<Recorded>> =>
  whose === undefined && hiddenSince === undefined && keeps === undefined
    ? {
        read: (facts, count) => new List(count, (place) => facts.at(place)),
        advance: (_facts, count) => count,
      }
    : createGrowing<Column, List<Recorded>>(
        () => new Column(Uint32Array),
        (kept, recorded, place) => {
          const { seq, fact } = recorded
          if (hiddenSince !== undefined && seq > hiddenSince && isTelling(fact)) return
          const about = hostOf(fact)
          const concerns = about === undefined ? whose === undefined : isAmong(whose, about)
          if (concerns && keeps?.(recorded) !== false) kept.push(place)
        },
        (kept, facts, count) =>
          new List(countBefore(kept, count), (line) => facts.at(kept.at(line) ?? Number.NaN)),
      )
