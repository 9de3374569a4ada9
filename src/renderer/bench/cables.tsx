import { useCallback, useMemo } from 'react'
import type { LabDocument } from '../../shared/document/schema.ts'
import type { HostView } from '../../shared/host/index.ts'
import { useActions, useDesk } from '../client/actions.tsx'
import { useLab, useLabStore, usePromptLab } from '../client/react.tsx'
import { isOn } from '../host/status.ts'
import { useStrings } from '../strings/index.tsx'
import styles from './bench.module.css'
import { pathOf } from './curve.ts'
import { useAmong, type MarkStore } from './follow-marks.ts'
import type { BenchLayout, HostPlace } from './geometry.ts'
import { HostCable } from './host-cable.tsx'
import { hostsOn, type Mark } from './marks.ts'

type Hosts = { readonly hosts: readonly HostPlace[]; readonly marks: MarkStore }

export type HostCablesProps = {
  readonly layout: BenchLayout
  readonly marks: MarkStore
}

const isOut = (host: HostView | undefined): boolean => host?.link === 'down'

const stateOf = (host: HostView | undefined): 'off' | 'on' | 'cut' => {
  if (isOut(host)) return 'cut'
  return host !== undefined && isOn(host) ? 'on' : 'off'
}

/** The cables between hosts and switch that no hand can pull here: of machines outside, and of hosts that share one. */
const FixedCables = ({ hosts, marks }: Hosts) => {
  const views = usePromptLab((lab) => lab.view.hosts)
  const busy = useAmong(marks, hostsOn)
  return (
    <svg className={styles.layer} aria-hidden="true">
      {hosts.map(({ id, cable }) => (
        <path
          key={id}
          className={styles.cable}
          d={pathOf(cable)}
          data-state={stateOf(views.get(id))}
          data-busy={busy.has(id)}
        />
      ))}
    </svg>
  )
}

/** The cables with a plug of their own. */
const PluggedCables = ({ hosts, marks, pulledBy }: Hosts & { readonly pulledBy: number }) => {
  const { bench } = useStrings()
  const views = usePromptLab((lab) => lab.view.hosts)
  const busy = useAmong(marks, hostsOn)
  const pending = useDesk((desk) => desk.busy)
  const store = useLabStore()
  const { plugPart } = useActions()
  const onToggle = useCallback(
    (id: string) => {
      // As it is now, not as an earlier moment shows it.
      plugPart(id, 'uplink', isOut(store.snapshot().lab?.head.hosts.get(id)))
    },
    [store, plugPart],
  )
  return (
    <ul aria-label={bench.cables}>
      {hosts.map(({ id, cable }) => (
        <li key={id}>
          <HostCable
            host={id}
            cable={cable}
            state={stateOf(views.get(id))}
            busy={busy.has(id)}
            pending={pending.has(`uplink:${id}`)}
            pulledBy={pulledBy}
            onToggle={onToggle}
          />
        </li>
      ))}
    </ul>
  )
}

const simulatedOf = ({ hosts }: LabDocument): ReadonlySet<string> =>
  new Set(hosts.filter(({ kind }) => kind === 'simulated').map(({ id }) => id))

/** The cables between the hosts and the switch. */
export const HostCables = ({ layout, marks }: HostCablesProps) => {
  const document = useLab((lab) => lab.state.document)
  const simulated = useMemo(() => simulatedOf(document), [document])
  const [plugged, fixed] = useMemo(() => {
    const hasPlug = ({ id }: HostPlace) => !layout.shared && simulated.has(id)
    return [layout.hosts.filter(hasPlug), layout.hosts.filter((host) => !hasPlug(host))]
  }, [layout, simulated])
  return (
    <>
      {fixed.length > 0 && <FixedCables hosts={fixed} marks={marks} />}
      {plugged.length > 0 && (
        <PluggedCables hosts={plugged} marks={marks} pulledBy={layout.hostPulledBy} />
      )}
    </>
  )
}

const anyHost = ({ host }: Pick<Mark, 'host'>): readonly string[] =>
  host === undefined ? [] : ['']

/** The one cable that many hosts share. */
export const Trunk = ({ layout, marks }: HostCablesProps) => {
  const busy = useAmong(marks, anyHost)
  const [first] = layout.hosts
  return (
    <svg className={styles.layer} aria-hidden="true">
      {first !== undefined && (
        <path
          className={styles.cable}
          d={pathOf(first.cable)}
          data-state="on"
          data-busy={busy.size > 0}
        />
      )}
    </svg>
  )
}
