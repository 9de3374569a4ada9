/** What a run came to; a broken promise rejects instead and names seed and packet. */
export type FuzzReport = {
  readonly packets: number
  /** Datagrams the service sent. */
  readonly replies: number
  /** Packets told to be bad input. */
  readonly bad: number
}

/** Runs that many mutated packets against a service. */
export type Fuzz = (packets: number, seed: number) => Promise<FuzzReport>
