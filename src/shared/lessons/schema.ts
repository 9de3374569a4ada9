import { z } from 'zod'
import { isErrorCode } from '../base/index.ts'
import { componentId, plugId } from '../base/schemas.ts'
import { documentEdit } from '../contract/index.ts'
import { bootDevice } from '../document/schema.ts'
import { factType, fieldsOf } from '../facts/index.ts'
import { fault } from '../faults/index.ts'

const units = { s: 1_000, m: 60_000, h: 3_600_000 } as const

const isUnit = (text: string | undefined): text is keyof typeof units =>
  text !== undefined && text in units

/** A time as authors write it (`90s`, `10m`), in ms of lab time. */
export const duration = z.string().transform((text, context) => {
  const [, amount, unit] = /^(\d+(?:\.\d+)?)([smh])$/.exec(text) ?? []
  if (isUnit(unit)) return Number(amount) * units[unit]
  context.addIssue({ code: 'custom', message: 'a time such as 30s, 10m or 1h' })
  return z.NEVER
})

const id = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'lower-case words joined by hyphens')
const castName = z.string().regex(/^[a-z][A-Za-z0-9]*$/, 'the name of a group of hosts in the cast')
/** Positions in the first rack, from 1; `all` is the whole rack. */
const members = z.union([z.literal('all'), z.array(z.int().min(1)).max(64)], {
  error: 'all, or a list of positions from 1',
})
const cast = z.record(castName, members)

const scalar = z.union([z.string(), z.number(), z.boolean()])
const wanted = z.union([scalar, z.array(scalar).min(1)], {
  error: 'a text, a number, true or false, or a list of those',
})

/** A kind of fact, and values that fields of it must have; fields by dotted path, lists mean any of. */
export const factPattern = z
  .strictObject({ type: factType, where: z.record(z.string(), wanted).default({}) })
  .superRefine(({ type, where }, context) => {
    const fields = fieldsOf(type)
    for (const path of Object.keys(where)) {
      if (fields.includes(path.split('.')[0] ?? '')) continue
      const message = `${type} has no field ${path}; it has ${fields.join(', ')}`
      context.addIssue({ code: 'custom', path: ['where', path], message })
    }
  })
export type FactPattern = z.infer<typeof factPattern>

/** What must hold in the folded view of a host. A list means any of. */
const hostMatch = z
  .strictObject({
    state: wanted,
    source: wanted,
    connection: wanted,
    compliance: wanted,
    bootedFromCache: z.boolean(),
    maintenance: z.boolean(),
    cluster: wanted,
    imageProfile: wanted,
  })
  .partial()
export type HostMatch = z.infer<typeof hostMatch>

const said = {
  /** The expectation in words. */
  that: z.string(),
  /** How long to wait for it, in lab time; without it, it must hold at once. */
  within: duration.optional(),
  /** How long it must go on to hold, in lab time. */
  stays: duration.optional(),
}
/** From where on facts count: this step, or the whole lesson. */
const since = z.enum(['step', 'lesson']).default('step')

/** Something that must be so. It is checked on facts and the view folded from them, on nothing else. */
export const expectation = z.discriminatedUnion('check', [
  /** Every host of the group stands so. */
  z.strictObject({ check: z.literal('hosts'), ...said, group: castName, are: hostMatch }),
  /** Every host of the group has facts like these, in this order. */
  z.strictObject({
    check: z.literal('saw'),
    ...said,
    group: castName,
    facts: z.array(factPattern).min(1),
    since,
  }),
  /** No host of the group has a fact like one of these. */
  z.strictObject({
    check: z.literal('never'),
    ...said,
    group: castName,
    facts: z.array(factPattern).min(1),
    since,
  }),
  /** The lab as a whole has facts like these, in this order. */
  z.strictObject({
    check: z.literal('happened'),
    ...said,
    facts: z.array(factPattern).min(1),
    since,
  }),
  /** The plugs of these components stand so. */
  z.strictObject({
    check: z.literal('plugs'),
    ...said,
    components: z.array(componentId).min(1),
    are: z.enum(['in', 'out', 'proving', 'failed']),
  }),
])
export type Expectation = z.infer<typeof expectation>

const hostPart = z.enum(['uplink', 'disk'])
const tampering = z.enum(['flippedByte', 'truncated', 'erased'])

const group = { group: castName }
/** The code of the error that the command must be refused with. */
const refused = {
  refusedWith: z
    .string()
    .refine(isErrorCode, { error: 'the code of an error, such as vcenter.unknown-host' })
    .optional(),
}

/** What a step does. Commands go the same way as a person's. */
export const action = z.discriminatedUnion('action', [
  z.strictObject({ action: z.literal('powerOn'), ...group }),
  z.strictObject({ action: z.literal('powerOff'), ...group }),
  z.strictObject({ action: z.literal('reboot'), ...group }),
  /** Pulls the cables of hosts, or their disks, and puts them back. */
  z.strictObject({ action: z.literal('unplug'), ...group, part: hostPart }),
  z.strictObject({ action: z.literal('plugIn'), ...group, part: hostPart }),
  /** Flips a byte of the image on the hosts' disks, or erases them. */
  z.strictObject({ action: z.literal('tamper'), ...group, how: tampering }),
  z.strictObject({ action: z.literal('pull'), plug: plugId }),
  z.strictObject({ action: z.literal('restore'), plug: plugId }),
  z.strictObject({ action: z.literal('restoreAll') }),
  z.strictObject({ action: z.literal('reconnect'), ...group, ...refused }),
  z.strictObject({ action: z.literal('remediate'), ...group, ...refused }),
  z.strictObject({ action: z.literal('placeVm'), ...group, ...refused }),
  z.strictObject({
    action: z.literal('setBootOrder'),
    ...group,
    to: z.array(bootDevice).min(1).max(2),
  }),
  z.strictObject({ action: z.literal('disconnect'), ...group, ...refused }),
  z.strictObject({ action: z.literal('enterMaintenance'), ...group, ...refused }),
  z.strictObject({ action: z.literal('exitMaintenance'), ...group, ...refused }),
  /** Sets one value of the lab document; elements of lists go by their `name` or `id`. */
  z.strictObject({ action: z.literal('set'), path: z.array(z.string()).min(1), to: z.json() }),
  /** Adds an image profile that is a copy of another without some of its modules. */
  z.strictObject({
    action: z.literal('copyImage'),
    like: z.string(),
    name: z.string(),
    version: z.string(),
    without: z.array(z.string()).min(1),
  }),
  /** Sets fields of hosts in the lab document. */
  z.strictObject({
    action: z.literal('setHosts'),
    ...group,
    to: z.record(z.string(), z.json()),
  }),
  /** Injects a fault, for the hosts of a group when one is named. */
  z.strictObject({ action: z.literal('inject'), group: castName.optional(), fault }),
  z.strictObject({ action: z.literal('removeFault'), id: z.string() }),
  /** Stores what the rules give these hosts now (Repair-DeployRuleSetCompliance). */
  z.strictObject({ action: z.literal('repair'), ...group, ...refused }),
  /** Any edit of the document, as the rules page or a script makes it. */
  z.strictObject({ action: z.literal('edit'), edit: documentEdit }),
  /** Plugs in and document as they were before the lesson. Its end does the same. */
  z.strictObject({ action: z.literal('putBack') }),
  /** The fault that the student has to find. */
  z.strictObject({ action: z.literal('mystery') }),
  /** Goes on when it holds; when it does not in time, the lesson ends there. */
  z.strictObject({ action: z.literal('waitFor'), until: expectation }),
])
export type Action = z.infer<typeof action>

const choice = z.strictObject({ id, text: z.string() })

/** A question to the student before the step's actions. */
export const prompt = z.union(
  [
    z.strictObject({
      question: z.string(),
      options: z.array(choice).min(2),
      /** Id of the right option. */
      answer: id,
      why: z.string(),
    }),
    /** What is the fault? The options are the cases of the mystery. */
    z.strictObject({ question: z.string(), about: z.literal('mystery') }),
  ],
  { error: 'a question with options, answer and why, or with about: mystery' },
)
export type Prompt = z.infer<typeof prompt>

export const step = z.strictObject({
  id,
  /** What happens and why, for the student. `{group}` becomes the names of its hosts. */
  text: z.string(),
  /** The account and the screen do not tell what this step does. */
  hidden: z.boolean().default(false),
  prompt: prompt.optional(),
  actions: z.array(action).default([]),
  expect: z.array(expectation).default([]),
})
export type Step = z.infer<typeof step>

/** A lesson: data, written by authors as YAML. */
export const lesson = z.strictObject({
  id,
  title: z.string(),
  goal: z.string(),
  /** Who plays: named groups of simulated hosts. A group may be empty; what concerns it alone is left out. */
  cast,
  /** Other castings of the same lesson. */
  variants: z.array(z.strictObject({ id, title: z.string(), cast })).default([]),
  /**
   * Simulated hosts that the lab has never seen: no cached image, unknown to vCenter. Each is a group of
   * the cast by its name, made like the host at a position of the rack, and gone after the lesson.
   */
  visitors: z
    .array(
      z.strictObject({
        name: castName,
        like: z.int().min(1),
        change: z.record(z.string(), z.json()).default({}),
      }),
    )
    .default([]),
  /** One of these is broken, and the student finds out which. */
  mystery: z
    .strictObject({
      cases: z
        .array(
          z.strictObject({
            id,
            text: z.string(),
            why: z.string(),
            actions: z.array(action).min(1),
          }),
        )
        .min(2),
    })
    .optional(),
  setUp: z
    .strictObject({
      /** How fast the lab runs meanwhile; put back afterwards, as are plugs and boot orders. */
      speed: z.number().min(0.1).max(50).optional(),
      actions: z.array(action).default([]),
    })
    .prefault({}),
  steps: z.array(step).min(1),
  /** What to take away. */
  debrief: z.string().default(''),
})
export type Lesson = z.infer<typeof lesson>
export type MysteryCase = NonNullable<Lesson['mystery']>['cases'][number]
