import { componentIds, type ComponentId } from '../../shared/base/index.ts'
import { hostOf, type Fact, type Recorded } from '../../shared/facts/index.ts'
import { isTelling } from './telling.ts'
import { isStrangers, messageOf, type Message } from './message.ts'
import type { FactList } from '../client/facts.ts'
import { Column } from './column.ts'
import { countBefore, List } from '../../shared/base/list.ts'
import { createGrowing, type Reader } from './reader.ts'
import { isAmong, type Whose } from './whose.ts'

/** A quiet time longer than this, in ms, is drawn as a gap, unless the ladder is looked at closer. */
export const usualGap = 5000

/** What a ladder shows beyond whose it is. */
export type Shown = {
  /** Facts after this one tell a student too much. */
  readonly hiddenSince?: number | undefined
  /** Quiet times from this on, in ms, are gaps. */
  readonly gap?: number
  /** The place of the first fact that is read. */
  readonly from?: number
  /** Messages that are drawn; by default all. */
  readonly keeps?: ((message: Message) => boolean) | undefined
}

/** One line of the ladder. */
export type Row =
  | {
      readonly kind: 'message'
      readonly message: Message
      /** Facts drawn as this one line, and their bytes. */
      readonly count: number
      readonly bytes: number
      /** ms since the lab was opened. */
      readonly elapsed: number
      /** Components that were unplugged at this moment. */
      readonly out: ReadonlySet<ComponentId>
    }
  | {
      readonly kind: 'gap'
      readonly seq: number
      readonly length: number
      readonly out: ReadonlySet<ComponentId>
    }
  | {
      /** The lab was opened again: the clock of the ladder begins anew. */
      readonly kind: 'opened'
      readonly seq: number
      /** ms since the epoch. */
      readonly at: number
      readonly out: ReadonlySet<ComponentId>
    }
  | {
      /** The computer slept, ms since the epoch. */
      readonly kind: 'slept'
      readonly seq: number
      readonly from: number
      readonly to: number
      readonly out: ReadonlySet<ComponentId>
    }

export type MessageRow = Extract<Row, { kind: 'message' }>

/** What a line is, as its number in the column of kinds. */
const kinds = { message: 0, gap: 1, opened: 2, slept: 3 } as const

/** The facts of a line that takes in more of them: their places, and the bytes up to each. */
type Folded = { readonly places: number[]; readonly bytes: number[] }

/**
 * The ladder as numbers. A line is made of its fact when it is looked at: what was drawn once and is out of
 * view costs a few bytes.
 */
type Building = {
  /** For each line the place of the fact that began it, and its kind. */
  readonly from: Column
  readonly kind: Column
  /** By line. */
  readonly folded: Map<number, Folded>
  /** For each host, the line that more facts of the same fold go to. */
  readonly open: Map<string, { readonly line: number; readonly fold: string }>
  /** Which components were unplugged from each of these places on. */
  readonly outs: { readonly place: number; readonly out: ReadonlySet<ComponentId> }[]
  /** From which places on time is counted from when, in ms since the epoch. */
  readonly openings: { readonly place: number; readonly at: number }[]
  lastAt: number
  /** Lines as they were last made, of so many facts: the same ones are drawn again. */
  readonly made: Map<number, { readonly taken: number; readonly row: Row }>
}

/** Lines that are kept as they were made: more than are in view. */
const mostMade = 256

const everything: ReadonlySet<ComponentId> = new Set(componentIds)

const outAfter = (out: ReadonlySet<ComponentId>, fact: Fact): ReadonlySet<ComponentId> => {
  switch (fact.type) {
    case 'plug.pulled':
    case 'component.failed':
    case 'component.stopped':
      return new Set([...out, fact.component])
    case 'component.started':
    case 'plug.restored':
      return new Set([...out].filter((id) => id !== fact.component))
    case 'lab.closed':
      return everything
    default:
      return out
  }
}

const bytesOf = (fact: Fact): number =>
  'bytes' in fact && typeof fact.bytes === 'number' ? fact.bytes : 0

/** A fact that belongs to the line its host has open; says whether it was put there. */
const foldInto = ({ open, folded }: Building, message: Message, place: number): boolean => {
  const line = open.get(message.host ?? '')
  if (line === undefined || line.fold !== message.fold) return false
  const { places, bytes } = folded.get(line.line) ?? { places: [], bytes: [] }
  places.push(place)
  bytes.push((bytes.at(-1) ?? 0) + bytesOf(message.fact))
  return true
}

const addLine = ({ from, kind }: Building, place: number, what: keyof typeof kinds): void => {
  from.push(place)
  kind.push(kinds[what])
}

const addMessage = (building: Building, message: Message, place: number, gap: number): void => {
  if (foldInto(building, message, place)) return
  const { from, folded, open } = building
  if (from.length > 0 && message.at - building.lastAt >= gap) addLine(building, place, 'gap')
  const key = message.host ?? ''
  if (message.fold === undefined) open.delete(key)
  else {
    open.set(key, { line: from.length, fold: message.fold })
    folded.set(from.length, { places: [place], bytes: [bytesOf(message.fact)] })
  }
  building.lastAt = message.at
  addLine(building, place, 'message')
}

/** A line across all lanes: what was open on this side of it takes in nothing from the other. */
const addBreak = (
  building: Building,
  at: number,
  place: number,
  what: 'opened' | 'slept',
): void => {
  building.lastAt = at
  building.open.clear()
  if (building.from.length > 0) addLine(building, place, what)
}

const start = (): Building => ({
  from: new Column(Uint32Array),
  kind: new Column(Uint8Array),
  folded: new Map(),
  open: new Map(),
  outs: [{ place: 0, out: everything }],
  openings: [],
  lastAt: 0,
  made: new Map(),
})

const timeAt = (facts: FactList, place: number): number => facts.at(place)?.at ?? 0

/** What was unplugged after the fact at a place. */
const outAt = ({ outs }: Building, place: number): ReadonlySet<ComponentId> =>
  outs.findLast((change) => change.place <= place)?.out ?? everything

const openedAt = ({ openings }: Building, place: number): number =>
  openings.findLast((opening) => opening.place <= place)?.at ?? 0

/** A message's line when it had taken in so many facts. */
const messageRow = (
  building: Building,
  facts: FactList,
  line: number,
  taken: number,
): Row | undefined => {
  const place = building.from.at(line) ?? Number.NaN
  const folded = building.folded.get(line)
  const first = facts.at(place)
  const newest = folded === undefined ? first : facts.at(folded.places[taken - 1] ?? place)
  const message = newest && messageOf(newest)
  if (first === undefined || message === undefined) return undefined
  const { seq, at } = first
  return {
    kind: 'message',
    message: { ...message, seq, at },
    count: taken,
    bytes: folded?.bytes[taken - 1] ?? bytesOf(message.fact),
    elapsed: at - openedAt(building, place),
    out: outAt(building, place),
  }
}

const breakRow = (building: Building, facts: FactList, line: number): Row | undefined => {
  const place = building.from.at(line) ?? Number.NaN
  const recorded = facts.at(place)
  if (recorded === undefined) return undefined
  const { seq, at, fact } = recorded
  if (fact.type === 'lab.slept' && building.kind.at(line) === kinds.slept)
    return { kind: 'slept', seq, from: fact.from, to: fact.to, out: outAt(building, place) }
  if (building.kind.at(line) === kinds.opened) return { kind: 'opened', seq, at, out: everything }
  const before = timeAt(facts, building.from.at(line - 1) ?? 0)
  // A plug that is pulled at its end was in until then.
  return { kind: 'gap', seq, length: at - before, out: outAt(building, place - 1) }
}

/** A line as it was after the first `count` facts: with those it had taken in by then. */
const lineAt = (
  building: Building,
  facts: FactList,
  line: number,
  count: number,
): Row | undefined => {
  const folded = building.folded.get(line)
  const taken = folded === undefined ? 1 : countBefore(folded.places, count)
  const made = building.made.get(line)
  if (made?.taken === taken) return made.row
  const isMessage = building.kind.at(line) === kinds.message
  const row = isMessage ? messageRow(building, facts, line, taken) : breakRow(building, facts, line)
  if (row === undefined) return undefined
  if (building.made.size >= mostMade) building.made.clear()
  building.made.set(line, { taken, row })
  return row
}

const cut = (building: Building, facts: FactList, count: number): List<Row> =>
  new List(countBefore(building.from, count), (line) => lineAt(building, facts, line, count))

/** Whether a fact belongs on the ladder of these hosts; facts about no host belong on all. */
const concerns = (fact: Fact, whose: Whose): boolean => {
  const about = hostOf(fact)
  return about === undefined || isAmong(whose, about)
}

/**
 * The lines of the ladder for one host, several or all, built as facts arrive. What would tell a student too
 * much is left out from `hiddenSince` on. What `keeps` refuses is not drawn, and leaves a gap where it was long.
 */
export const createRows = (
  whose: Whose,
  { hiddenSince, gap = usualGap, from = 0, keeps = () => true }: Shown = {},
): Reader<List<Row>> =>
  createGrowing(
    start,
    (building, recorded: Recorded, place) => {
      const { fact, at } = recorded
      if (fact.type === 'lab.opened' || place === from) building.openings.push({ place, at })
      if (fact.type === 'lab.opened') addBreak(building, at, place, 'opened')
      if (fact.type === 'lab.slept') addBreak(building, at, place, 'slept')
      if (hiddenSince !== undefined && recorded.seq > hiddenSince && isTelling(fact)) return
      const before = building.outs.at(-1)?.out ?? everything
      const out = outAfter(before, fact)
      if (out !== before) building.outs.push({ place, out })
      if (!concerns(fact, whose)) return
      const message = messageOf(recorded)
      // What a test client or a stranger said is no message of this host.
      if (message === undefined || (whose !== undefined && isStrangers(message))) return
      if (!keeps(message)) return
      addMessage(building, message, place, gap)
    },
    cut,
    from,
  )
