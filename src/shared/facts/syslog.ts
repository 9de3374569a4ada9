import { z } from 'zod'
import { hostId, ipv4, reason } from './common.ts'

/** What the receiver of logs saw. The lines themselves are no facts: they are kept apart, and bounded. */
export const syslogFacts = [
  /** The first line of a host since its boot began, or since the lab was opened. */
  z.object({
    type: z.literal('syslog.began'),
    host: hostId,
    address: ipv4,
    carrier: z.enum(['udp', 'tcp']),
  }),
  /** It sends more than is kept; what is too much is dropped and counted in its log. Told once a minute at most. */
  z.object({
    type: z.literal('syslog.limited'),
    host: hostId.optional(),
    address: ipv4,
    perSecond: z.int(),
  }),
  /** It hears nothing there; all else goes on. */
  z.object({ type: z.literal('syslog.deaf'), on: z.string(), reason }),
] as const
