import { useSyncExternalStore } from 'react'

const key = 'headwaiter-single-keys'
const listeners = new Set<() => void>()

const follow = (changed: () => void): (() => void) => {
  listeners.add(changed)
  return () => listeners.delete(changed)
}

/** Whether keys without Ctrl run commands; kept in this browser. */
export const useSingleKeys = (): readonly [on: boolean, set: (on: boolean) => void] => {
  const on = useSyncExternalStore(follow, () => localStorage.getItem(key) !== 'off')
  const set = (next: boolean) => {
    localStorage.setItem(key, next ? 'on' : 'off')
    for (const listener of listeners) listener()
  }
  return [on, set]
}
