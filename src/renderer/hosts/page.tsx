import { useMemo, useState } from 'react'
import { choose, usePlace } from '../app/route.ts'
import { useActions } from '../client/actions.tsx'
import { useLab } from '../client/react.tsx'
import { useFormat, useStrings } from '../strings/index.tsx'
import { Button } from '../ui/button.tsx'
import { Page } from '../ui/page.tsx'
import { Table } from '../ui/table/table.tsx'
import { hostColumns, type HostRow } from './columns.tsx'
import styles from './hosts.module.css'
import { StormCard } from './storm-card.tsx'

const rowKey = ({ view }: HostRow): string => view.id

const Tools = ({ hosts }: { readonly hosts: readonly string[] }) => {
  const { hosts: texts } = useStrings()
  const { powerOn, powerOff, reboot } = useActions()
  const none = hosts.length === 0
  return (
    <>
      <Button size="s" glyph="off" disabled={none} onClick={() => powerOn(hosts)}>
        {texts.powerOn(hosts.length)}
      </Button>
      <Button size="s" disabled={none} onClick={() => powerOff(hosts)}>
        {texts.powerOff(hosts.length)}
      </Button>
      <Button size="s" glyph="reboot" disabled={none} onClick={() => reboot(hosts)}>
        {texts.reboot(hosts.length)}
      </Button>
    </>
  )
}

/** All hosts side by side. */
export const HostsPage = () => {
  const strings = useStrings()
  const format = useFormat()
  const views = useLab((lab) => lab.view.hosts)
  const document = useLab((lab) => lab.state.document)
  const chosen = usePlace().host
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set())
  const columns = useMemo(() => hostColumns(strings, format), [strings, format])
  const specs = useMemo(() => new Map(document.hosts.map((spec) => [spec.id, spec])), [document])
  const rows = useMemo<readonly HostRow[]>(
    () => [...views.values()].map((view) => ({ view, spec: specs.get(view.id) })),
    [views, specs],
  )
  return (
    <Page title={strings.pages.hosts} lead={strings.hosts.lead}>
      <div className={styles.layout}>
        <StormCard />
        <Table
          name="hosts"
          label={strings.pages.hosts}
          rows={rows}
          columns={columns}
          rowKey={rowKey}
          chosen={chosen}
          onChoose={(host) => choose({ host })}
          ticked={ticked}
          onTick={setTicked}
          tools={<Tools hosts={[...ticked].filter((id) => views.has(id))} />}
          empty={strings.hosts.empty}
        />
      </div>
    </Page>
  )
}
