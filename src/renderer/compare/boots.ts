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

/** The messages of one boot, in order. */
export const messagesOf = (facts: FactList, count: number, boot: Boot): readonly MessageRow[] => {
  const end =
    boot.nextSeq === undefined ? count : Math.min(count, placeAfter(facts, boot.nextSeq - 1))
  const own = facts.slice(placeAfter(facts, boot.record.firstSeq - 1), end)
  const rows = createRows(boot.host).read(own, own.length)
  return [...rows].filter(
    (row): row is MessageRow => row.kind === 'message' && row.message.host === boot.host,
  )
}
