import { Checkbox } from '@mantine/core'
import { partIds, type PartId } from '../../shared/diagnostics/index.ts'
import { useFormat, useStrings } from '../strings/index.tsx'
import { useInSight } from '../ui/use-in-sight.ts'
import styles from './parts.module.css'
import type { PartView } from './report-talk.ts'

type RowProps = {
  readonly id: PartId
  /** Without it there is nothing to tell. */
  readonly part: PartView | undefined
  readonly isIn: boolean
  readonly isShown: boolean
  readonly onTick: (isIn: boolean) => void
  readonly onShow: () => void
}

/** A tick of its own, and all the rest of the row shows the part. */
const Row = ({ id, part, isIn, isShown, onTick, onShow }: RowProps) => {
  const { report } = useStrings()
  const format = useFormat()
  const { name, text } = report.part[id]
  const size = part === undefined ? report.empty : format.size(part.size)
  return (
    <li className={styles.part} data-shown={isShown}>
      <Checkbox
        aria-label={name}
        checked={isIn && part !== undefined}
        disabled={part === undefined}
        onChange={(event) => onTick(event.currentTarget.checked)}
      />
      <button
        type="button"
        aria-label={report.show(name)}
        aria-describedby={`${id}-text ${id}-size`}
        aria-pressed={isShown}
        onClick={onShow}
      >
        <span>{name}</span>
        <small id={`${id}-size`}>{size}</small>
        <small id={`${id}-text`}>{text}</small>
      </button>
    </li>
  )
}

type PreviewProps = { readonly id: PartId; readonly part: PartView | undefined }

const Preview = ({ id, part }: PreviewProps) => {
  const { report } = useStrings()
  const format = useFormat()
  const hidden = part === undefined ? 0 : part.count - part.lines.length
  return (
    <section
      className={styles.preview}
      aria-label={report.preview(report.part[id].name)}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- keys scroll what has the focus
      tabIndex={0}
    >
      {part === undefined ? (
        <p>{report.nothing}</p>
      ) : (
        <>
          <pre lang="en">{part.lines.join('\n')}</pre>
          {hidden > 0 && <p>{report.more(format.count(hidden))}</p>}
        </>
      )}
    </section>
  )
}

export type PartsProps = {
  readonly parts: readonly PartView[]
  readonly without: ReadonlySet<PartId>
  readonly onTick: (id: PartId, isIn: boolean) => void
  /** The part that somebody wants to see; until then it is the one that tells most. */
  readonly chosen: PartId | undefined
  readonly onChoose: (id: PartId) => void
}

/** The parts of a report, and one of them as it will be read. */
export const Parts = ({ parts, without, onTick, chosen, onChoose }: PartsProps) => {
  const { report } = useStrings()
  // On a narrow screen the preview stands below all rows.
  const preview = useInSight<HTMLDivElement>(chosen)
  const shown = chosen ?? parts.find(({ id }) => id !== 'about')?.id ?? 'about'
  const partOf = (id: PartId) => parts.find((part) => part.id === id)
  return (
    <div className={styles.both}>
      <ul className={styles.parts} aria-label={report.parts}>
        {partIds.map((id) => (
          <Row
            key={id}
            id={id}
            part={partOf(id)}
            isIn={!without.has(id)}
            isShown={id === shown}
            onTick={(isIn) => onTick(id, isIn)}
            onShow={() => onChoose(id)}
          />
        ))}
      </ul>
      <div ref={preview} className={styles.side}>
        <Preview key={shown} id={shown} part={partOf(shown)} />
      </div>
    </div>
  )
}
