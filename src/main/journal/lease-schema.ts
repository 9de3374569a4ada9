import { z } from 'zod'
import { hostId, ipv4, mac } from '../../shared/base/schemas.ts'
import type { Lease } from './store.ts'

/** A lease as another laptop wrote it. */
export const lease = z.object({
  client: z.string(),
  host: hostId,
  mac,
  address: ipv4,
  expiresAt: z.number(),
  uuid: z.string().exactOptional(),
  state: z.enum(['offered', 'bound', 'released', 'declined']),
}) satisfies z.ZodType<Lease>
