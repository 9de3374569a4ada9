import { z } from 'zod'

const endpoint = z.object({ address: z.string(), port: z.int() })

/** A packet as it went over the wire. `payload` in hex, perhaps shorter than its `length` in bytes was. */
export const capturedPacket = z.object({
  /** ms since the epoch. */
  at: z.number(),
  direction: z.enum(['received', 'sent']),
  carrier: z.enum(['udp', 'tcp']),
  local: endpoint,
  peer: endpoint,
  payload: z.string(),
  length: z.int(),
  /** Its host, the state of that host's boot, and the rules that chose its image. */
  comment: z.string().optional(),
})
