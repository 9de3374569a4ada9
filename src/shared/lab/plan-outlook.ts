import type { ComponentId } from '../base/index.ts'
import type { LabDocument } from '../document/schema.ts'
import { hostOf, type Recorded } from '../facts/index.ts'
import type { Fault, FaultEffect } from '../faults/schema.ts'
import { predictBoot, type Prediction } from '../host/predict.ts'
import type { HostView } from '../host/view.ts'
import { subjectsOf, type Subject } from './forecast.ts'
import type { LabView } from './view.ts'

/** What a plan of faults would make of one host's next boot. */
export type PlanOutlook = {
  readonly host: string
  /** Ids of the faults that can meet it; none can without a cable. */
  readonly meets: readonly string[]
  readonly midBoot: boolean
  /** `hangs`: mboot's image never comes whole. `open`: no fault is sure to stop it. */
  readonly nextBoot: Prediction | { readonly end: 'hangs' } | { readonly end: 'open' }
}

/** Every message it meets, for good: nobody gets through by asking again. */
const isCertain = ({ skip, limit, probability, lasts }: Fault): boolean =>
  skip === 0 && limit === undefined && probability === 1 && lasts === undefined

const ends: ReadonlySet<string> = new Set(['drop', 'refuse', 'httpStatus', 'hold', 'rewrite'])
const spoils: ReadonlySet<string> = new Set([...ends, 'truncate', 'corrupt'])
const imageMessages: ReadonlySet<string | undefined> = new Set(['boot.cfg', 'file'])

/** A host that is told when to ask again waits; no part of its boot ends. */
const asksAgain = (effect: FaultEffect): boolean =>
  effect.kind === 'httpStatus' && effect.retryAfter !== undefined

/** Which part of a boot a fault is sure to end. */
type Blow = ComponentId | 'image' | 'certificate' | undefined

const blowOf = (fault: Fault): Blow => {
  const { component, message, effect } = fault
  if (!isCertain(fault) || asksAgain(effect)) return undefined
  if (component === 'waiter' && imageMessages.has(message)) {
    return spoils.has(effect.kind) ? 'image' : undefined
  }
  if (!ends.has(effect.kind)) return undefined
  // A wrong boot server or file is a good answer of DHCP's; the loader is what does not come. A host goes by
  // what the ACK says, whatever was offered.
  if (effect.kind === 'rewrite') return message === 'OFFER' ? undefined : 'tftp'
  if (message === 'certificate') return 'certificate'
  return message === 'report' || message === 'api' ? undefined : component
}

const outlookFor = (lab: LabView, subject: Subject, plan: readonly Fault[]): PlanOutlook => {
  const { view, hasLink, certified } = subject
  const isFor = ({ hosts }: Fault): boolean => hosts === undefined || hosts.includes(view.id)
  const mine = hasLink ? plan.filter(isFor) : []
  const blows = new Set(mine.map(blowOf).filter((blow) => blow !== undefined))
  const answers = (component: ComponentId): boolean => {
    const { plug } = lab.components[component]
    return !blows.has(component) && (plug === 'in' || plug === 'proving')
  }
  const boot = predictBoot({
    ...subject,
    // To a host without a certificate a vCenter that signs none is as good as away.
    answers: (component) =>
      answers(component) && !(component === 'vcenter' && blows.has('certificate') && !certified),
  })
  const hangs = blows.has('image') && boot.end === 'running' && boot.source === 'network'
  const nextBoot = hangs ? ({ end: 'hangs' } as const) : boot
  return {
    host: view.id,
    meets: mine.map(({ id }) => id),
    midBoot: /^(firmware|network)/.test(view.state),
    nextBoot: blows.size === 0 ? { end: 'open' } : nextBoot,
  }
}

/** What each host that a plan is for would come to. Pure; `now` in ms. */
export const planOutlook = (
  lab: LabView,
  document: LabDocument,
  plan: readonly Fault[],
  now: number,
): readonly PlanOutlook[] =>
  subjectsOf(lab, document, now)
    .map((subject) => outlookFor(lab, subject, plan))
    .filter(({ meets }) => meets.length > 0)

/** How far a plan would reach, in hosts. */
export type PlanReach = {
  readonly meet: number
  readonly midBoot: number
  /** At their next boot: from the cache, and of them with an image they should not have. */
  readonly fromCache: number
  readonly stale: number
  readonly wouldNotBoot: number
  readonly wouldHang: number
  readonly mayPass: number
}

/** The sum over what hosts would come to. */
export const countReach = (outlooks: readonly PlanOutlook[]): PlanReach => {
  const count = (fits: (outlook: PlanOutlook) => boolean): number => outlooks.filter(fits).length
  return {
    meet: outlooks.length,
    midBoot: count(({ midBoot }) => midBoot),
    fromCache: count(({ nextBoot: n }) => n.end === 'running' && n.source === 'cache'),
    stale: count(({ nextBoot: n }) => n.end === 'running' && n.isStale),
    wouldNotBoot: count(({ nextBoot: { end } }) => end === 'noImage' || end === 'noBootDevice'),
    wouldHang: count(({ nextBoot }) => nextBoot.end === 'hangs'),
    mayPass: count(({ nextBoot }) => nextBoot.end === 'open'),
  }
}

/** The sentence a person reads before a plan goes in, in English. */
export const reachInWords = (reach: PlanReach): string =>
  [
    `${reach.meet} hosts meet it, ${reach.midBoot} of them mid-boot`,
    `at their next boot ${reach.fromCache} would fall to cache, ${reach.stale} of them stale`,
    `${reach.wouldNotBoot} would not boot`,
    `${reach.wouldHang} would hang in mboot`,
    `${reach.mayPass} may get through.`,
  ].join('; ')

export const planReach = (outlooks: readonly PlanOutlook[]): string =>
  reachInWords(countReach(outlooks))

/** What faults did to one host, and how it stands now. */
export type PlanEffect = {
  readonly host: string
  /** How often each fault fired for it. */
  readonly fired: ReadonlyMap<string, number>
  readonly view: HostView
}

/** The effect of faults per host, from the facts since they went in. */
export const planEffects = (
  lab: LabView,
  facts: readonly Recorded[],
  hosts: readonly string[],
): readonly PlanEffect[] =>
  hosts.flatMap((host) => {
    const view = lab.hosts.get(host)
    if (view === undefined) return []
    const fired = new Map<string, number>()
    for (const { fact } of facts) {
      if (fact.type !== 'fault.fired' || hostOf(fact) !== host) continue
      fired.set(fact.id, (fired.get(fact.id) ?? 0) + 1)
    }
    return [{ host, fired, view }]
  })
