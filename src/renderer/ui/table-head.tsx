type TableHeadProps = {
  readonly columns: readonly string[]
  /** The column of what can be done with a row, for those who hear the table. */
  readonly actions?: string
}

/** The head of a plain table. */
export const TableHead = ({ columns, actions }: TableHeadProps) => (
  <thead>
    <tr>
      {columns.map((column) => (
        <th key={column} scope="col">
          {column}
        </th>
      ))}
      {actions !== undefined && (
        <th scope="col">
          <span className="visually-hidden">{actions}</span>
        </th>
      )}
    </tr>
  </thead>
)
