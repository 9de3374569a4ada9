import type { Trouble } from './errors.ts'

/** Something a person must know that is not on the screen by itself. */
export type Notice = Trouble & { readonly id: number; readonly title: string }

/** What this window asked the lab and has no answer to yet, and what went wrong. */
export type DeskSnapshot = {
  readonly busy: ReadonlySet<string>
  readonly notices: readonly Notice[]
}

/** A failure becomes a notice of this title, as `told` puts it. */
type Ask = (
  key: string,
  work: () => Promise<unknown>,
  told: (error: unknown) => Trouble,
  title: string,
) => void

export type Desk = {
  readonly snapshot: () => DeskSnapshot
  readonly subscribe: (changed: () => void) => () => void
  /** Runs one ask at a time for each key: a button pressed twice asks once. */
  readonly ask: Ask
  /**
   * Runs the asks of a key one after another: each press of Ctrl Z is a step of its own. When one fails,
   * those behind it are dropped, for they were meant to come after it.
   */
  readonly askInTurn: Ask
  readonly dismiss: (id: number) => void
}

const mostNotices = 4

export const createDesk = (): Desk => {
  const listeners = new Set<() => void>()
  let snapshot: DeskSnapshot = { busy: new Set(), notices: [] }
  let lastId = 0
  const set = (next: Partial<DeskSnapshot>) => {
    snapshot = { ...snapshot, ...next }
    for (const listener of listeners) listener()
  }
  const tell = (title: string, trouble: Trouble) => {
    const same = (notice: Notice) => notice.title === title && notice.message === trouble.message
    const others = snapshot.notices.filter((notice) => !same(notice))
    lastId += 1
    set({ notices: [...others, { ...trouble, id: lastId, title }].slice(-mostNotices) })
  }
  const waiting = new Map<string, Parameters<Ask>[]>()
  const without = (key: string) => new Set([...snapshot.busy].filter((other) => other !== key))
  const run: Ask = (key, work, told, title) => {
    set({ busy: new Set([...snapshot.busy, key]) })
    work()
      .catch((error: unknown) => {
        waiting.delete(key)
        tell(title, told(error))
      })
      .finally(() => {
        const next = waiting.get(key)?.shift()
        if (next === undefined) set({ busy: without(key) })
        else run(...next)
      })
      .catch(() => undefined)
  }

  return {
    snapshot: () => snapshot,
    subscribe: (changed) => {
      listeners.add(changed)
      return () => listeners.delete(changed)
    },
    ask: (...asked) => {
      if (!snapshot.busy.has(asked[0])) run(...asked)
    },
    askInTurn: (...asked) => {
      const [key] = asked
      if (!snapshot.busy.has(key)) run(...asked)
      else waiting.set(key, [...(waiting.get(key) ?? []), asked])
    },
    dismiss: (id) => set({ notices: snapshot.notices.filter((notice) => notice.id !== id) }),
  }
}
