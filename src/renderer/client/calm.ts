import { componentIds } from '../../shared/base/index.ts'
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
  const listeners = new Set<() => void>()
  let shown = store.snapshot()
  let shownAt = -Infinity
  let cancel: (() => void) | undefined
  let stop: () => void = () => {}

  const show = () => {
    cancel?.()
    cancel = undefined
    shown = store.snapshot()
    shownAt = now()
    for (const listener of listeners) listener()
  }
  const look = () => {
    const next = store.snapshot()
    const fresh = (next.lab?.count ?? 0) - (shown.lab?.count ?? 0)
    const left = shownAt + Math.min(longest, perFact * fresh) - now()
    if (left <= 0 || isTurn(shown, next)) show()
    // A little late: most often the next picture comes before, and words with it cost no drawing of their own.
    else cancel ??= later(show, left * 1.25)
  }

  return {
    ...store,
    snapshot: () => (listeners.size === 0 ? store.snapshot() : shown),
    subscribe: (changed) => {
      if (listeners.size === 0) {
        shown = store.snapshot()
        stop = store.subscribe(look)
      }
      listeners.add(changed)
      return () => {
        listeners.delete(changed)
        if (listeners.size > 0) return
        stop()
        cancel?.()
        cancel = undefined
      }
    },
  }
}
