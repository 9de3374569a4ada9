type Listeners = {
  readonly any: () => boolean
  readonly tell: () => void
  /** Returns how to leave. */
  readonly subscribe: (listener: () => void) => () => void
}

/** Those who want to hear of something. `begin` is called when the first one comes, and what it returns when the last has left. */
export const createListeners = (begin: () => () => void): Listeners => {
  const listeners = new Set<() => void>()
  let end: () => void = () => {}
  return {
    any: () => listeners.size > 0,
    tell: () => {
      for (const listener of listeners) listener()
    },
    subscribe: (listener) => {
      if (listeners.size === 0) end = begin()
      listeners.add(listener)
      return () => {
        if (listeners.delete(listener) && listeners.size === 0) end()
      }
    },
  }
}
