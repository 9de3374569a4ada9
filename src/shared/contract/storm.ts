import { oc } from '@orpc/contract'
import { z } from 'zod'
import { hostId } from '../base/schemas.ts'
import { stormStages } from '../storm/index.ts'

const ms = z.number().min(0)

const order = {
  /** All simulated hosts of the lab when none are named. */
  hosts: z.array(hostId).min(1).optional(),
  /** Hosts that may boot at the same time; whole clusters are admitted. */
  atOnce: z.int().min(1).max(10_000),
}

const outcomes = { network: z.int(), cache: z.int(), failed: z.int() }

const stage = z.enum(stormStages)

/** How long a boot storm should take: a full wave stage by stage, and all waves. */
export const stormPlan = z.object({
  waves: z.int(),
  stages: z.array(z.object({ stage, took: ms, bound: z.enum(['machine', 'server', 'link']) })),
  wave: ms,
  total: ms,
  /** Hosts that the waiter would turn away. */
  turnedAway: z.int(),
})

/** What came of the last storm, so far. Times of stages count from the admission of a host's wave. */
export const stormReport = z.object({
  startedAt: z.number(),
  predicted: ms,
  hosts: z.int(),
  bytes: z.number(),
  ...outcomes,
  waves: z.array(
    z.object({
      clusters: z.array(z.string()),
      hosts: z.int(),
      admittedAt: z.number().optional(),
      took: ms.optional(),
    }),
  ),
  stages: z.array(z.object({ stage, hosts: z.int(), p50: ms.optional(), p95: ms.optional() })),
  ended: z.object({ took: ms, stopped: z.boolean() }).optional(),
})
export type StormReport = z.infer<typeof stormReport>

const none = z.object({})

/** Boot storms: foretold, admitted cluster by cluster, measured. */
export const stormContract = {
  plan: oc
    .input(
      z.object({
        ...order,
        /** Bytes a second of the wire that all hosts share. */
        link: z.number().positive().optional(),
      }),
    )
    .output(stormPlan),
  start: oc.input(z.object(order)).output(none),
  /** Admits no further wave. Hosts that are on stay on. */
  stop: oc.output(none),
  report: oc.output(z.object({ storm: stormReport.optional() })),
}
