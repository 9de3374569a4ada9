import type { FactOf } from '../../shared/facts/index.ts'
import { withHeld } from '../limiter.ts'
import type { Endpoint } from '../net/index.ts'
import { textOf } from './outcome.ts'

/** Whose packet met a defect of ours, and how many others before it did that were not written down. */
type Met = {
  readonly from: Endpoint
  /** Undefined when the packet was not read as far as that. */
  readonly mac: string | undefined
  readonly held: number
}

/** That one packet could not be dealt with, for a reason nobody foresaw: its client waits in vain, and all others are served. */
export const unexpected = (error: unknown, { from, mac, held }: Met): FactOf<'dhcp.finding'> => {
  const what = error instanceof Error ? error.message : String(error)
  const who = mac ?? textOf(from)
  return {
    type: 'dhcp.finding',
    ...(mac === undefined ? {} : { mac }),
    finding: {
      code: 'dhcp.unexpected',
      message: withHeld(
        `A packet of ${who} is left unanswered because of a defect of this program (${what}).`,
        held,
      ),
    },
    proposal:
      'All other clients are served. Export the capture, which has the packet, and report the defect with it.',
  }
}
