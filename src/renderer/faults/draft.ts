import type { ComponentId } from '../../shared/base/index.ts'
import { fault as faultSchema, faultMessages, type Fault } from '../../shared/faults/index.ts'

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

/** A fault that is being written. `amount` means what the effect needs: ms, %, bytes a second, a status. */
export type FaultDraft = {
  readonly component: ComponentId
  /** Empty for any message. */
  readonly message: string
  readonly effect: EffectKind
  readonly amount: number
  /** Empty for all hosts. */
  readonly hosts: readonly string[]
  readonly skip: number
  /** 0 for without end. */
  readonly limit: number
  /** For `rewrite`; empty leaves it as it is. */
  readonly nextServer: string
  readonly bootFile: string
  /** For `httpStatus`: real seconds after which to ask again; 0 says none. */
  readonly retryAfter: number
  /** How likely it fires, in %, drawn from the seed. */
  readonly chance: number
  readonly seed: number
  /** Seconds until it is taken out by itself; 0 for never. */
  readonly lasts: number
}

/** What an effect needs beside its name, with a usual value; nothing for most. */
export const usualAmount: Readonly<Partial<Record<EffectKind, number>>> = {
  delay: 5000,
  truncate: 70,
  throttle: 64_000,
  httpStatus: 503,
}

const effectOf = ({
  effect,
  amount,
  nextServer,
  bootFile,
  retryAfter,
}: FaultDraft): Fault['effect'] => {
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
  const parsed = faultSchema.safeParse({
    id: freeId(draft, taken),
    component: draft.component,
    effect: effectOf(draft),
    skip: draft.skip,
    ...(draft.message !== '' && { message: draft.message }),
    ...(draft.hosts.length > 0 && { hosts: draft.hosts }),
    ...(draft.limit > 0 && { limit: draft.limit }),
    ...(draft.chance < 100 && { probability: draft.chance / 100, seed: draft.seed }),
    ...(draft.lasts > 0 && { lasts: draft.lasts * 1000 }),
  })
  return parsed.success ? parsed.data : undefined
}

/** The effects that make sense for a component, as the lab itself judges them. */
export const effectsFor = (component: ComponentId): readonly EffectKind[] =>
  effectKinds.filter((effect) => {
    const draft = emptyDraft(component)
    return faultOf({ ...draft, effect, amount: usualAmount[effect] ?? 0 }, new Set()) !== undefined
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

export const messagesFor = (component: ComponentId): readonly string[] => faultMessages[component]
