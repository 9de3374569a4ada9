import { movesComponent } from '../../shared/host/index.ts'
import { hostOf, type Recorded } from '../../shared/facts/index.ts'
import { createGrowing, type Reader } from '../wire/reader.ts'

type Kept = { readonly place: number; readonly recorded: Recorded }

/**
 * From the fact at place `from` on what tells why a host stands as it does: the facts about it, and those
 * by which components came and went.
 */
export const createBootFacts = (host: string, from: number): Reader<readonly Recorded[]> =>
  createGrowing<Kept[], readonly Recorded[]>(
    () => [],
    (kept, recorded, place) => {
      if (hostOf(recorded.fact) === host || movesComponent(recorded.fact))
        kept.push({ place, recorded })
    },
    (kept, _facts, count) =>
      kept.filter(({ place }) => place < count).map(({ recorded }) => recorded),
    from,
  )
