import type { ReactNode } from 'react'
import type { HostView } from '../../shared/host/index.ts'
import { Mention, placeOf } from '../place/mention.tsx'
import { chooseFact } from '../place/route.ts'
import { bootResult } from '../host/boot-result.ts'
import { Chart } from '../chart/chart.tsx'
import { useLab } from '../client/react.tsx'
import { useFormat, useStrings } from '../strings/index.tsx'
import { Term } from '../reference/term.tsx'
import { Tabs } from '../ui/tabs.tsx'
import styles from './inspector.module.css'
import { HostLog } from './host-log.tsx'
import { Why } from './why.tsx'
import details from './host-details.module.css'

const text = (value: string | readonly string[] | undefined): string =>
  typeof value === 'object' ? value.join(', ') : (value ?? '')

const isLocation = (kind: string): boolean => ['cluster', 'folder', 'datacenter'].includes(kind)

const GivenBy = ({ rule }: { readonly rule: string | undefined }) => {
  const { inspector } = useStrings()
  return rule === undefined ? null : (
    <span className={details.rule}>
      <Mention place={placeOf.rule(rule)}>{inspector.from(rule)}</Mention>
    </span>
  )
}

/** What a host was given; images and profiles lead to their pages. */
const Item = ({ kind, name }: { readonly kind: string; readonly name: string }) => {
  if (kind === 'imageProfile') return <Mention place={placeOf.image(name)}>{name}</Mention>
  if (kind === 'hostProfile') return <Mention place={placeOf.profile(name)}>{name}</Mention>
  return name
}

const Assigned = ({ host }: { readonly host: HostView }) => {
  const { inspector } = useStrings()
  const items: Readonly<Record<string, string>> = inspector.items
  const { association, rules = {} } = host
  if (association === undefined) return <p className={styles.quiet}>{inspector.noRules}</p>
  return (
    <dl className={styles.pairs}>
      {Object.entries(association).map(([kind, value]) => (
        <div key={kind} className={details.pair}>
          <dt>{items[kind] ?? kind}</dt>
          <dd>
            <Item kind={kind} name={value ?? ''} />
            <GivenBy rule={rules[kind] ?? (isLocation(kind) ? rules['location'] : undefined)} />
          </dd>
        </div>
      ))}
    </dl>
  )
}

const RulesPanel = ({ host }: { readonly host: HostView }) => {
  const { inspector } = useStrings()
  return (
    <>
      <h3 className={styles.heading}>{inspector.assigned}</h3>
      <Assigned host={host} />
      {host.attributes !== undefined && (
        <>
          <h3 className={`${styles.heading} ${details.next}`}>{inspector.attributes}</h3>
          <dl className={styles.pairs}>
            {Object.entries(host.attributes)
              .filter(([, value]) => text(value) !== '')
              .map(([name, value]) => (
                <div key={name} className={details.pair}>
                  <dt>{name}</dt>
                  <dd>
                    <code>{text(value)}</code>
                  </dd>
                </div>
              ))}
          </dl>
        </>
      )}
    </>
  )
}

const DiskPanel = ({ host }: { readonly host: HostView }) => {
  const { inspector } = useStrings()
  const { timeOfDay } = useFormat()
  const known = useLab((lab) => lab.state.document.hosts.find(({ id }) => id === host.id))
  const { cache } = host
  return (
    <dl className={styles.pairs}>
      <dt>
        <Term of="caching">{inspector.disk}</Term>
      </dt>
      <dd>
        {known?.diskMiB === 0 && inspector.diskless}
        {known?.diskMiB !== 0 && cache === undefined && inspector.cacheEmpty}
        {cache !== undefined && (
          <>
            <Mention place={placeOf.image(cache.imageProfile)}>
              {inspector.cacheHeld(cache.imageProfile)}
            </Mention>
            <br />
            {inspector.cacheWritten(timeOfDay(cache.writtenAt))}
            <br />
            <code>sha256 {cache.digest}</code>
          </>
        )}
      </dd>
      {known !== undefined && (
        <>
          <dt>
            <Term of="bootOrder">{inspector.bootOrder}</Term>
          </dt>
          <dd>{known.bootOrder.map((device) => inspector.devices[device]).join(' → ')}</dd>
        </>
      )}
      <dt>{inspector.vms}</dt>
      <dd>
        {host.virtualMachines.length === 0 ? inspector.noVms : host.virtualMachines.join(', ')}
      </dd>
    </dl>
  )
}

const HistoryPanel = ({ host }: { readonly host: HostView }) => {
  const strings = useStrings()
  const format = useFormat()
  if (host.boots.length === 0) {
    return <p className={styles.quiet}>{strings.inspector.noHistory}</p>
  }
  return (
    <ol className={styles.list} aria-label={strings.inspector.history}>
      {host.boots.toReversed().map((boot) => (
        <li key={boot.firstSeq}>
          <button
            type="button"
            className={details.moment}
            onClick={() => chooseFact(boot.firstSeq)}
          >
            {format.timeOfDay(boot.startedAt)}
          </button>{' '}
          {bootResult(boot, strings, format).text}
        </li>
      ))}
    </ol>
  )
}

export type HostDetailsProps = {
  readonly host: HostView
  /** How its boot goes: what is shown first. */
  readonly boot: ReactNode
}

/** How a host boots, and what one looks up about it. */
export const HostDetails = ({ host, boot }: HostDetailsProps) => {
  const { inspector } = useStrings()
  const { tabs } = inspector
  return (
    <Tabs
      size="card"
      label={inspector.details}
      tabs={[
        { id: 'boot', name: tabs.boot, panel: <div className={details.boot}>{boot}</div> },
        { id: 'why', name: tabs.why, panel: <Why host={host} /> },
        { id: 'rules', name: tabs.rules, panel: <RulesPanel host={host} /> },
        { id: 'disk', name: tabs.disk, panel: <DiskPanel host={host} /> },
        { id: 'history', name: tabs.history, panel: <HistoryPanel host={host} /> },
        { id: 'log', name: tabs.log, panel: <HostLog key={host.id} host={host} /> },
        { id: 'chart', name: tabs.chart, panel: <Chart current={host.state} /> },
      ]}
    />
  )
}
