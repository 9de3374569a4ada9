import { useMemo } from 'react'
import type { HostView } from '../../shared/host/index.ts'
import { isOn } from '../host/status.ts'
import styles from './bench.module.css'
import { pathOf } from './curve.ts'
import { useMarks, type MarkStore } from './follow-marks.ts'
import type { BenchLayout } from './geometry.ts'

export type HostCablesProps = {
  readonly layout: BenchLayout
  readonly hosts: ReadonlyMap<string, HostView>
  readonly marks: MarkStore
}

/** Hosts with a message on their cable right now. */
const useBusyHosts = (store: MarkStore): ReadonlySet<string> => {
  const marks = useMarks(store)
  return useMemo(
    () => new Set(marks.flatMap(({ host }) => (host === undefined ? [] : [host]))),
    [marks],
  )
}

const stateOf = (host: HostView | undefined): 'off' | 'on' =>
  host !== undefined && isOn(host) ? 'on' : 'off'

/** The cables between the hosts and the switch. */
export const HostCables = ({ layout, hosts, marks }: HostCablesProps) => {
  const busy = useBusyHosts(marks)
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
