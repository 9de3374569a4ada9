import { useDeferredValue, useMemo } from 'react'
import { hostOf, type Recorded } from '../../shared/facts/index.ts'
import { chooseFact, usePlace } from '../place/route.ts'
import { useHiddenSince } from '../lessons/course-provider.tsx'
import { componentOf, tell } from '../strings/facts.ts'
import { useFormat, useStrings } from '../strings/index.tsx'
import { holdsWords } from '../ui/table/model.ts'
import { useChosenInSight, useWindow } from '../ui/use-window.ts'
import { createLog, lineOf } from '../wire/log.ts'
import { useReading } from '../client/use-reading.ts'
import type { Whose } from '../wire/whose.ts'
import styles from './event-log.module.css'
import { ReadingNote } from './reading-note.tsx'

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
      <td className={styles.mono}>{hostOf(fact) ?? componentOf(fact, strings) ?? ladder.none}</td>
      <td className={styles.mono}>{fact.type}</td>
      <td>{tell(strings, fact, format)}</td>
    </tr>
  )
}

/** The facts whose line holds every word; undefined without words. */
const useMatch = (words: string): ((recorded: Recorded) => boolean) | undefined => {
  const strings = useStrings()
  const format = useFormat()
  return useMemo(() => {
    const holds = holdsWords(words)
    if (holds === undefined) return undefined
    return ({ seq, at, fact }) =>
      holds(
        [
          seq,
          format.moment(at),
          hostOf(fact),
          componentOf(fact, strings),
          fact.type,
          tell(strings, fact, format),
        ].join('\n'),
      )
  }, [words, strings, format])
}

export type EventLogProps = {
  readonly whose: Whose
  /** Only facts whose line holds all of these are shown. */
  readonly words: string
}

/** Every fact of one host, of several, or of the lab, as a table. */
export const EventLog = ({ whose, words }: EventLogProps) => {
  const { ladder } = useStrings()
  const { columns } = ladder
  const hiddenSince = useHiddenSince()
  const keeps = useMatch(useDeferredValue(words))
  const reader = useMemo(
    () => createLog(whose, { hiddenSince, keeps }),
    [whose, hiddenSince, keeps],
  )
  const { value: rows, done, of } = useReading(reader)
  const { attach, onScroll, first, end: last, reveal } = useWindow(rows.length, rowHeight)
  const chosen = usePlace().fact
  useChosenInSight(chosen, (seq) => lineOf(rows, seq), reveal)
  return (
    <div className={styles.log}>
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
        {keeps !== undefined && rows.length === 0 && done === of && (
          <p className={styles.none}>{ladder.noMatch(words)}</p>
        )}
      </section>
      <ReadingNote done={done} of={of} />
    </div>
  )
}
