import type { HostView } from '../../shared/host/index.ts'
import { isOn } from '../host/status.ts'
import styles from './bench.module.css'
import { pathOf } from './curve.ts'
import { useAmong, type MarkStore } from './follow-marks.ts'
import type { BenchLayout } from './geometry.ts'
import { hostsOn } from './marks.ts'

export type HostCablesProps = {
  readonly layout: BenchLayout
  readonly hosts: ReadonlyMap<string, HostView>
  readonly marks: MarkStore
}

const stateOf = (host: HostView | undefined): 'off' | 'on' =>
  host !== undefined && isOn(host) ? 'on' : 'off'

/** The cables between the hosts and the switch. */
export const HostCables = ({ layout, hosts, marks }: HostCablesProps) => {
  const busy = useAmong(marks, hostsOn)
  return (
    <svg className={styles.layer} aria-hidden="true">
      {layout.density !== 'cell' &&
        layout.hosts.map(({ id, cable }) => (
          <path
            key={id}
            className={styles.cable}
            d={pathOf(cable)}
            data-state={stateOf(hosts.get(id))}
            data-busy={busy.has(id)}
          />
        ))}
      {layout.density === 'cell' && layout.hosts[0] !== undefined && (
        <path
          className={styles.cable}
          d={pathOf(layout.hosts[0].cable)}
          data-state="on"
          data-busy={busy.size > 0}
        />
      )}
    </svg>
  )
}
