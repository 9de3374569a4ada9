import { Textarea } from '@mantine/core'
import { useMemo, useRef, useState, type ChangeEvent } from 'react'
import {
  changedColumns,
  hostsAsCsv,
  readHostTable,
  turnedUpOf,
  type HostChange,
  type TableProblem,
} from '../../shared/rack/index.ts'
import { useActions, useDesk, type Made } from '../client/actions.tsx'
import { useLabDocument } from '../rules/use-rules.ts'
import { useFormat, useStrings } from '../strings/index.tsx'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Glyph } from '../ui/glyph.tsx'
import { saveCsv } from '../client/save-file.ts'
import plain from '../ui/plain-table.module.css'
import styles from './forms.module.css'

/** Changes and mistakes that are shown of many. */
const mostListed = 12

const Row = ({ change }: { readonly change: HostChange }) => {
  const { table } = useStrings().hosts
  const { before, after } = change
  const said = changedColumns(change).flatMap((column) => {
    if (before !== undefined) return table.changed(column, before[column], after[column])
    return column === 'name' || after[column] === '' ? [] : after[column]
  })
  return (
    <tr>
      <th scope="row">{before?.name ?? after.name}</th>
      <td className={styles.code}>
        {[...(before === undefined ? [table.new] : []), ...said].join(' · ')}
      </td>
    </tr>
  )
}

const Preview = ({ changes }: { readonly changes: readonly HostChange[] }) => {
  const { add, table } = useStrings().hosts
  const format = useFormat()
  const hidden = changes.length - mostListed
  return (
    <table className={`${plain.table} ${styles.table}`} aria-label={table.preview}>
      <thead>
        <tr>
          <th scope="col">{add.name}</th>
          <th scope="col">{table.preview}</th>
        </tr>
      </thead>
      <tbody>
        {changes.slice(0, mostListed).map((change) => (
          <Row key={change.line} change={change} />
        ))}
        {hidden > 0 && (
          <tr>
            <td colSpan={2}>{add.more(format.count(hidden))}</td>
          </tr>
        )}
      </tbody>
    </table>
  )
}

const Problems = ({ problems }: { readonly problems: readonly TableProblem[] }) => {
  const {
    hosts: { add, table },
    phrase,
  } = useStrings()
  const format = useFormat()
  const hidden = problems.length - mostListed
  return (
    <div role="alert">
      <ul className={styles.problems} aria-label={table.problems}>
        {problems.slice(0, mostListed).map(({ line, column, message }) => (
          <li key={`${line} ${column} ${message}`}>
            <Glyph name="fail" /> {line !== undefined && `${table.at(String(line), column)}: `}
            {phrase(message)}
          </li>
        ))}
        {hidden > 0 && <li>{add.more(format.count(hidden))}</li>}
      </ul>
    </div>
  )
}

const SaveButton = () => {
  const { table } = useStrings().hosts
  const { inTurn } = useActions()
  const save = () =>
    void inTurn('exports', table.saveFailed, async ({ lab, rules, host }) => {
      const turnedUp = turnedUpOf(await rules.discovered(), await host.progress({}))
      saveCsv('hosts.csv', hostsAsCsv((await lab.state()).document, turnedUp))
    })
  return <Button onClick={save}>{table.save}</Button>
}

type TableHostsProps = {
  readonly onClose: () => void
  readonly onMade: (made: Made) => void
}

const Form = ({ onClose, onMade }: TableHostsProps) => {
  const { add, table } = useStrings().hosts
  const format = useFormat()
  const document = useLabDocument()
  const { change } = useActions()
  const busy = useDesk((desk) => desk.busy.has('document'))
  const file = useRef<HTMLInputElement>(null)
  const [text, setText] = useState('')
  const read = useMemo(
    () => (text.trim() === '' ? undefined : readHostTable(document, text)),
    [document, text],
  )
  const { changes = [], problems = [], ignored = [], unchanged = 0 } = read ?? {}
  const isReady = problems.length === 0 && changes.length > 0
  const take = ({ currentTarget }: ChangeEvent<HTMLInputElement>) => {
    void currentTarget.files?.[0]?.text().then(setText)
    // The same file may be chosen again.
    currentTarget.value = ''
  }
  const submit = () => {
    if (!isReady) return
    const hosts = changes.map(({ entry }) => entry)
    void change({ kind: 'putHosts', hosts }).then((made) => made && onMade(made))
  }
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      <p className={styles.quiet}>{table.lead}</p>
      <div className={styles.start}>
        <Button onClick={() => file.current?.click()}>{table.choose}</Button>
        <SaveButton />
        <input
          ref={file}
          type="file"
          accept=".csv,.tsv,.txt"
          hidden
          aria-label={table.file}
          onChange={take}
        />
      </div>
      <Textarea
        data-autofocus
        label={table.text}
        description={table.how}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        classNames={{ input: styles.text ?? '' }}
        value={text}
        rows={6}
        spellCheck={false}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      {problems.length > 0 ? (
        <Problems problems={problems} />
      ) : (
        changes.length > 0 && <Preview changes={changes} />
      )}
      {unchanged > 0 && (
        <p className={styles.quiet}>{table.unchanged(format.count(unchanged), unchanged === 1)}</p>
      )}
      {ignored.length > 0 && <p className={styles.quiet}>{table.ignored(ignored.join(', '))}</p>}
      <div className={styles.buttons}>
        <Button onClick={onClose}>{add.cancel}</Button>
        <Button variant="primary" disabled={!isReady} busy={busy} onClick={submit}>
          {table.submit(format.count(changes.length), changes.length === 1)}
        </Button>
      </div>
    </form>
  )
}

/** The hosts as a list of one's own: saved, edited, and taken over after a look at what will change. */
export const TableHosts = (props: TableHostsProps) => {
  const { add, table } = useStrings().hosts
  return (
    <Dialog title={table.title} size="xl" close={add.close} onClose={props.onClose}>
      <Form {...props} />
    </Dialog>
  )
}
