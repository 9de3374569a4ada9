import type { Component } from '../component.ts'

/** The same service on several networks behind one plug: pulled, restored and proven as one. */
export type Joint = Component & {
  /** Adds a part. It starts now when the others are started; if it cannot, it stays out. */
  join(part: Component): Promise<void>
  /** Stops a part and takes it out, also one that is still starting. */
  leave(part: Component): Promise<void>
  /** Where the parts listen; undefined while they are stopped. */
  on(): string | undefined
}

export const createJoint = (first: Component): Joint => {
  let parts: readonly Component[] = [first]
  /** Where each started part listens. */
  const listening = new Map<Component, string>()
  let started = false

  const stop = async (part: Component) => {
    listening.delete(part)
    await part.stop()
  }
  const start = async (part: Component) => {
    const on = await part.start()
    // It may have been taken out while it started.
    if (parts.includes(part)) listening.set(part, on)
    else await part.stop()
  }
  const on = () => [...listening.values()].join(', ')

  return {
    id: first.id,
    start: async () => {
      const begun: Component[] = []
      try {
        for (const part of parts) {
          await start(part)
          begun.push(part)
        }
      } catch (error) {
        for (const part of begun.toReversed()) await stop(part)
        throw error
      }
      started = true
      return on()
    },
    stop: async () => {
      started = false
      await Promise.all(parts.map(stop))
    },
    prove: async (signal) => {
      const proofs = await Promise.all(parts.map((part) => part.prove(signal)))
      return proofs.flat()
    },
    problem: () => parts.map((part) => part.problem?.()).find((problem) => problem !== undefined),
    join: async (part) => {
      parts = [...parts, part]
      if (!started) return
      try {
        await start(part)
      } catch (error) {
        parts = parts.filter((each) => each !== part)
        throw error
      }
    },
    leave: async (part) => {
      parts = parts.filter((each) => each !== part)
      await stop(part)
    },
    on: () => (started ? on() : undefined),
  }
}
