import { useMemo, useSyncExternalStore } from 'react'
import { placeAfter, type FactList } from '../client/facts.ts'
import { usePromptStore } from '../client/react.tsx'
import { createListeners } from '../client/listeners.ts'
import type { LabStore } from '../client/store.ts'
import { messageOf, type Message } from '../wire/message.ts'
import { addMarks, stillMoving, type Grouping, type Mark } from './marks.ts'

/** Facts looked at when many arrive at once; the ladder shows them all. */
const mostAtOnce = 400
/** A held picture that moves on by no more than this is a step; further is a jump, and draws nothing. */
const longestStep = 25
const pruneEvery = 120

const messagesIn = (facts: FactList, from: number, to: number): Message[] => {
  const messages: Message[] = []
  for (let place = Math.max(from, to - mostAtOnce); place < to; place++) {
    const recorded = facts.at(place)
    const message = recorded === undefined ? undefined : messageOf(recorded)
    if (message !== undefined) messages.push(message)
  }
  return messages
}

/** The marks under way. */
export type MarkStore = {
  readonly snapshot: () => readonly Mark[]
  readonly subscribe: (changed: () => void) => () => void
}

/** Where the picture is: facts up to `end`, and whether it is held there. */
type Moment = { readonly facts: FactList; readonly end: number; readonly held: boolean }

const momentOf = (store: LabStore): Moment | undefined => {
  const { lab } = store.snapshot()
  if (lab === undefined) return undefined
  const { facts, count, heldAt } = lab
  const held = heldAt !== undefined
  return { facts, held, end: held ? placeAfter(facts, heldAt) : count }
}

/** Messages that the step from one moment to the next brought; none for a jump. */
const messagesBetween = (before: Moment, now: Moment, joinedAt: number): readonly Message[] => {
  const { facts, end, held } = now
  if (before.facts !== facts || before.held !== held || end <= before.end) return []
  if (held && end - before.end > longestStep) return []
  const from = held ? before.end : Math.max(before.end, placeAfter(facts, joinedAt))
  return messagesIn(facts, from, end)
}

/**
 * Follows the lab while somebody watches: marks for the facts that have come since this window joined it,
 * or was stepped to. They come with the picture's own change, so that both are drawn in one go.
 */
export const followMarks = (
  store: LabStore,
  grouping: Grouping,
  now: () => number = () => performance.now(),
): MarkStore => {
  let marks: readonly Mark[] = []
  let seen: Moment | undefined
  let timer: ReturnType<typeof setInterval> | undefined

  const set = (next: readonly Mark[]) => {
    if (next.length === 0) clearInterval(timer)
    else if (marks.length === 0) timer = setInterval(prune, pruneEvery)
    marks = next
    listeners.tell()
  }
  const prune = () => {
    const left = stillMoving(marks, now())
    if (left.length !== marks.length) set(left)
  }
  const look = () => {
    const before = seen
    seen = momentOf(store)
    if (before === undefined || seen === undefined) return
    const fresh = messagesBetween(before, seen, store.snapshot().lab?.joinedAt ?? 0)
    if (fresh.length > 0) set(addMarks(marks, fresh, now(), grouping))
  }

  const listeners = createListeners(() => {
    seen = momentOf(store)
    const stop = store.subscribe(look)
    return () => {
      stop()
      set([])
    }
  })

  return {
    snapshot: () => marks,
    subscribe: listeners.subscribe,
  }
}

/** The marks of this window's lab. */
export const useMarkStore = (grouping: Grouping): MarkStore => {
  const store = usePromptStore()
  return useMemo(() => followMarks(store, grouping), [store, grouping])
}

const separator = '\n'

/**
 * What the marks under way touch, by name; `of` names it for one mark and must not change. A new set only when
 * it is another: marks come and go far more often.
 */
export const useAmong = (
  marks: MarkStore,
  of: (mark: Mark) => readonly string[],
): ReadonlySet<string> => {
  const names = useSyncExternalStore(marks.subscribe, () =>
    [...new Set(marks.snapshot().flatMap(of))].sort().join(separator),
  )
  return useMemo(() => new Set(names === '' ? [] : names.split(separator)), [names])
}
