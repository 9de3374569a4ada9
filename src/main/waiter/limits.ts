/** What the waiter allows; times in ms. */
export type WaiterLimits = {
  /**
   * Files on their way at once; others wait in line. Each holds at most two buffers of 512 KiB, so that
   * 256 of them take 256 MiB; what is hot in the image store comes on top, once.
   */
  readonly transfers: number
  /** Longest wait in that line; then 503 with Retry-After. Shorter than any loader's patience. */
  readonly line: number
  /** TCP connections; past it they are closed at once. */
  readonly connections: number
  /** Time for a whole request to arrive, and for a body to be taken from us without a pause. */
  readonly head: number
  readonly stall: number
  /** How often is told how far a body is that is on its way for so long. */
  readonly tell: number
  /** How long a connection may stay open between two requests. */
  readonly idle: number
}

export const usualLimits: WaiterLimits = {
  transfers: 256,
  line: 5_000,
  connections: 1024,
  head: 10_000,
  stall: 30_000,
  tell: 5_000,
  idle: 15_000,
}
