import { useMemo } from 'react'
import { hostOf, type Recorded } from '../../shared/facts/index.ts'
import { Mention } from '../place/mention.tsx'
import { chooseFact, usePlace } from '../place/route.ts'
import { RecordingPicker } from '../imports/recording-picker.tsx'
import { useHiddenSince } from '../lessons/course-provider.tsx'
import { componentOf, tell } from '../strings/facts.ts'
import type { Format } from '../strings/format.ts'
import { Work } from '../client/work.tsx'
import { useFormat, useStrings, type Strings } from '../strings/index.tsx'
import { Page } from '../ui/page.tsx'
import { momentInFile, type Column } from '../ui/table/model.ts'
import { Table } from '../ui/table/table.tsx'
import { List } from '../../shared/base/list.ts'
import { createLog, lineOf } from '../wire/log.ts'
import { useRead } from '../client/use-reading.ts'
import styles from './journal.module.css'
import { History } from './history.tsx'

const hostMention = (host: string | undefined) =>
  host === undefined ? '' : <Mention place={{ page: 'journal', host }}>{host}</Mention>

const columnsOf = (strings: Strings, format: Format): readonly Column<Recorded>[] => {
  const { columns } = strings.journal
  return [
    { id: 'seq', label: columns.seq, width: 80, numeric: true, value: ({ seq }) => seq },
    {
      id: 'time',
      label: columns.time,
      width: 110,
      value: ({ at }) => at,
      text: ({ at }) => format.moment(at),
      inFile: ({ at }) => momentInFile(at),
      render: ({ at }) => <code title={format.dayAndTime(at)}>{format.moment(at)}</code>,
    },
    {
      id: 'host',
      label: columns.host,
      width: 110,
      value: ({ fact }) => hostOf(fact),
      render: ({ fact }) => hostMention(hostOf(fact)),
    },
    {
      id: 'component',
      label: columns.component,
      width: 110,
      value: ({ fact }) => componentOf(fact, strings),
    },
    {
      id: 'type',
      label: columns.type,
      width: 200,
      value: ({ fact }) => fact.type,
      render: ({ fact }) => <code>{fact.type}</code>,
    },
    {
      id: 'text',
      label: columns.text,
      width: 410,
      value: ({ fact }) => tell(strings, fact, format),
    },
  ]
}

const newestFirst = (log: List<Recorded>): List<Recorded> =>
  new List(log.length, (place) => log.at(log.length - 1 - place))

const rowKey = ({ seq }: Recorded): string => String(seq)

/** Everything that happened, fact by fact, and the versions of the lab. */
export const JournalPage = () => {
  const strings = useStrings()
  const format = useFormat()
  const chosen = usePlace().fact
  const columns = useMemo(() => columnsOf(strings, format), [strings, format])
  const hiddenSince = useHiddenSince()
  const reader = useMemo(() => createLog(undefined, { hiddenSince }), [hiddenSince])
  const log = useRead(reader)
  const rows = useMemo(() => newestFirst(log), [log])
  return (
    <Page
      title={strings.pages.journal}
      lead={strings.journal.lead}
      actions={
        <>
          <Work>
            <RecordingPicker />
          </Work>
          <History />
        </>
      }
    >
      <div className={styles.table}>
        <Table
          name="journal"
          label={strings.pages.journal}
          rows={rows}
          columns={columns}
          rowKey={rowKey}
          placeOf={(seq) => {
            const line = lineOf(log, Number(seq)) ?? -1
            return line < 0 ? line : log.length - 1 - line
          }}
          chosen={chosen === undefined ? undefined : String(chosen)}
          onChoose={(seq) => chooseFact(Number(seq))}
          empty={strings.journal.empty}
        />
      </div>
    </Page>
  )
}
