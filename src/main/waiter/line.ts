import { LabError } from '../../shared/base/index.ts'
import { heldByAddress, whoGivesWay } from '../give-way.ts'

/** One who wants a place, and may lose it again. */
export type Visitor = {
  readonly address: string
  readonly signal: AbortSignal
  /** Told to leave, when the place is held still and who waits holds fewer (decision 0148); whether it heard. */
  readonly giveWay: () => boolean
}

type Place = {
  /** Something moved: the place is not held for nothing. */
  readonly moved: () => void
  readonly leave: () => void
}

/**
 * A line before so many places: of those who wait, one whose address holds fewest goes first, and of equals who came first. A busy
 * server that lets clients wait for a moment loses no time; one that sends them away stands idle until they are back.
 */
export type Line = {
  /**
   * Resolves with the place. `LabError` `waiter.busy` when none was free within the time; rejects with the
   * signal's reason when it aborts.
   */
  enter(visitor: Visitor): Promise<Place>
}

type Held = Visitor & { readonly asked: true; since: number }
type Waiting = { readonly address: string; readonly called: () => void }

/** ms between two looks of one who waits whether somebody has to give way to it. */
const lookEvery = 500

/** `longest` in ms. */
export const createLine = (places: number, longest: number, now: () => number): Line => {
  const waiting = new Set<Waiting>()
  const held = new Set<Held>()
  /** Told to leave, and not gone yet. */
  const leaving = new Set<Held>()

  const next = (): Waiting | undefined => {
    const counts = heldByAddress(held)
    let found: { readonly one: Waiting; readonly holds: number } | undefined
    for (const one of waiting) {
      const holds = counts.get(one.address) ?? 0
      if (found === undefined || holds < found.holds) found = { one, holds }
    }
    return found?.one
  }
  const look = (comer: string) => {
    // Where each address holds one, as in a boot storm, nobody holds fewer.
    if (heldByAddress(held).size === held.size) return
    const staying = [...held].filter((place) => !leaving.has(place))
    const found = whoGivesWay(staying, comer, now())
    if (found?.giveWay() === true) leaving.add(found)
  }
  const take = (visitor: Visitor): Place => {
    const place: Held = { ...visitor, asked: true, since: now() }
    held.add(place)
    return {
      moved: () => {
        place.since = now()
      },
      leave: () => {
        leaving.delete(place)
        if (held.delete(place)) next()?.called()
      },
    }
  }
  const wait = (visitor: Visitor): Promise<Place> =>
    new Promise((resolve, reject) => {
      const { address, signal } = visitor
      const end = (settle: () => void) => {
        waiting.delete(one)
        clearTimeout(late)
        clearInterval(looking)
        signal.removeEventListener('abort', gone)
        settle()
      }
      const one = { address, called: () => end(() => resolve(take(visitor))) }
      const gone = () => end(() => reject(signal.reason))
      const late = setTimeout(
        () =>
          end(() =>
            reject(new LabError('waiter.busy', `${places} files are on their way already.`)),
          ),
        longest,
      )
      const looking = setInterval(() => look(address), lookEvery)
      waiting.add(one)
      signal.addEventListener('abort', gone, { once: true })
      look(address)
    })

  return {
    enter: async (visitor) => (held.size < places ? take(visitor) : await wait(visitor)),
  }
}
