import { z } from 'zod'
import { hostId, ms } from './common.ts'

/** How the hosts of a wave, or of the whole storm, ended up. */
const outcomes = {
  network: z.int(),
  cache: z.int(),
  /** No system, or none in time. */
  failed: z.int(),
}

/** A boot storm that the house admits wave by wave. Waves count from 1. */
export const stormFacts = [
  z.object({
    type: z.literal('storm.began'),
    /** Whole clusters each, in the order they are admitted. */
    waves: z.array(z.object({ clusters: z.array(z.string()), hosts: z.array(hostId) })),
    /** What the planner said beforehand. */
    predicted: ms,
  }),
  z.object({
    type: z.literal('storm.waveAdmitted'),
    wave: z.int(),
    of: z.int(),
    clusters: z.array(z.string()),
    hosts: z.int(),
  }),
  z.object({
    type: z.literal('storm.waveSettled'),
    wave: z.int(),
    of: z.int(),
    took: ms,
    ...outcomes,
  }),
  z.object({
    type: z.literal('storm.ended'),
    took: ms,
    predicted: ms,
    ...outcomes,
    /** An operator ended it: later waves stay off. */
    stopped: z.boolean(),
  }),
] as const
