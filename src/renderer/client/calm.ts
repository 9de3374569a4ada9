import { componentIds } from '../../shared/base/index.ts'
import { createListeners } from './listeners.ts'
import type { LabSnapshot, LabStore } from './store.ts'

/** What a person is given to read each fact, and how long words may stand behind the picture, in ms. */
const perFact = 8
const longest = 250

/** What must be seen at once: another link, document, moment or plug. */
const isTurn = (shown: LabSnapshot, next: LabSnapshot): boolean => {
  const [before, after] = [shown.lab, next.lab]
  if (shown.link !== next.link || before === undefined || after === undefined) return true
  return (
    before.facts !== after.facts ||
    before.state !== after.state ||
    before.heldAt !== after.heldAt ||
    after.heldAt !== undefined ||
    componentIds.some((id) => before.view.components[id].plug !== after.view.components[id].plug)
  )
}

export type CalmOptions = {
  /** ms that only ever grow. */
  readonly now: () => number
  /** Calls back after `ms`; returns how to cancel that. */
  readonly later: (work: () => void, ms: number) => () => void
}

/**
 * The same lab for those who show words: a few facts at once, a flood of them some four times a second. Nobody can read
 * more, and to lay out text for each frame of a storm would keep the picture itself waiting.
 */
export const calmed = (store: LabStore, { now, later }: CalmOptions): LabStore => {
  let shown = store.snapshot()
  let shownAt = -Infinity
  let cancel: (() => void) | undefined

  const show = () => {
    cancel?.()
    cancel = undefined
    shown = store.snapshot()
    shownAt = now()
    listeners.tell()
  }
  const look = () => {
    const next = store.snapshot()
    const fresh = (next.lab?.count ?? 0) - (shown.lab?.count ?? 0)
    const left = shownAt + Math.min(longest, perFact * fresh) - now()
    if (left <= 0 || isTurn(shown, next)) show()
    // A little late: most often the next picture comes before, and words with it cost no drawing of their own.
    else cancel ??= later(show, left * 1.25)
  }

  const listeners = createListeners(() => {
    shown = store.snapshot()
    const stop = store.subscribe(look)
    return () => {
      stop()
      cancel?.()
      cancel = undefined
    }
  })

  return {
    ...store,
    snapshot: () => (listeners.any() ? shown : store.snapshot()),
    subscribe: listeners.subscribe,
  }
}
