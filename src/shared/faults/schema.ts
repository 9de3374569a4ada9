import { z } from 'zod'
import { componentId, hostId, ipv4 } from '../base/schemas.ts'

/** What a fault does to the message it meets. */
export const faultEffect = z.discriminatedUnion('kind', [
  /** It never arrives. */
  z.strictObject({ kind: z.literal('drop') }),
  /** It arrives late. ms at speed 1; real hosts wait that long, simulated ones by the lab's speed. */
  z.strictObject({ kind: z.literal('delay'), ms: z.number().min(1).max(600_000) }),
  /** It arrives twice. */
  z.strictObject({ kind: z.literal('duplicate') }),
  /** A DHCP reply with another boot server or file; what hosts ask is let through as it is. */
  z.strictObject({
    kind: z.literal('rewrite'),
    nextServer: ipv4.optional(),
    /** An empty text takes the boot file away. */
    bootFile: z
      .string()
      .max(127)
      .regex(/^[\x20-\x7e]*$/, 'printable ASCII alone')
      .optional(),
  }),
  /** One bit of it is flipped. */
  z.strictObject({ kind: z.literal('corrupt') }),
  /** The protocol's own refusal: ERROR 0 of TFTP, a connection that closes. */
  z.strictObject({ kind: z.literal('refuse') }),
  /** A body ends after this share of its bytes, and the connection with it. */
  z.strictObject({ kind: z.literal('truncate'), at: z.number().min(0).max(1) }),
  /** A body leaves at this rate, in bytes a second. */
  z.strictObject({ kind: z.literal('throttle'), bytesPerSecond: z.int().min(1) }),
  /**
   * An HTTP answer with this status in place of the right one. With `retryAfter` (real seconds) it says
   * when to ask again, and boot loaders do, as often as it says so.
   */
  z.strictObject({
    kind: z.literal('httpStatus'),
    status: z.int().min(400).max(599),
    retryAfter: z.int().min(1).max(600).optional(),
  }),
  /** It waits until somebody lets it go on: one step at a time. */
  z.strictObject({ kind: z.literal('hold') }),
])
export type FaultEffect = z.infer<typeof faultEffect>

/** The messages of each component that a fault can meet, by the names their protocols give them. */
export const faultMessages = {
  dhcp: ['DISCOVER', 'OFFER', 'REQUEST', 'ACK'],
  tftp: ['RRQ', 'OACK', 'DATA'],
  waiter: ['tramp', 'host-register', 'boot.cfg', 'file', 'certificate', 'report'],
  rules: ['decide'],
  vcenter: ['connect', 'certificate', 'api'],
} as const satisfies Record<z.infer<typeof componentId>, readonly string[]>

/** The messages that `rewrite` meets: what a host goes by is in what DHCP answers. */
export const rewrittenMessages: readonly string[] = ['OFFER', 'ACK']

/** Effects that make sense for each component; any other is refused at entry. */
const effectsOf: Readonly<Record<z.infer<typeof componentId>, readonly FaultEffect['kind'][]>> = {
  dhcp: ['drop', 'delay', 'duplicate', 'rewrite', 'corrupt', 'hold'],
  tftp: ['drop', 'delay', 'duplicate', 'corrupt', 'refuse', 'hold'],
  waiter: ['drop', 'delay', 'corrupt', 'refuse', 'truncate', 'throttle', 'httpStatus', 'hold'],
  rules: ['drop', 'delay', 'refuse', 'httpStatus', 'hold'],
  vcenter: ['drop', 'delay', 'refuse', 'httpStatus', 'hold'],
}

/** A fault as data: what it meets, what it does, and how often; in a journal also one that would do nothing, for earlier versions took it. */
export const writtenFault = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'lower-case letters, digits and hyphens'),
  component: componentId,
  /** Hosts it is for; all when absent. */
  hosts: z.array(hostId).min(1).optional(),
  /** The message it meets; any of the component's when absent. */
  message: z.string().optional(),
  /** A file name it is for, where the message carries one. */
  file: z.string().optional(),
  effect: faultEffect,
  /** Messages let through first, for each host. */
  skip: z.int().min(0).default(0),
  /** How often it fires for each host; without end when absent. */
  limit: z.int().min(1).optional(),
  /** How likely it fires when it could; drawn from `seed`. */
  probability: z.number().gt(0).max(1).default(1),
  seed: z.int().default(1),
  /** Real ms it stays, from when it was added; then it is removed. Until somebody does when absent. */
  lasts: z.number().min(1).optional(),
})
export type Fault = z.infer<typeof writtenFault>

type Problem = { readonly path: string; readonly message: string }

/** Why a rewrite would change nothing. */
const problemsOfRewrite = ({ message, effect }: Fault): readonly Problem[] => {
  if (effect.kind !== 'rewrite') return []
  if (message !== undefined && !rewrittenMessages.includes(message))
    return [
      {
        path: 'message',
        message: `${message} is what a host asks and goes through as it is; rewrite meets ${rewrittenMessages.join(' and ')}`,
      },
    ]
  return (effect.nextServer ?? effect.bootFile) === undefined
    ? [{ path: 'effect', message: 'rewrite takes nextServer, bootFile or both' }]
    : []
}

/** Why a fault would do nothing. */
const problemsOf = (value: Fault): readonly Problem[] => {
  const { component, message, effect } = value
  const messages: readonly string[] = faultMessages[component]
  const effects = effectsOf[component]
  if (message !== undefined && !messages.includes(message))
    return [
      {
        path: 'message',
        message: `${component} has no message ${message}: it has ${messages.join(', ')}`,
      },
    ]
  if (!effects.includes(effect.kind))
    return [
      {
        path: 'effect',
        message: `${effect.kind} does nothing to ${component}: ${effects.join(', ')} do`,
      },
    ]
  return problemsOfRewrite(value)
}

/** A fault that can go in. */
export const fault = writtenFault.superRefine((value, context) => {
  for (const { path, message } of problemsOf(value))
    context.addIssue({ code: 'custom', path: [path], message })
})

/** A fault plan as a file: faults that go in together. */
export const faultPlan = z
  .strictObject({ title: z.string().max(120), faults: z.array(fault).min(1).max(100) })
  .superRefine(({ faults }, context) => {
    for (const [index, { id }] of faults.entries()) {
      if (faults.findIndex((other) => other.id === id) === index) continue
      const path = ['faults', index, 'id']
      context.addIssue({ code: 'custom', path, message: `${id} is there twice` })
    }
  })
export type FaultPlan = z.infer<typeof faultPlan>
