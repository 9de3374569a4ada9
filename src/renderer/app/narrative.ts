import { hostOf, type Fact, type FactType, type Recorded } from '../../shared/facts/index.ts'
import { componentIdOf, tell } from '../strings/facts.ts'
import type { Language } from '../strings/index.tsx'

/** The turns of a story; a listener does not want every packet. */
const turnTypes: ReadonlySet<FactType> = new Set<FactType>([
  'plug.pulled',
  'plug.healed',
  'plug.notHealed',
  'component.failed',
  'fault.injected',
  'fault.removed',
  'net.serveStarted',
  'net.serveStopped',
  'dhcp.foreignOffer',
  'host.poweredOn',
  'host.poweredOff',
  'host.rebooted',
  'host.partUnplugged',
  'host.partPluggedIn',
  'host.diskTampered',
  'host.fellSilent',
  'firmware.networkFailed',
  'firmware.noBootDevice',
  'host.noImageScreen',
  'mboot.hung',
  'disk.imageVerified',
  'disk.imageRejected',
  'disk.cacheWritten',
  'esxi.up',
  'vcenter.hostConnected',
  'vcenter.hostNotResponding',
  'vcenter.bootedFromCache',
  'vcenter.cacheFlagCleared',
  'vcenter.complianceChecked',
  'vcenter.remediated',
  'vcenter.vmPlaced',
  'lesson.stepStarted',
  'lesson.asked',
  'lesson.answered',
  'lesson.checked',
  'lesson.ended',
])

/** More sentences than this at once are counted instead of read. */
const mostAtOnce = 3

/** Whom a fact is about, by name. */
const subjectOf = (fact: Fact, { strings }: Language): string => {
  const component = componentIdOf(fact)
  return component === undefined
    ? (hostOf(fact) ?? strings.app.name)
    : strings.components[component]
}

/** What people wrote has an end of its own. */
const ended = (text: string): string => (/[.?!…]$/.test(text) ? text : `${text}.`)

/** One fact as a sentence that says whom it is about. */
export const sentenceOf = (fact: Fact, language: Language): string => {
  const { strings, format } = language
  return strings.narrative.of(subjectOf(fact, language), ended(tell(strings, fact, format)))
}

/** What turned and is not told yet: how much, and the newest of it. */
export type Turns = { readonly count: number; readonly newest: readonly Fact[] }

export const noTurns: Turns = { count: 0, newest: [] }

/** Takes note of what turned among new facts. */
export const noteTurns = ({ count, newest }: Turns, facts: readonly Recorded[]): Turns => {
  const turned = facts.map(({ fact }) => fact).filter(({ type }) => turnTypes.has(type))
  return {
    count: count + turned.length,
    newest: [...newest, ...turned].slice(-mostAtOnce),
  }
}

/** As a few sentences for a screen reader; empty when nothing turned. */
export const narrate = ({ count, newest }: Turns, language: Language): string => {
  const said = newest.map((fact) => sentenceOf(fact, language))
  const rest = count - said.length
  return [...said, ...(rest > 0 ? [language.strings.narrative.more(rest)] : [])].join(' ')
}
