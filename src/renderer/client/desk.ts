import type { Trouble } from './errors.ts'

/** Something a person must know that is not on the screen by itself. */
export type Notice = Trouble & { readonly id: number; readonly title: string }

/** What this window asked the lab and has no answer to yet, and what went wrong. */
export type DeskSnapshot = {
  readonly busy: ReadonlySet<string>
  readonly notices: readonly Notice[]
}

export type Desk = {
  readonly snapshot: () => DeskSnapshot
  readonly subscribe: (changed: () => void) => () => void
  /** Runs one ask at a time for each key; a failure becomes a notice. */
  readonly ask: (
    key: string,
    work: () => Promise<unknown>,
    told: (error: unknown) => Trouble,
    title: string,
  ) => void
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
  const without = (key: string) => new Set([...snapshot.busy].filter((other) => other !== key))

  return {
    snapshot: () => snapshot,
    subscribe: (changed) => {
      listeners.add(changed)
      return () => listeners.delete(changed)
    },
    ask: (key, work, told, title) => {
      if (snapshot.busy.has(key)) return
      set({ busy: new Set([...snapshot.busy, key]) })
      work()
        .catch((error: unknown) => tell(title, told(error)))
        .finally(() => set({ busy: without(key) }))
        .catch(() => undefined)
    },
    dismiss: (id) => set({ notices: snapshot.notices.filter((notice) => notice.id !== id) }),
  }
}
