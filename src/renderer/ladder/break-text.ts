import { assertNever } from '../../shared/base/index.ts'
import type { Format } from '../strings/format.ts'
import type { Strings } from '../strings/index.tsx'
import type { MessageRow, Row } from '../wire/rows.ts'

/** What a line of the ladder says that is no message. */
export const breakText = (
  row: Exclude<Row, MessageRow>,
  { ladder }: Pick<Strings, 'ladder'>,
  { duration, timeOfDay }: Format,
): string => {
  switch (row.kind) {
    case 'gap':
      return ladder.gap(duration(row.length))
    case 'opened':
      return ladder.opened(timeOfDay(row.at))
    case 'slept':
      return ladder.slept(timeOfDay(row.from), timeOfDay(row.to), duration(row.to - row.from))
    default:
      return assertNever(row)
  }
}
