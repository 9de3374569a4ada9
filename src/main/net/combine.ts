import type { Component } from '../component.ts'

/** Starts in order; if one cannot, those before it stop again. */
const startAll = async (parts: readonly Component[]): Promise<string> => {
  const started: Component[] = []
  const on: string[] = []
  try {
    for (const part of parts) {
      on.push(await part.start())
      started.push(part)
    }
  } catch (error) {
    for (const part of started.toReversed()) await part.stop()
    throw error
  }
  return on.join(', ')
}

/** The same service on several networks behind one plug: pulled, restored and proven as one. */
export const combine = (parts: readonly [Component, ...Component[]]): Component => ({
  id: parts[0].id,
  start: () => startAll(parts),
  stop: async () => {
    await Promise.all(parts.map((part) => part.stop()))
  },
  prove: async (signal) => {
    const proofs = await Promise.all(parts.map((part) => part.prove(signal)))
    return proofs.flat()
  },
  problem: () => parts.map((part) => part.problem?.()).find((problem) => problem !== undefined),
})
