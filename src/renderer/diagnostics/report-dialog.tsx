import { Switch } from '@mantine/core'
import { useState } from 'react'
import { assertNever } from '../../shared/base/index.ts'
import type { DiagnosticSources, PartId } from '../../shared/diagnostics/index.ts'
import { useFormat, useStrings } from '../strings/index.tsx'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Glyph } from '../ui/glyph.tsx'
import { saveFile } from '../client/save-file.ts'
import { Parts, type PartsProps } from './parts.tsx'
import styles from './report-dialog.module.css'
import { useReport } from './use-report.ts'
import { useSources } from './use-sources.ts'

type FormProps = { readonly sources: DiagnosticSources } & Pick<ReportProps, 'onAgain' | 'onClose'>

type MadeProps = FormProps & {
  readonly keepNames: boolean
} & Omit<PartsProps, 'parts'>

const Made = ({ sources, keepNames, onAgain, onClose, ...shown }: MadeProps) => {
  const { report } = useStrings()
  const format = useFormat()
  const leftOut = [...shown.without].join(',')
  const making = useReport(sources, keepNames, leftOut)
  if (making.kind === 'failed') return <Silent onAgain={onAgain} />
  if (making.kind === 'making')
    return (
      <div className={styles.making}>
        <span>{report.making}</span>
        <progress value={making.share} aria-label={report.making} />
        <Button onClick={onClose}>{report.cancel}</Button>
      </div>
    )
  const { parts, packed } = making
  const file = packed?.without === leftOut ? packed.bytes : undefined
  return (
    <>
      <Parts parts={parts} {...shown} />
      <div className={styles.foot}>
        <output>
          {file === undefined ? report.packing : report.size(format.size(file.length))}
        </output>
        <Button
          variant="primary"
          busy={file === undefined}
          onClick={() => file && saveFile('headwaiter-report.zip', file, 'application/zip')}
        >
          {report.save}
        </Button>
      </div>
    </>
  )
}

const Form = (props: FormProps) => {
  const { report } = useStrings()
  const [keepNames, setKeepNames] = useState(false)
  const [without, setWithout] = useState<ReadonlySet<PartId>>(new Set())
  const [chosen, setChosen] = useState<PartId>()
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
      <Made
        key={String(keepNames)}
        {...props}
        keepNames={keepNames}
        without={without}
        onTick={tick}
        chosen={chosen}
        onChoose={setChosen}
      />
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

type ReportProps = {
  readonly broken: Error | undefined
  readonly onAgain: () => void
  readonly onClose: () => void
}

const Report = ({ broken, onAgain, onClose }: ReportProps) => {
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
      return <Form sources={asked.sources} onAgain={onAgain} onClose={onClose} />
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
    <Dialog title={report.title} size="88rem" close={report.close} onClose={onClose}>
      <div className={styles.report}>
        <p>{report.lead}</p>
        <Report key={round} broken={broken} onAgain={() => setRound(round + 1)} onClose={onClose} />
      </div>
    </Dialog>
  )
}
