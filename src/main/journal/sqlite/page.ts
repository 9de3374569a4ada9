import type { DatabaseSync, SQLInputValue, SQLOutputValue, StatementSync } from 'node:sqlite'
import type { JournalQuery } from '../store.ts'
import { createStandIn } from './lost.ts'
import { sumOf } from './sums.ts'

type Row = Readonly<Record<string, SQLOutputValue>>

/** The stored JSON is put together as text: no row is parsed here only to be written again. */
const recordedJson = ({ seq, at, body }: Row): string =>
  `{"seq":${String(seq)},"at":${String(at)},"fact":${String(body)}}`

type Shape = {
  readonly host: boolean
  /** How many types are asked for; undefined when the type does not matter. */
  readonly types: number | undefined
  readonly order: 'ASC' | 'DESC'
}

/**
 * The SQL of a shape of query. Of several types each is looked up by itself and cut at the limit, then
 * merged: a type that is rare is found by its index and never by walking all facts.
 */
const sqlOf = ({ host, types, order }: Shape): string => {
  const bounds = 'seq > :after AND seq < :before'
  const ofHost = host ? ' AND host = :host' : ''
  // With a host given, its own index is the narrow one.
  const column = host ? '+type' : 'type'
  const part = (type: string) =>
    `SELECT * FROM (SELECT seq, at, type, host, body, sum FROM facts WHERE ${bounds}${ofHost}${type} ORDER BY seq ${order} LIMIT :limit)`
  if (types === undefined) return part('')
  if (types === 0) return `${part('')} WHERE 0`
  const parts = Array.from({ length: types }, (_, i) => part(` AND ${column} = :type${i}`))
  return `${parts.join(' UNION ALL ')} ORDER BY seq ${order} LIMIT :limit`
}

/** Reads pages as the JSON texts of their facts, oldest first. */
export const createPageReader = (database: DatabaseSync) => {
  const prepared = new Map<string, StatementSync>()
  const statement = (shape: Shape): StatementSync => {
    const sql = sqlOf(shape)
    const known = prepared.get(sql) ?? database.prepare(sql)
    prepared.set(sql, known)
    return known
  }
  const standIn = createStandIn(database)
  const textOf = (row: Row): string => {
    const { seq, at, type, host, body, sum } = row
    return sum === sumOf(seq, at, type, host, body)
      ? recordedJson(row)
      : JSON.stringify(standIn(row))
  }

  return (query: JournalQuery): readonly string[] => {
    const { after, before = Number.MAX_SAFE_INTEGER, host, types, limit, take = 'first' } = query
    const order = take === 'first' ? 'ASC' : 'DESC'
    const unique = types && [...new Set(types)]
    const values: Record<string, SQLInputValue> = {
      after,
      before,
      limit,
      ...(host !== undefined && { host }),
      ...Object.fromEntries((unique ?? []).map((type, i) => [`type${i}`, type])),
    }
    const rows = statement({ host: host !== undefined, types: unique?.length, order }).all(values)
    const texts = rows.map(textOf)
    return take === 'first' ? texts : texts.toReversed()
  }
}
