import type { BootRecord, HostView } from '../../shared/host/index.ts'
import { placeAfter, type FactList } from '../client/facts.ts'
import { createRows, type MessageRow } from '../wire/rows.ts'

/** One boot of one host, named so that it can be chosen. */
export type Boot = {
  readonly id: string
  readonly host: string
  readonly record: BootRecord
  /** The boot after it begins with this fact; absent for the last one. */
  readonly nextSeq?: number
}

/** Every boot there was, newest first. */
export const bootsOf = (hosts: Iterable<HostView>): readonly Boot[] =>
  [...hosts]
    .flatMap(({ id, boots }) =>
      boots.map((record, index): Boot => {
        const next = boots[index + 1]
        return {
          id: `${id}@${record.firstSeq}`,
          host: id,
          record,
          ...(next !== undefined && { nextSeq: next.firstSeq }),
        }
      }),
    )
    .sort((a, b) => b.record.firstSeq - a.record.firstSeq)

/** Names of two boots. */
export type Pair = { readonly left: string; readonly right: string }

/** The boots looked at; those of hosts (`of`) until others are meant, those that a person chose for good. */
export type Kept = { readonly of?: string; readonly pair: Pair }

/** The last two boots of the hosts that are meant, of any where those have not two; nothing while there are not two. */
export const lastPair = (
  boots: readonly Boot[],
  isMeant: (host: string) => boolean,
): Pair | undefined => {
  const own = boots.filter(({ host }) => isMeant(host))
  const [left, right] = [own[1] ?? boots[1], own[0] ?? boots[0]]
  return left && right && { left: left.id, right: right.id }
}

/** The boots that are looked at already, as long as they are meant and there. */
export const keptPair = (
  boots: readonly Boot[],
  kept: Kept | undefined,
  of: string,
): Pair | undefined => {
  if (kept === undefined || (kept.of ?? of) !== of) return undefined
  const { left, right } = kept.pair
  const isThere = [left, right].every((id) => boots.some((boot) => boot.id === id))
  return isThere ? kept.pair : undefined
}

/** A host that vCenter does not have yet asks for it again and again; one line says so. */
const isAgain = (row: MessageRow, before: MessageRow | undefined): boolean =>
  row.message.fact.type === 'waiter.hostReported' &&
  before?.message.fact.type === 'waiter.hostReported'

/**
 * The messages of the boot of a host that began with fact `firstSeq`, in order, as far as `count` facts tell them and
 * no further than the boot after it. Each fact is read once: a journal may grow while two boots are looked at.
 */
export const createMessages = (
  facts: FactList,
  host: string,
  firstSeq: number,
): ((count: number, nextSeq: number | undefined) => readonly MessageRow[]) => {
  const reader = createRows(host, { from: placeAfter(facts, firstSeq - 1) })
  return (count, nextSeq) => {
    const end = nextSeq === undefined ? count : Math.min(count, placeAfter(facts, nextSeq - 1))
    const rows: MessageRow[] = []
    for (const row of reader.read(facts, end)) {
      if (row.kind !== 'message' || row.message.host !== host) continue
      if (!isAgain(row, rows.at(-1))) rows.push(row)
    }
    return rows
  }
}
