import { Menu } from '@mantine/core'
import type { ReactNode } from 'react'
import { useFormat, useStrings } from '../../strings/index.tsx'
import { Button } from '../button.tsx'
import { SearchField } from '../search-field.tsx'
import type { Rows } from '../../../shared/base/list.ts'
import { saveCsv } from '../../client/save-file.ts'
import { toCsv, type Column } from './model.ts'
import styles from './table.module.css'
import type { ColumnChoice } from './use-column-choice.ts'

export type TableBarProps<T> = {
  readonly name: string
  readonly rows: Rows<T>
  readonly total: number
  readonly columns: readonly Column<T>[]
  readonly choice: ColumnChoice<T>
  readonly filter: string
  readonly onFilter: (filter: string) => void
  readonly tools: ReactNode
}

/** Filter, tools, columns and export above a table. */
export const TableBar = <T,>(props: TableBarProps<T>) => {
  const { name, rows, total, columns, choice, filter, onFilter, tools } = props
  const { table } = useStrings()
  const { count } = useFormat()
  return (
    <div className={styles.bar}>
      <SearchField label={table.filter} value={filter} onChange={onFilter} />
      <output className={styles.count}>{table.count(count(rows.length), count(total))}</output>
      <span className={styles.tools}>{tools}</span>
      <Menu closeOnItemClick={false}>
        <Menu.Target>
          <Button size="s" variant="quiet">
            {table.columns}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {columns.map((column) => (
            <Menu.CheckboxItem
              key={column.id}
              checked={choice.shown.includes(column)}
              onChange={() => choice.toggle(column.id)}
            >
              {column.label}
            </Menu.CheckboxItem>
          ))}
        </Menu.Dropdown>
      </Menu>
      <Button
        size="s"
        variant="quiet"
        onClick={() => saveCsv(`${name}.csv`, toCsv(rows, choice.shown))}
      >
        {table.csv}
      </Button>
    </div>
  )
}
