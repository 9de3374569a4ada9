import type { ComponentId, LabError } from '../shared/base/index.ts'

/** What a heal proof did, in order, in words a person can check. */
export type HealProof = readonly string[]

/**
 * A part of the lab that has a plug. `start` opens its sockets, `stop` closes them and cuts what is
 * under way; both may be called again and again.
 */
export type Component = {
  readonly id: ComponentId
  /** Resolves with where it listens (`address:port`). Rejects with a `LabError` and leaves nothing open. */
  start(): Promise<string>
  /** Closes the listeners and kills live transfers. Never rejects. */
  stop(): Promise<void>
  /** Completes the component's protocol once from outside, by a client that is not its own code where one exists. */
  prove(signal: AbortSignal): Promise<HealProof>
  /** Why it closed by itself, until it is started again. Absent on parts that never do. */
  problem?(): LabError | undefined
}
