import type { Endpoint } from '../../net/network.ts'
import type { Ended, Kill } from '../session.ts'
import type { Plan } from '../transfer.ts'

/** Where the lane reads a file. `identity` is the same for every open of the same unchanged file. */
export type Source =
  | { readonly kind: 'descriptor'; readonly fd: number; readonly identity: string }
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }

export type ToLane =
  | {
      readonly kind: 'begin'
      readonly id: number
      /** The transfer's own socket; the lane closes it. */
      readonly fd: number
      readonly client: Endpoint
      readonly plan: Plan
      /** The option reply as it goes on the wire; empty when there is none. */
      readonly oack: Uint8Array
      readonly source: Source
    }
  | { readonly kind: 'again'; readonly id: number }
  | { readonly kind: 'kill'; readonly id: number; readonly end: Kill }
  | { readonly kind: 'stop' }

/** How the transfer of that `id` ended. */
export type FromLane = { readonly id: number; readonly ended: Ended }

/** What the thread is started with. */
export type LaneData = {
  /** When `performance` was 0 by the clock of who starts it (ms since the epoch): that one may have slept, the thread has not. */
  readonly began: number
  /** One Int32: the descriptor that wakes the thread, 0 until it waits for it, -1 when it never will. Who started the thread closes it. */
  readonly wake: SharedArrayBuffer
  /** Two numbers for each transfer by `id`: bytes acknowledged, and when (ms since the epoch). */
  readonly progress: SharedArrayBuffer
  /** Where it keeps the packets it sees, when they are captured. */
  readonly capture?: SharedArrayBuffer
}

/** Transfers the lane carries at once. */
export const laneLimit = 1024
