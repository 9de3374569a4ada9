import { useMemo } from 'react'
import { hostOf, type Recorded } from '../../shared/facts/index.ts'
import { chooseFact, usePlace } from '../app/route.ts'
import { placeAfter } from '../client/facts.ts'
import { useLab } from '../client/react.tsx'
import { useHiddenSince } from '../lessons/course-provider.tsx'
import { tell } from '../strings/facts.ts'
import { useFormat, useStrings } from '../strings/index.tsx'
import { useWindow } from '../ui/use-window.ts'
import { createLog } from '../wire/log.ts'
import type { Whose } from '../wire/whose.ts'
import styles from './event-log.module.css'

const rowHeight = 26

const Line = ({ recorded, chosen }: { readonly recorded: Recorded; readonly chosen: boolean }) => {
  const strings = useStrings()
  const { ladder } = strings
  const format = useFormat()
  const { seq, at, fact } = recorded
  return (
    <tr aria-selected={chosen} onClick={() => chooseFact(seq)}>
      <td className={styles.number}>
        <button type="button" onClick={() => chooseFact(seq)}>
          {seq}
        </button>
      </td>
      <td className={styles.mono}>{format.moment(at)}</td>
      <td className={styles.mono}>{hostOf(fact) ?? ladder.none}</td>
      <td className={styles.mono}>{fact.type}</td>
      <td>{tell(strings, fact, format)}</td>
    </tr>
  )
}

/** Every fact of one host, of several, or of the lab, as a table. */
export const EventLog = ({ whose }: { readonly whose: Whose }) => {
  const { columns } = useStrings().ladder
  const { ladder } = useStrings()
  const hidden = useHiddenSince()
  const reader = useMemo(() => createLog(whose, hidden), [whose, hidden])
  const facts = useLab((lab) => lab.facts)
  const end = useLab((lab) =>
    lab.heldAt === undefined ? lab.count : placeAfter(lab.facts, lab.heldAt),
  )
  const rows = reader.read(facts, end)
  const { attach, onScroll, first, end: last } = useWindow(rows.length, rowHeight)
  const chosen = usePlace().fact
  return (
    <section
      className={styles.scroll}
      ref={attach}
      onScroll={onScroll}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- keys scroll what has the focus
      tabIndex={0}
      aria-label={ladder.log}
    >
      <table className={styles.table} aria-rowcount={rows.length + 1}>
        <thead>
          <tr>
            <th scope="col">{columns.seq}</th>
            <th scope="col">{columns.time}</th>
            <th scope="col">{columns.who}</th>
            <th scope="col">{columns.type}</th>
            <th scope="col">{columns.text}</th>
          </tr>
        </thead>
        <tbody>
          <tr aria-hidden="true" style={{ height: first * rowHeight }} />
          {rows.slice(first, last).map((recorded) => (
            <Line key={recorded.seq} recorded={recorded} chosen={recorded.seq === chosen} />
          ))}
          <tr aria-hidden="true" style={{ height: (rows.length - last) * rowHeight }} />
        </tbody>
      </table>
    </section>
  )
}
