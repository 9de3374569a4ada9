import { componentIds, type ComponentId } from '../../shared/base/index.ts'
import { hostOf, type Fact, type Recorded } from '../../shared/facts/index.ts'
import { isTelling } from '../lessons/cover.ts'
import { isStrangers, messageOf, type Message } from './message.ts'
import { countBefore, List } from './list.ts'
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

export type MessageRow = Extract<Row, { kind: 'message' }>

/** A line, and the fact that began it; lines that fold know every fact in them, and the bytes so far. */
type Grown = {
  readonly from: number
  readonly row: Row
  readonly facts?: { readonly place: number; readonly bytes: number }[]
  /** The line as it was last made, of so many facts: the same one is drawn again. */
  made?: { readonly taken: number; readonly row: Row }
}

type Building = {
  rows: Grown[]
  out: ReadonlySet<ComponentId>
  /** For each host, the row that more facts of the same fold go to. */
  open: Map<string, number>
  openedAt: number
  lastAt: number
}

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
const foldInto = (building: Building, message: Message, place: number): boolean => {
  const line = building.open.get(message.host ?? '')
  const grown = line === undefined ? undefined : building.rows[line]
  if (grown?.row.kind !== 'message' || message.fold === undefined) return false
  if (grown.row.message.fold !== message.fold) return false
  const before = grown.facts?.at(-1)?.bytes ?? 0
  grown.facts?.push({ place, bytes: before + bytesOf(message.fact) })
  return true
}

const addMessage = (building: Building, message: Message, place: number, gap: number): void => {
  if (foldInto(building, message, place)) return
  const quiet = message.at - building.lastAt
  if (building.rows.length > 0 && quiet >= gap) {
    building.rows.push({
      from: place,
      row: { kind: 'gap', seq: message.seq, length: quiet, out: building.out },
    })
  }
  const key = message.host ?? ''
  if (message.fold === undefined) building.open.delete(key)
  else building.open.set(key, building.rows.length)
  building.lastAt = message.at
  const bytes = bytesOf(message.fact)
  building.rows.push({
    from: place,
    row: {
      kind: 'message',
      message,
      count: 1,
      bytes,
      elapsed: message.at - building.openedAt,
      out: building.out,
    },
    ...(message.fold !== undefined && { facts: [{ place, bytes }] }),
  })
}

const addOpening = (building: Building, { seq, at }: Recorded, place: number): void => {
  building.openedAt = at
  building.lastAt = at
  building.open.clear()
  if (building.rows.length > 0) {
    building.rows.push({ from: place, row: { kind: 'opened', seq, at, out: everything } })
  }
}

const start = (): Building => ({
  rows: [],
  out: everything,
  open: new Map(),
  openedAt: 0,
  lastAt: 0,
})

/** A line as it was after the first `count` facts: with those it had taken in by then. */
const lineAt = (grown: Grown, facts: readonly Recorded[], count: number): Row => {
  const { row, facts: folded, made } = grown
  if (row.kind !== 'message' || folded === undefined) return row
  const taken = countBefore(folded, count, ({ place }) => place)
  if (made?.taken === taken) return made.row
  const last = folded[taken - 1]
  const recorded = last === undefined ? undefined : facts[last.place]
  const message = recorded === undefined ? undefined : messageOf(recorded)
  if (taken < 2 || last === undefined || message === undefined) return row
  const { seq, at } = row.message
  const line = { ...row, message: { ...message, seq, at }, count: taken, bytes: last.bytes }
  grown.made = { taken, row: line }
  return line
}

const cut = ({ rows }: Building, facts: readonly Recorded[], count: number): List<Row> =>
  new List(
    countBefore(rows, count, ({ from }) => from),
    (place) => {
      const grown = rows[place]
      return grown && lineAt(grown, facts, count)
    },
  )

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
  { hiddenSince, gap = usualGap, keeps = () => true }: Shown = {},
): Reader<List<Row>> =>
  createGrowing(
    start,
    (building, recorded: Recorded, place) => {
      const { fact, at } = recorded
      if (place === 0) building.openedAt = at
      if (fact.type === 'lab.opened') addOpening(building, recorded, place)
      if (hiddenSince !== undefined && recorded.seq > hiddenSince && isTelling(fact)) return
      building.out = outAfter(building.out, fact)
      if (!concerns(fact, whose)) return
      const message = messageOf(recorded)
      // What a test client or a stranger said is no message of this host.
      if (message === undefined || (whose !== undefined && isStrangers(message))) return
      if (!keeps(message)) return
      addMessage(building, message, place, gap)
    },
    cut,
  )
