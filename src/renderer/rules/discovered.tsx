import { useMemo, useState } from 'react'
import type { Rule } from '../../shared/document/schema.ts'
import { reservationFor, type DiscoveredHost, type RuleEdit } from '../../shared/rules/index.ts'
import { useActions } from '../client/actions.tsx'
import { useLab, useLabNow } from '../client/react.tsx'
import type { Format } from '../strings/format.ts'
import { Work } from '../client/work.tsx'
import { useFormat, useStrings, type Strings } from '../strings/index.tsx'
import { Button } from '../ui/button.tsx'
import { Pill } from '../ui/pill.tsx'
import { momentInFile, type Column } from '../ui/table/model.ts'
import { Table } from '../ui/table/table.tsx'
import styles from './discovered.module.css'
import { ruleFor } from './draft.ts'
import { useKnowledge, useLabDocument } from './use-rules.ts'

/** ms; ages are shown no finer. */
const tick = 10_000

type Making = {
  readonly onRule: (host: DiscoveredHost) => void
  readonly onReserve: (edit: RuleEdit) => void
  /** Addresses that are reserved already, by host. */
  readonly reserved: ReadonlyMap<string, readonly (string | undefined)[]>
}

const Make = ({ host, making }: { readonly host: DiscoveredHost; readonly making: Making }) => {
  const { discovered } = useStrings().rules
  const firmware = useLab((lab) => lab.view.hosts.get(host.host)?.firmware)
  const edit = reservationFor(host, firmware)
  const address = host.attributes.ipv4
  const isReserved = making.reserved.get(host.host)?.includes(address) === true
  return (
    <span className={styles.make}>
      <Button
        size="s"
        aria-label={discovered.ruleFrom(host.host)}
        onClick={() => making.onRule(host)}
      >
        {discovered.rule}
      </Button>
      {edit !== undefined && (
        <Button
          size="s"
          disabled={isReserved}
          aria-label={discovered.reserveFor(host.host, address)}
          onClick={() => making.onReserve(edit)}
        >
          {isReserved ? discovered.reserved : discovered.reserve}
        </Button>
      )}
    </span>
  )
}

const pills = {
  asked: { tone: 'mute', glyph: 'wait' },
  matched: { tone: 'ok', glyph: 'ok' },
  noMatch: { tone: 'fail', glyph: 'fail' },
} as const

const sentColumns = (strings: Strings): readonly Column<DiscoveredHost>[] => {
  const { columns } = strings.rules.discovered
  const sent = (
    id: 'vendor' | 'model' | 'serial' | 'asset' | 'mac' | 'uuid' | 'ipv4' | 'hostname' | 'domain',
    width: number,
    optional = false,
  ): Column<DiscoveredHost> => ({
    id,
    label: columns[id],
    width,
    optional,
    value: ({ attributes }) => attributes[id] || undefined,
  })
  return [
    sent('vendor', 110),
    sent('model', 140),
    sent('serial', 90),
    sent('asset', 100, true),
    sent('mac', 140),
    sent('ipv4', 110),
    sent('uuid', 270, true),
    sent('hostname', 110, true),
    sent('domain', 110, true),
  ]
}

const columnsOf = (
  strings: Strings,
  format: Format,
  now: number,
  making: Making,
): readonly Column<DiscoveredHost>[] => {
  const { discovered } = strings.rules
  const { columns, outcomes } = discovered
  const age = ({ lastAsked }: DiscoveredHost): string =>
    now - lastAsked < tick ? discovered.now : discovered.ago(format.duration(now - lastAsked))
  const first = ({ firstAsked }: DiscoveredHost): string => format.timeOfDay(firstAsked)
  return [
    { id: 'host', label: columns.host, width: 150, value: ({ host }) => host },
    {
      id: 'outcome',
      label: columns.outcome,
      width: 140,
      value: ({ outcome }) => outcomes[outcome],
      render: ({ outcome }) => <Pill {...pills[outcome]}>{outcomes[outcome]}</Pill>,
    },
    {
      id: 'make',
      label: columns.actions,
      width: 175,
      value: () => undefined,
      render: (host) => (
        <Work>
          <Make host={host} making={making} />
        </Work>
      ),
    },
    {
      id: 'age',
      label: columns.age,
      width: 120,
      value: ({ lastAsked }) => lastAsked,
      text: age,
      inFile: ({ lastAsked }) => momentInFile(lastAsked),
      render: age,
    },
    { id: 'asks', label: columns.asks, width: 70, numeric: true, value: ({ asks }) => asks },
    ...sentColumns(strings),
    {
      id: 'vcenter',
      label: columns.vcenter,
      width: 110,
      value: ({ known }) => (known ? discovered.known : discovered.unknown),
    },
    {
      id: 'first',
      label: columns.first,
      width: 110,
      optional: true,
      value: ({ firstAsked }) => firstAsked,
      text: first,
      inFile: ({ firstAsked }) => momentInFile(firstAsked),
      render: first,
    },
  ]
}

const keyOf = ({ host }: DiscoveredHost): string => host

type ForgetProps = {
  readonly hosts: readonly string[]
  readonly onForgotten: (hosts: readonly string[]) => void
}

const Forget = ({ hosts, onForgotten }: ForgetProps) => {
  const { discovered } = useStrings().rules
  const { inTurn } = useActions()
  return (
    <Button
      size="s"
      disabled={hosts.length === 0}
      onClick={() =>
        void inTurn('document', discovered.failed, (client) =>
          client.rules.forget({ hosts: [...hosts] }),
        ).then((done) => done && onForgotten(hosts))
      }
    >
      {discovered.forget(hosts.length)}
    </Button>
  )
}

/** Every machine that asked what to boot, matched or not. */
export const DiscoveredHosts = ({ onRule }: { readonly onRule: (draft: Rule) => void }) => {
  const strings = useStrings()
  const { discovered, editor, tabs } = strings.rules
  const format = useFormat()
  const now = useLabNow(tick)
  const { hosts } = useLabDocument()
  const found = useKnowledge().discovered
  const { edit, inTurn } = useActions()
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set())
  const [forgotten, setForgotten] = useState<readonly string[]>([])
  const columns = useMemo(
    () =>
      columnsOf(strings, format, now, {
        onRule: ({ host, attributes }) => onRule(ruleFor(editor.fromHost(host), attributes)),
        onReserve: edit,
        reserved: new Map(
          hosts.map(({ id, address, otherAddresses = [] }) => [id, [address, ...otherAddresses]]),
        ),
      }),
    [strings, format, now, hosts, edit, editor, onRule],
  )
  const present = new Set(found.map(keyOf))
  const recall = () =>
    void inTurn('document', discovered.failed, (client) =>
      client.rules.recall({ hosts: [...forgotten] }),
    ).then((done) => done && setForgotten([]))
  return (
    <div className={styles.layout}>
      <Table
        name="discovered-hosts"
        label={tabs.discovered}
        rows={found}
        columns={columns}
        rowKey={keyOf}
        ticked={ticked}
        onTick={setTicked}
        tools={
          <>
            <Work>
              <Forget
                hosts={[...ticked].filter((host) => present.has(host))}
                onForgotten={(gone) => {
                  setForgotten(gone)
                  setTicked(new Set())
                }}
              />
            </Work>
            <output className={styles.forgotten}>
              {forgotten.length > 0 && (
                <>
                  {discovered.forgotten(forgotten.length)}
                  <Button size="s" variant="primary" onClick={recall}>
                    {discovered.recall}
                  </Button>
                </>
              )}
            </output>
          </>
        }
        empty={
          <>
            <h2>{discovered.empty}</h2>
            <p>{discovered.emptyText}</p>
          </>
        }
      />
    </div>
  )
}
