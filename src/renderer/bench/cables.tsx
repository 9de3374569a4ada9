import type { HostView } from '../../shared/host/index.ts'
import { usePromptLab } from '../client/react.tsx'
import { isOn } from '../host/status.ts'
import styles from './bench.module.css'
import { pathOf } from './curve.ts'
import { useAmong, type MarkStore } from './follow-marks.ts'
import type { BenchLayout } from './geometry.ts'
import { hostsOn, type Mark } from './marks.ts'

export type HostCablesProps = {
  readonly layout: BenchLayout
  readonly marks: MarkStore
}

const stateOf = (host: HostView | undefined): 'off' | 'on' =>
  host !== undefined && isOn(host) ? 'on' : 'off'

/** The cables between the hosts and the switch. */
export const HostCables = ({ layout, marks }: HostCablesProps) => {
  const hosts = usePromptLab((lab) => lab.view.hosts)
  const busy = useAmong(marks, hostsOn)
  return (
    <svg className={styles.layer} aria-hidden="true">
      {layout.hosts.map(({ id, cable }) => (
        <path
          key={id}
          className={styles.cable}
          d={pathOf(cable)}
          data-state={stateOf(hosts.get(id))}
          data-busy={busy.has(id)}
        />
      ))}
    </svg>
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
