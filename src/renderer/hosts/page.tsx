import { Menu } from '@mantine/core'
import { Suspense, useMemo, useState } from 'react'
import { choose, goTo, usePlace } from '../place/route.ts'
import { useActions, useDesk, type Made } from '../client/actions.tsx'
import { useLab, useReadOnly } from '../client/react.tsx'
import { choiceText, onceChoices } from '../host/next-boot.ts'
import { useFormat, useStrings } from '../strings/index.tsx'
import { Button } from '../ui/button.tsx'
import { fetched } from '../ui/fetched.ts'
import { Glyph } from '../ui/glyph.tsx'
import { Page } from '../ui/page.tsx'
import { Table } from '../ui/table/table.tsx'
import { hostColumns, type HostRow } from './columns.tsx'
import styles from './hosts.module.css'
import { StormCard } from './storm-card.tsx'

const rowKey = ({ view }: HostRow): string => view.id

// Forms come with the first use of one.
const AddHosts = fetched(async () => (await import('./add-hosts.tsx')).AddHosts)
const TableHosts = fetched(async () => (await import('./table-hosts.tsx')).TableHosts)
const ChangeHost = fetched(async () => (await import('./change-host.tsx')).ChangeHost)

type ToolsProps = {
  /** Those of the marked that are simulated: only they have power to work and can be changed. */
  readonly hosts: readonly string[]
  /** Those of the marked that are machines of their own: they may be woken. */
  readonly physical: readonly string[]
  /** Those of the marked that the document names: they can be removed. */
  readonly named: readonly string[]
  readonly onMade: (made: Made) => void
}

/** What the marked hosts boot the next time only. */
const NextBootMenu = ({ hosts }: { readonly hosts: readonly string[] }) => {
  const { nextBoot: texts } = useStrings()
  const { chooseNextBoot, takeBackNextBoot } = useActions()
  const profiles = useLab((lab) => lab.state.document.imageProfiles)
  return (
    <Menu>
      <Menu.Target>
        <Button size="s" disabled={hosts.length === 0}>
          {texts.tool(hosts.length)}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {onceChoices(profiles.map(({ name }) => name)).map((choice) => {
          const name = choiceText(choice, texts)
          return (
            <Menu.Item key={`${choice.kind} ${name}`} onClick={() => chooseNextBoot(hosts, choice)}>
              {texts.once(name)}
            </Menu.Item>
          )
        })}
        <Menu.Item onClick={() => takeBackNextBoot(hosts)}>{texts.usual}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}

const Tools = ({ hosts, physical, named, onMade }: ToolsProps) => {
  const { hosts: texts } = useStrings()
  const { change, powerOn, powerOff, reboot, wake } = useActions()
  const busy = useDesk((desk) => desk.busy.has('document'))
  const [only] = hosts
  const remove = () =>
    void change({ kind: 'removeHosts', hosts: [...named] }).then((made) => made && onMade(made))
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
      {physical.length > 0 && (
        <Button size="s" glyph="off" onClick={() => wake(physical)}>
          {texts.wake(physical.length)}
        </Button>
      )}
      <NextBootMenu hosts={[...hosts, ...physical]} />
      <Button
        size="s"
        disabled={hosts.length !== 1}
        onClick={() => only && goTo({ page: 'hosts', host: only, form: 'change' })}
      >
        {texts.change.button}
      </Button>
      <Button size="s" disabled={named.length === 0} busy={busy} onClick={remove}>
        {texts.remove.button(named.length)}
      </Button>
    </>
  )
}

/** What was done to the list last, and the way back, for as long as nothing else was done to the lab. */
const Done = ({ made }: { readonly made: Made | undefined }) => {
  const { hosts: texts, phrase } = useStrings()
  const { undo } = useActions()
  const version = useLab((lab) => lab.state.documentVersion)
  return (
    <output className={styles.done}>
      {made?.version === version && (
        <>
          <Glyph name="ok" />
          {phrase(made.summary)}
          <Button size="s" onClick={undo}>
            {texts.undo}
          </Button>
        </>
      )}
    </output>
  )
}

const FormButtons = () => {
  const { add, table } = useStrings().hosts
  return (
    <>
      <Button onClick={() => goTo({ page: 'hosts', form: 'table' })}>{table.title}</Button>
      <Button onClick={() => goTo({ page: 'hosts', form: 'add' })}>{add.title}</Button>
    </>
  )
}

/** All hosts side by side. */
export const HostsPage = () => {
  const strings = useStrings()
  const format = useFormat()
  const views = useLab((lab) => lab.view.hosts)
  const document = useLab((lab) => lab.state.document)
  const readOnly = useReadOnly()
  const { host: chosen, form } = usePlace()
  const [made, setMade] = useState<Made>()
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set())
  const columns = useMemo(() => hostColumns(strings, format), [strings, format])
  const specs = useMemo(() => new Map(document.hosts.map((spec) => [spec.id, spec])), [document])
  const rows = useMemo<readonly HostRow[]>(
    () => [...views.values()].map((view) => ({ view, spec: specs.get(view.id) })),
    [views, specs],
  )
  const marked = [...ticked].filter((id) => views.has(id))
  const close = () => choose(chosen === undefined ? {} : { host: chosen })
  const done = (next: Made) => {
    setMade(next)
    choose({})
  }
  return (
    <Page
      title={strings.pages.hosts}
      lead={readOnly ? strings.hosts.lead : `${strings.hosts.lead} ${strings.hosts.mark}`}
      actions={!readOnly && <FormButtons />}
    >
      <div className={styles.layout}>
        {!readOnly && <StormCard />}
        <Done made={made} />
        <Table
          name="hosts"
          label={strings.pages.hosts}
          rows={rows}
          columns={columns}
          rowKey={rowKey}
          chosen={chosen}
          onChoose={(host) => choose({ host })}
          {...(!readOnly && { ticked, onTick: setTicked })}
          tools={
            !readOnly && (
              <Tools
                hosts={marked.filter((id) => specs.get(id)?.kind === 'simulated')}
                physical={marked.filter((id) => specs.get(id)?.kind !== 'simulated')}
                named={marked.filter((id) => specs.has(id))}
                onMade={done}
              />
            )
          }
          empty={strings.hosts.empty}
        />
      </div>
      <Suspense>
        {form === 'add' && <AddHosts onClose={close} onMade={done} />}
        {form === 'table' && <TableHosts onClose={close} onMade={done} />}
        {form === 'change' && chosen !== undefined && (
          <ChangeHost id={chosen} onClose={close} onMade={done} />
        )}
      </Suspense>
    </Page>
  )
}
