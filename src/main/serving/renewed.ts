import { LabError, type ComponentId } from '../../shared/base/index.ts'
import type { Component } from '../component.ts'

/** A component that is made anew each time it starts, as its surroundings are then. */
export const renewed = (id: ComponentId, make: () => Promise<Component>): Component => {
  let current: Component | undefined
  return {
    id,
    start: async () => {
      const next = await make()
      current = next
      return next.start()
    },
    stop: async () => current?.stop(),
    prove: async (signal) => {
      if (current === undefined) throw new LabError('plug.not-healed', `${id} never started.`)
      return current.prove(signal)
    },
    problem: () => current?.problem?.(),
  }
}
