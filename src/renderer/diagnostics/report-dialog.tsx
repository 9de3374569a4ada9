import { Checkbox, Modal, Switch } from '@mantine/core'
import { useMemo, useState } from 'react'
import { assertNever } from '../../shared/base/index.ts'
import {
  packReport,
  reportParts,
  type DiagnosticSources,
  type PartId,
  type ReportPart,
} from '../../shared/diagnostics/index.ts'
import { useFormat, useStrings } from '../strings/index.tsx'
import { Button } from '../ui/button.tsx'
import { Glyph } from '../ui/glyph.tsx'
import { saveFile } from '../client/save-file.ts'
import styles from './report-dialog.module.css'
import { useSources } from './use-sources.ts'

/** Lines that are drawn of a part; the file has all of them. */
const mostLines = 300

const Preview = ({ part: { id, text } }: { readonly part: ReportPart }) => {
  const { report } = useStrings()
  const format = useFormat()
  const lines = text.trimEnd().split('\n')
  const hidden = lines.length - mostLines
  return (
    <section
      className={styles.preview}
      aria-label={report.preview(report.part[id].name)}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- keys scroll what has the focus
      tabIndex={0}
    >
      <pre lang="en">{lines.slice(0, mostLines).join('\n')}</pre>
      {hidden > 0 && <p>{report.more(format.count(hidden))}</p>}
    </section>
  )
}

type PartProps = {
  readonly part: ReportPart
  readonly isIn: boolean
  readonly isShown: boolean
  readonly onTick: (isIn: boolean) => void
  readonly onShow: () => void
}

const Part = ({ part: { id, bytes }, isIn, isShown, onTick, onShow }: PartProps) => {
  const { report } = useStrings()
  const format = useFormat()
  const { name, text } = report.part[id]
  return (
    <li className={styles.part}>
      <Checkbox
        label={name}
        description={`${text} ${format.size(bytes.length)}`}
        checked={isIn}
        onChange={(event) => onTick(event.currentTarget.checked)}
      />
      <Button
        size="s"
        aria-label={report.show(name)}
        aria-pressed={isShown}
        glyph="right"
        onClick={onShow}
      />
    </li>
  )
}

const Form = ({ sources }: { readonly sources: DiagnosticSources }) => {
  const { report } = useStrings()
  const format = useFormat()
  const [keepNames, setKeepNames] = useState(false)
  const [without, setWithout] = useState<ReadonlySet<PartId>>(new Set())
  const [shown, setShown] = useState<PartId>('findings')
  const parts = useMemo(() => reportParts(sources, { keepNames }), [sources, keepNames])
  const packed = useMemo(
    () =>
      packReport(
        parts.filter(({ id }) => !without.has(id)),
        { at: sources.at, keepNames },
      ),
    [parts, without, sources, keepNames],
  )
  const inView = parts.find(({ id }) => id === shown) ?? parts[0]
  const tick = (id: PartId, isIn: boolean) =>
    setWithout((before) =>
      isIn ? new Set([...before].filter((each) => each !== id)) : new Set([...before, id]),
    )
  return (
    <>
      <Switch
        label={report.keepNames}
        description={report.keepNamesText}
        checked={keepNames}
        onChange={(event) => setKeepNames(event.currentTarget.checked)}
      />
      <div className={styles.both}>
        <ul className={styles.parts} aria-label={report.parts}>
          {parts.map((part) => (
            <Part
              key={part.id}
              part={part}
              isIn={!without.has(part.id)}
              isShown={part === inView}
              onTick={(isIn) => tick(part.id, isIn)}
              onShow={() => setShown(part.id)}
            />
          ))}
        </ul>
        {inView !== undefined && <Preview key={inView.id} part={inView} />}
      </div>
      <div className={styles.foot}>
        <output>{report.size(format.size(packed.length))}</output>
        <Button
          variant="primary"
          onClick={() => saveFile('headwaiter-report.zip', packed, 'application/zip')}
        >
          {report.save}
        </Button>
      </div>
    </>
  )
}

const Silent = ({ onAgain }: { readonly onAgain: () => void }) => {
  const { report } = useStrings()
  return (
    <div role="alert" className={styles.silent}>
      <p>
        <Glyph name="warn" /> {report.silent}
      </p>
      <pre>npm start -- diagnostics FILE.zip</pre>
      <Button glyph="reboot" onClick={onAgain}>
        {report.again}
      </Button>
    </div>
  )
}

type ReportProps = { readonly broken: Error | undefined; readonly onAgain: () => void }

const Report = ({ broken, onAgain }: ReportProps) => {
  const { report } = useStrings()
  const asked = useSources(broken)
  switch (asked.kind) {
    case 'asking':
      return (
        <output>
          <Glyph name="spin" /> {report.asking}
        </output>
      )
    case 'silent':
      return <Silent onAgain={onAgain} />
    case 'told':
      return <Form sources={asked.sources} />
    default:
      return assertNever(asked)
  }
}

export type ReportDialogProps = {
  readonly onClose: () => void
  /** What this page itself met. */
  readonly broken?: Error
}

/** A report of what just happened: each part to be looked at and left out, and nothing sent. */
export const ReportDialog = ({ onClose, broken }: ReportDialogProps) => {
  const { report } = useStrings()
  const [round, setRound] = useState(0)
  return (
    <Modal
      opened
      onClose={onClose}
      title={report.title}
      size="72rem"
      closeButtonProps={{ 'aria-label': report.close }}
    >
      <div className={styles.report}>
        <p>{report.lead}</p>
        <Report key={round} broken={broken} onAgain={() => setRound(round + 1)} />
      </div>
    </Modal>
  )
}
