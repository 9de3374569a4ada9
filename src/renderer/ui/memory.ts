import { useSyncExternalStore } from 'react'

/** What the window keeps while it shows another page. */
export type Memory<T> = {
  readonly get: () => T
  readonly set: (value: T) => void
  readonly follow: (changed: () => void) => () => void
}

export const createMemory = <T>(value: T): Memory<T> => {
  let kept = value
  const listeners = new Set<() => void>()
  return {
    get: () => kept,
    set: (next) => {
      kept = next
      for (const listener of listeners) listener()
    },
    follow: (changed) => {
      listeners.add(changed)
      return () => listeners.delete(changed)
    },
  }
}

export const useMemory = <T>({ follow, get }: Memory<T>): T => useSyncExternalStore(follow, get)
