import { z } from 'zod'
import { writtenFault } from '../faults/schema.ts'
import { componentId, hostId } from './common.ts'

/** Faults that were injected, and each time one of them fired. */
export const faultFacts = [
  z.object({ type: z.literal('fault.injected'), fault: writtenFault }),
  /** `fault` is what it was; journals of earlier versions name it by its id alone. */
  z.object({ type: z.literal('fault.removed'), id: z.string(), fault: writtenFault.optional() }),
  z.object({
    type: z.literal('fault.fired'),
    id: z.string(),
    component: componentId,
    host: hostId.optional(),
    message: z.string(),
    file: z.string().optional(),
    effect: z.string(),
  }),
  /** A held message was let go on. */
  z.object({
    type: z.literal('fault.released'),
    id: z.string(),
    host: hostId.optional(),
    message: z.string(),
  }),
] as const
