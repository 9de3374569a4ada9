import type { DatabaseSync, SQLOutputValue } from 'node:sqlite'
import type { Recorded } from '../../../shared/facts/index.ts'
import { isWhole, sumOf } from './sums.ts'

type Row = Readonly<Record<string, SQLOutputValue>>

/**
 * What stands in the place of a fact that the disk has changed. Nothing in its row can be relied on: the time is that of the
 * fact before.
 */
export const createStandIn = (database: DatabaseSync): ((row: Row) => Recorded) => {
  const before = database.prepare('SELECT at FROM facts WHERE seq < ? ORDER BY seq DESC LIMIT 1')
  return ({ seq, type, host }) => {
    const at = Number(before.get(Number(seq))?.['at'] ?? 0)
    return {
      seq: Number(seq),
      at: Number.isFinite(at) ? at : 0,
      fact: {
        type: 'journal.lost',
        ...{ what: 'fact', name: String(type) },
        ...(typeof host === 'string' && { host }),
      },
    }
  }
}

/** Rows that are looked at in one turn of the event loop. */
const slice = 2000

/** Writes what stands for them in the place of lost facts, so that a lab which leaves a failing disk is whole. */
export const mendFacts = async (database: DatabaseSync): Promise<void> => {
  const standIn = createStandIn(database)
  const lost = database.prepare(
    `SELECT seq, type, host FROM facts WHERE seq > ?1 AND seq <= ?1 + ${slice} AND NOT ${isWhole('facts')}`,
  )
  const put = database.prepare('UPDATE facts SET at = ?, type = ?, body = ?, sum = ? WHERE seq = ?')
  const last = Number(database.prepare('SELECT max(seq) AS seq FROM facts').get()?.['seq'])
  for (let after = 0; after < last; after += slice) {
    for (const row of lost.all(after)) {
      const { seq, at, fact } = standIn(row)
      const body = JSON.stringify(fact)
      put.run(at, fact.type, body, sumOf(seq, at, fact.type, row['host'], body), seq)
    }
    await new Promise((resolve) => setImmediate(resolve))
  }
}
