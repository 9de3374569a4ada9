import { useState } from 'react'
import type { Column } from './model.ts'

export type ColumnChoice<T> = {
  readonly shown: readonly Column<T>[]
  readonly toggle: (id: string) => void
}

const keyOf = (table: string): string => `headwaiter-columns-${table}`

const kept = (table: string): ReadonlySet<string> | undefined => {
  const text = localStorage.getItem(keyOf(table))
  return text === null ? undefined : new Set(text.split(','))
}

/** Which columns of a table are shown; kept in this browser. The first column always is. */
export const useColumnChoice = <T>(
  table: string,
  columns: readonly Column<T>[],
): ColumnChoice<T> => {
  const [ids, setIds] = useState(
    () =>
      kept(table) ??
      new Set(columns.filter(({ optional }) => optional !== true).map(({ id }) => id)),
  )
  const toggle = (id: string) => {
    const next = new Set(ids)
    if (!next.delete(id)) next.add(id)
    localStorage.setItem(keyOf(table), [...next].join(','))
    setIds(next)
  }
  return { shown: columns.filter(({ id }, place) => place === 0 || ids.has(id)), toggle }
}
