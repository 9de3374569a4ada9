import { eventIterator, oc } from '@orpc/contract'
import { z } from 'zod'
import { ipv4, hostId } from '../base/schemas.ts'
import { logLine, severity } from '../syslog/index.ts'

const logsState = z.object({
  /** Where logs are received: `udp://address:port`. */
  listening: z.array(z.string()),
  /** Sentences on what keeps it from hearing more. */
  problems: z.array(z.string()),
  /** Whoever was heard last comes first. */
  heard: z.array(
    z.object({
      /** A host's id, or an address that is none of a host. */
      sender: z.string(),
      /** ms since the epoch. */
      lastAt: z.number(),
      /** Messages that were dropped, since the lab was opened; of addresses that are no hosts all together. */
      dropped: z.int(),
    }),
  ),
})
export type LogsState = z.infer<typeof logsState>

/** The last lines of a sender that fit. */
const wanted = z.object({
  sender: z.union([hostId, ipv4]),
  /** This one and those that are graver. */
  severity: severity.optional(),
  /** In the text or the name of the program, whatever the case. */
  text: z.string().max(200).optional(),
  last: z.int().min(0).max(10_000).default(500),
})

/** Logs that hosts send (syslog). */
export const logsContract = {
  state: oc.output(logsState),
  read: oc.input(wanted).output(z.array(logLine)),
  /** The last lines, then each new one. In batches; the first may be empty. */
  follow: oc.input(wanted).output(eventIterator(z.array(logLine))),
} as const
