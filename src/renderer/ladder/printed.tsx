import { useMemo } from 'react'
import { usePlace } from '../place/route.ts'
import { placeAfter } from '../client/facts.ts'
import { useLab } from '../client/react.tsx'
import { useHiddenSince } from '../lessons/course-provider.tsx'
import { tell } from '../strings/facts.ts'
import { useFormat, useStrings, type Strings } from '../strings/index.tsx'
import { usePrinting } from '../ui/use-printing.ts'
import { strangerOf, type Message } from '../wire/message.ts'
import { createRows, type Row } from '../wire/rows.ts'
import { breakText } from './break-text.ts'
import { useWhose } from './host-filter.tsx'
import styles from './printed.module.css'

/** More lines than this are no handout. */
const mostLines = 3000

const wayOf = ({ from, to, failed }: Message, { lanes }: Strings): string => {
  if (from === to) return lanes[from]
  return `${lanes[from]} ${failed ? '⇥' : '→'} ${lanes[to]}`
}

const Line = ({ row }: { readonly row: Row }) => {
  const strings = useStrings()
  const format = useFormat()
  if (row.kind !== 'message') {
    return (
      <tr>
        <td colSpan={4}>{breakText(row, strings, format)}</td>
      </tr>
    )
  }
  const { ladder } = strings
  const { message, count, bytes } = row
  const text = tell(strings, message.fact, format)
  return (
    <tr data-failed={message.failed}>
      <td>{format.clock(row.elapsed)}</td>
      <td>{message.host ?? strangerOf(message) ?? ''}</td>
      <td>{wayOf(message, strings)}</td>
      <td>
        {message.failed && `${ladder.failed}: `}
        {count > 1 ? ladder.folded(text, count, format.bytes(bytes)) : text}
      </td>
    </tr>
  )
}

/** The ladder as a table: the text of what the bench and the ladder draw, up to the moment that is shown. */
const Story = () => {
  const { ladder } = useStrings()
  const format = useFormat()
  const place = usePlace()
  const whose = useWhose(place)
  const hiddenSince = useHiddenSince()
  const reader = useMemo(() => createRows(whose, { hiddenSince }), [whose, hiddenSince])
  const lab = useLab((each) => each)
  const end = lab.heldAt === undefined ? lab.count : placeAfter(lab.facts, lab.heldAt)
  const rows = reader.read(lab.facts, end)
  const { columns } = ladder
  return (
    <>
      <h1>{lab.state.document.name}</h1>
      <p>
        {typeof whose === 'string'
          ? whose
          : whose === undefined
            ? ladder.allHosts
            : [...whose].join(', ')}
        {' · '}
        {format.timeOfDay(lab.view.at)}
      </p>
      <table>
        <thead>
          <tr>
            <th scope="col">{columns.time}</th>
            <th scope="col">{columns.who}</th>
            <th scope="col">{columns.way}</th>
            <th scope="col">{columns.text}</th>
          </tr>
        </thead>
        <tbody>
          {rows.slice(Math.max(0, rows.length - mostLines), rows.length).map((row) => (
            <Line
              key={row.kind === 'message' ? row.message.seq : `${row.kind} ${row.seq}`}
              row={row}
            />
          ))}
        </tbody>
      </table>
    </>
  )
}

/** On paper the bench is its story in words. */
export const PrintedStory = () => {
  const { ladder } = useStrings()
  const printing = usePrinting()
  return (
    <section className={styles.printed} aria-label={ladder.story} hidden={!printing}>
      {printing && <Story />}
    </section>
  )
}
