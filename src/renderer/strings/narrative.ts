import { hostOf, type Fact, type FactType, type Recorded } from '../../shared/facts/index.ts'
import { componentIdOf, tell } from './facts.ts'
import type { Language } from './index.tsx'

/** The turns of a story; a listener does not want every packet. */
const turnTypes: ReadonlySet<FactType> = new Set<FactType>([
  'lab.slept',
  'lab.moved',
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

/** What happened to one or to several, in the same words: whom it happened to last, and to how many others. */
type Turn = { readonly subject: string; readonly others: number; readonly text: string }

const turnOf = (fact: Fact, language: Language): Turn => ({
  subject: subjectOf(fact, language),
  others: 0,
  text: ended(tell(language.strings, fact, language.format)),
})

/** One fact as a sentence that says whom it is about. */
export const sentenceOf = (fact: Fact, language: Language): string => {
  const { subject, text } = turnOf(fact, language)
  return language.strings.narrative.of(subject, text)
}

/** What turned and is not told yet: how much, and the newest of it. */
export type Turns = { readonly count: number; readonly newest: readonly Turn[] }

export const noTurns: Turns = { count: 0, newest: [] }

/** A rack does the same at once: its hosts are counted, and whatever else happened is not pushed out by them. */
const withTurn = ({ count, newest }: Turns, turn: Turn): Turns => {
  const same = newest.find(({ text }) => text === turn.text)
  const others = newest.filter((each) => each !== same)
  return {
    count: count + 1,
    newest: [...others, { ...turn, others: same === undefined ? 0 : same.others + 1 }].slice(
      -mostAtOnce,
    ),
  }
}

/** Takes note of what turned among new facts. */
export const noteTurns = (turns: Turns, facts: readonly Recorded[], language: Language): Turns =>
  facts
    .filter(({ fact }) => turnTypes.has(fact.type))
    .reduce((all, { fact }) => withTurn(all, turnOf(fact, language)), turns)

/** As a few sentences for a screen reader; empty when nothing turned. */
export const narrate = ({ count, newest }: Turns, { strings }: Language): string => {
  const { narrative } = strings
  const said = newest.map(({ subject, others, text }) =>
    narrative.of(others === 0 ? subject : narrative.several(subject, others), text),
  )
  const rest = newest.reduce((left, { others }) => left - 1 - others, count)
  return [...said, ...(rest > 0 ? [narrative.more(rest)] : [])].join(' ')
}
