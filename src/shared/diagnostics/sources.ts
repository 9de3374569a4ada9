import { z } from 'zod'
import { capturedPacket } from '../packet/captured.ts'
import { recorded } from '../facts/index.ts'

/** All that a report is made of, as the lab has it: names and addresses are still in it. */
export const diagnosticSources = z.object({
  /** Of the program. */
  version: z.string(),
  /** ms since the epoch. */
  at: z.number(),
  machine: z.object({
    platform: z.string(),
    release: z.string(),
    arch: z.string(),
    processors: z.int(),
    memory: z.int(),
    node: z.string(),
  }),
  /** Never in a report: what must not be seen in it of who runs the lab and where. */
  owner: z.object({ user: z.string(), computer: z.string(), paths: z.array(z.string()) }),
  /** Why the lab itself could not be opened; then it has nothing of it. */
  unopened: z.object({ code: z.string(), message: z.string() }).optional(),
  document: z.unknown(),
  history: z.array(z.object({ version: z.int(), at: z.number(), summary: z.string() })),
  leases: z.array(z.unknown()),
  /** The newest facts of the journal. */
  facts: z.array(recorded),
  /** The last packets; only a running lab has any. */
  packets: z.array(capturedPacket),
  /** What the program itself did not expect. */
  errors: z.array(z.object({ at: z.number(), text: z.string() })),
})
export type DiagnosticSources = z.infer<typeof diagnosticSources>
