import { componentIds, type ComponentId } from '../../shared/base/index.ts'
import { hostOf, type Fact, type Recorded } from '../../shared/facts/index.ts'
import { isTelling } from '../lessons/cover.ts'
import { isStrangers, messageOf, type Message } from './message.ts'
import { createReader, type Reader } from './reader.ts'

/** A quiet time longer than this, in ms, is drawn as a gap. */
const shownGap = 5000

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

type Building = {
  rows: Row[]
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
const foldInto = (building: Building, message: Message): boolean => {
  const key = message.host ?? ''
  const place = building.open.get(key)
  const row = place === undefined ? undefined : building.rows[place]
  if (row?.kind !== 'message' || place === undefined || message.fold === undefined) return false
  if (row.message.fold !== message.fold) return false
  building.rows[place] = {
    ...row,
    message: { ...message, seq: row.message.seq, at: row.message.at },
    count: row.count + 1,
    bytes: row.bytes + bytesOf(message.fact),
  }
  return true
}

const addMessage = (building: Building, message: Message): void => {
  if (foldInto(building, message)) return
  const quiet = message.at - building.lastAt
  if (building.rows.length > 0 && quiet >= shownGap) {
    building.rows.push({ kind: 'gap', seq: message.seq, length: quiet, out: building.out })
  }
  const key = message.host ?? ''
  if (message.fold === undefined) building.open.delete(key)
  else building.open.set(key, building.rows.length)
  building.lastAt = message.at
  building.rows.push({
    kind: 'message',
    message,
    count: 1,
    bytes: bytesOf(message.fact),
    elapsed: message.at - building.openedAt,
    out: building.out,
  })
}

const addOpening = (building: Building, { seq, at }: Recorded): void => {
  building.openedAt = at
  building.lastAt = at
  building.open.clear()
  if (building.rows.length > 0) {
    building.rows.push({ kind: 'opened', seq, at, out: everything })
  }
}

const start = (): Building => ({
  rows: [],
  out: everything,
  open: new Map(),
  openedAt: 0,
  lastAt: 0,
})

/** Whether a fact belongs on the ladder of `host`; facts about no host belong on all. */
const concerns = (fact: Fact, host: string | undefined): boolean => {
  const about = hostOf(fact)
  return host === undefined || about === undefined || about === host
}

/**
 * The lines of the ladder for one host or for all, built as facts arrive. What would tell a student too
 * much is left out from `hiddenSince` on.
 */
export const createRows = (
  host: string | undefined,
  hiddenSince?: number,
): Reader<readonly Row[]> =>
  createReader(
    start,
    (building, recorded: Recorded, place) => {
      const { fact, at } = recorded
      if (place === 0) building.openedAt = at
      if (fact.type === 'lab.opened') addOpening(building, recorded)
      if (hiddenSince !== undefined && recorded.seq > hiddenSince && isTelling(fact)) return
      building.out = outAfter(building.out, fact)
      if (!concerns(fact, host)) return
      const message = messageOf(recorded)
      // What a test client or a stranger said is no message of this host.
      if (message === undefined || (host !== undefined && isStrangers(message))) return
      addMessage(building, message)
    },
    (building) => [...building.rows],
  )
