import { z } from 'zod'
import { hostId } from '../base/schemas.ts'
import { networkStage } from '../facts/index.ts'
import type { BootState } from '../host/index.ts'

const ms = z.number()

const states = [
  'off',
  'firmware',
  'network.dhcp',
  'network.loader',
  'network.ipxe',
  'network.tramp',
  'network.register',
  'network.image',
  'noImage',
  'disk',
  'noBootDevice',
  'hung',
  'kernel',
  'running',
] as const satisfies readonly BootState[]

/** How far a host's boot is, as far as anybody can know. Spans in ms, moments in ms since the epoch. */
export const hostProgress = z.object({
  host: hostId,
  state: z.enum(states),
  /** Whose word this rests on: the host's own, or only what the services saw. */
  witness: z.enum(['host', 'services']),
  /** What it booted by, as its DHCP client says; absent until it asked. */
  firmware: z.enum(['bios', 'uefi']).optional(),
  /** Absent when the host is not in the middle of a boot. */
  progress: z
    .object({
      /** In words. */
      stage: z.string(),
      for: ms,
      files: z.object({ done: z.int(), of: z.int() }).optional(),
      bytes: z.object({ done: z.number(), of: z.number().optional() }).optional(),
      /** Bytes a second. */
      rate: z.number().optional(),
      eta: ms.optional(),
      stuckSince: ms.optional(),
    })
    .optional(),
  /** What became of a network boot that fell silent, as far as the facts go. */
  fallback: z
    .object({
      verdict: z.enum(['suspected', 'hangs', 'likely', 'confirmed', 'refuted']),
      stage: networkStage,
      confidence: z.enum(['low', 'medium', 'high']),
      silentSince: ms,
      /** Sequence numbers. */
      evidence: z.array(z.int()),
    })
    .optional(),
})
