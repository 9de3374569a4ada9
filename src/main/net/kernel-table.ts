/** The rows of a table that the kernel prints (`/proc/net`), field by field, without its head. */
export const rowsOf = (table: string): readonly (readonly string[])[] =>
  table
    .split('\n')
    .slice(1)
    .map((line) => line.trim().split(/\s+/))
