import type { ComponentId } from '../../shared/base/index.ts'
import { ipv4 } from '../../shared/base/schemas.ts'
import {
  fault as faultSchema,
  faultMessages,
  rewrittenMessages,
  type Fault,
} from '../../shared/faults/index.ts'
import { fits, numberOf, type Limits, type TypedNumber } from '../ui/number.ts'

export const effectKinds = [
  'drop',
  'delay',
  'duplicate',
  'rewrite',
  'corrupt',
  'refuse',
  'truncate',
  'throttle',
  'httpStatus',
  'hold',
] as const
export type EffectKind = (typeof effectKinds)[number]

/** A fault that is being written, as typed. `amount` means what the effect needs: ms, %, bytes a second, a status. */
export type FaultDraft = {
  readonly component: ComponentId
  /** Empty for any message. */
  readonly message: string
  readonly effect: EffectKind
  readonly amount: TypedNumber
  /** Empty for all hosts. */
  readonly hosts: readonly string[]
  readonly skip: TypedNumber
  /** 0 for without end. */
  readonly limit: TypedNumber
  /** For `rewrite`; empty leaves it as it is. */
  readonly nextServer: string
  readonly bootFile: string
  /** For `httpStatus`: real seconds after which to ask again; 0 says none. */
  readonly retryAfter: TypedNumber
  /** How likely it fires, in %, drawn from the seed. */
  readonly chance: TypedNumber
  readonly seed: TypedNumber
  /** Seconds until it is taken out by itself; 0 for never. */
  readonly lasts: TypedNumber
}

/** What an effect needs beside its name, with a usual value; nothing for most. */
export const usualAmount: Readonly<Partial<Record<EffectKind, number>>> = {
  delay: 5000,
  truncate: 70,
  throttle: 64_000,
  httpStatus: 503,
}

/** The numbers an effect can need. */
export const amountLimits: Readonly<Partial<Record<EffectKind, Limits>>> = {
  delay: { least: 1, most: 600_000 },
  truncate: { least: 0, most: 100 },
  throttle: { least: 1, most: 1_000_000_000, isWhole: true },
  httpStatus: { least: 400, most: 599, isWhole: true },
}

const numberFields = ['skip', 'limit', 'retryAfter', 'chance', 'seed', 'lasts'] as const
type NumberField = (typeof numberFields)[number]

/** The numbers that a fault can have whatever its effect needs. */
export const limits: Readonly<Record<NumberField, Limits>> = {
  skip: { least: 0, most: 1_000_000, isWhole: true },
  limit: { least: 0, most: 1_000_000, isWhole: true },
  retryAfter: { least: 0, most: 600, isWhole: true },
  chance: { least: 0.1, most: 100 },
  seed: { least: 0, most: 2 ** 32 - 1, isWhole: true },
  /** The lab counts in ms. */
  lasts: { least: 0.001, most: 1_000_000, orZero: true },
}

export const isServer = (text: string): boolean => text === '' || ipv4.safeParse(text).success
/** What a DHCP reply can name. */
export const isBootFile = (text: string): boolean => /^[\x20-\x7e]{0,127}$/.test(text)

/** Whether a rewrite would change nothing. */
export const changesNothing = ({ effect, nextServer, bootFile }: FaultDraft): boolean =>
  effect === 'rewrite' && nextServer === '' && bootFile === ''

/** Whether it fires each time: nothing is drawn from its seed. */
export const isCertain = ({ chance }: FaultDraft): boolean => numberOf(chance) === 100

/** What was typed in a field that is not asked any more must not keep the fault from being made. */
const isAsked = (field: NumberField, draft: FaultDraft): boolean => {
  if (field === 'retryAfter') return draft.effect === 'httpStatus'
  return field !== 'seed' || !isCertain(draft)
}

const isComplete = (draft: FaultDraft): boolean => {
  const ofAmount = amountLimits[draft.effect]
  return (
    (ofAmount === undefined || fits(draft.amount, ofAmount)) &&
    numberFields.every((field) => !isAsked(field, draft) || fits(draft[field], limits[field])) &&
    !changesNothing(draft)
  )
}

const effectOf = ({ effect, nextServer, bootFile, ...typed }: FaultDraft): Fault['effect'] => {
  const amount = numberOf(typed.amount)
  const retryAfter = numberOf(typed.retryAfter)
  switch (effect) {
    case 'delay':
      return { kind: 'delay', ms: amount }
    case 'rewrite':
      return {
        kind: 'rewrite',
        ...(nextServer !== '' && { nextServer }),
        ...(bootFile !== '' && { bootFile }),
      }
    case 'truncate':
      return { kind: 'truncate', at: amount / 100 }
    case 'throttle':
      return { kind: 'throttle', bytesPerSecond: amount }
    case 'httpStatus':
      return { kind: 'httpStatus', status: amount, ...(retryAfter > 0 && { retryAfter }) }
    default:
      return { kind: effect }
  }
}

/** An id that says what the fault does and that no other in force has. */
const freeId = (draft: FaultDraft, taken: ReadonlySet<string>): string => {
  const base = [draft.effect, draft.component, draft.message]
    .filter((part) => part !== '')
    .join('-')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, 34)
  let id = base
  for (let n = 2; taken.has(id); n += 1) id = `${base}-${n}`
  return id
}

/** The fault a draft stands for; undefined while it makes no sense. */
export const faultOf = (draft: FaultDraft, taken: ReadonlySet<string>): Fault | undefined => {
  if (!isComplete(draft)) return undefined
  const limit = numberOf(draft.limit)
  const lasts = numberOf(draft.lasts)
  const parsed = faultSchema.safeParse({
    id: freeId(draft, taken),
    component: draft.component,
    effect: effectOf(draft),
    skip: numberOf(draft.skip),
    ...(draft.message !== '' && { message: draft.message }),
    ...(draft.hosts.length > 0 && { hosts: draft.hosts }),
    ...(limit !== 0 && { limit }),
    ...(!isCertain(draft) && {
      probability: numberOf(draft.chance) / 100,
      seed: numberOf(draft.seed),
    }),
    ...(lasts !== 0 && { lasts: lasts * 1000 }),
  })
  return parsed.success ? parsed.data : undefined
}

/** The effects that make sense for a component, as the lab itself judges them. */
export const effectsFor = (component: ComponentId): readonly EffectKind[] =>
  effectKinds.filter((kind) => {
    const effect = effectOf({
      ...emptyDraft(component),
      effect: kind,
      amount: usualAmount[kind] ?? 0,
      nextServer: '127.0.0.1',
    })
    return faultSchema.safeParse({ id: kind.toLowerCase(), component, effect }).success
  })

export const emptyDraft = (component: ComponentId): FaultDraft => ({
  component,
  message: '',
  effect: 'drop',
  amount: 0,
  hosts: [],
  skip: 0,
  limit: 0,
  nextServer: '',
  bootFile: '',
  retryAfter: 0,
  chance: 100,
  seed: 1,
  lasts: 0,
})

/** The messages that an effect can meet. */
export const messagesFor = (component: ComponentId, effect: EffectKind): readonly string[] =>
  effect === 'rewrite' ? rewrittenMessages : faultMessages[component]

/** The draft with another effect: its number is a usual one, and a message that it cannot meet is forgotten. */
export const withEffect = (draft: FaultDraft, effect: EffectKind): FaultDraft => ({
  ...draft,
  effect,
  amount: usualAmount[effect] ?? 0,
  message: messagesFor(draft.component, effect).includes(draft.message) ? draft.message : '',
})
