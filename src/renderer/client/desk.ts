import type { NextBootChoice } from '../../shared/facts/index.ts'
import type { Trouble } from './errors.ts'

/** Something a person must know that is not on the screen by itself. */
export type Notice = Trouble & {
  readonly id: number
  readonly title: string
  /** Steps that were to come after the failed one, and were not taken. */
  readonly dropped: number
}

/** What hosts are to boot the next time only. */
export type Once = { readonly hosts: readonly string[]; readonly choice: NextBootChoice }

/** What this window asked the lab and has no answer to yet, and what went wrong. */
export type DeskSnapshot = {
  readonly busy: ReadonlySet<string>
  readonly notices: readonly Notice[]
  /** What was chosen here last, for as long as the way back is offered: no undo of the document takes it back. */
  readonly once?: Once
}

/**
 * Resolves with what the work gave; with nothing when it was not done. A failure becomes a notice of this
 * title, as `told` puts it.
 */
type Ask = <T>(
  key: string,
  work: () => Promise<T>,
  told: (error: unknown) => Trouble,
  title: string,
) => Promise<T | undefined>

export type Desk = {
  readonly snapshot: () => DeskSnapshot
  readonly subscribe: (changed: () => void) => () => void
  /** Runs one ask at a time for each key: a button pressed twice asks once. */
  readonly ask: Ask
  /**
   * Runs the asks of a key one after another, in the order they were made: each press of Ctrl Z is a step of
   * its own. When one fails, those behind it are dropped, for they were meant to come after it.
   */
  readonly askInTurn: Ask
  readonly dismiss: (id: number) => void
  readonly offerBack: (once: Once) => void
  readonly withdrawBack: () => void
}

const mostNotices = 4

/** A step whose turn has not come. */
type Step = { readonly begin: () => void; readonly drop: () => void }

export const createDesk = (): Desk => {
  const listeners = new Set<() => void>()
  let snapshot: DeskSnapshot = { busy: new Set(), notices: [] }
  let lastId = 0
  const set = (next: Partial<DeskSnapshot>) => {
    snapshot = { ...snapshot, ...next }
    for (const listener of listeners) listener()
  }
  const tell = (title: string, trouble: Trouble, dropped: number) => {
    const same = (notice: Notice) => notice.title === title && notice.message === trouble.message
    const others = snapshot.notices.filter((notice) => !same(notice))
    lastId += 1
    set({ notices: [...others, { ...trouble, id: lastId, title, dropped }].slice(-mostNotices) })
  }
  const waiting = new Map<string, Step[]>()
  const without = (key: string) => new Set([...snapshot.busy].filter((other) => other !== key))
  const run: Ask = async (key, work, told, title) => {
    set({ busy: new Set([...snapshot.busy, key]) })
    try {
      return await work()
    } catch (error) {
      const behind = waiting.get(key) ?? []
      waiting.delete(key)
      tell(title, told(error), behind.length)
      for (const { drop } of behind) drop()
      return undefined
    } finally {
      const next = waiting.get(key)?.shift()
      if (next === undefined) set({ busy: without(key) })
      else next.begin()
    }
  }

  return {
    snapshot: () => snapshot,
    subscribe: (changed) => {
      listeners.add(changed)
      return () => listeners.delete(changed)
    },
    ask: async (...asked) => (snapshot.busy.has(asked[0]) ? undefined : run(...asked)),
    askInTurn: (...asked) => {
      const [key] = asked
      if (!snapshot.busy.has(key)) return run(...asked)
      return new Promise((resolve) => {
        const step = { begin: () => resolve(run(...asked)), drop: () => resolve(undefined) }
        waiting.set(key, [...(waiting.get(key) ?? []), step])
      })
    },
    dismiss: (id) => set({ notices: snapshot.notices.filter((notice) => notice.id !== id) }),
    offerBack: (once) => set({ once }),
    withdrawBack: () => {
      const { once, ...rest } = snapshot
      if (once === undefined) return
      snapshot = rest
      set({})
    },
  }
}
