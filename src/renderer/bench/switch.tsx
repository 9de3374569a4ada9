import { memo } from 'react'
import { componentIds } from '../../shared/base/index.ts'
import { usePromptLab } from '../client/react.tsx'
import { isOn } from '../host/status.ts'
import type { ShownComponents } from '../lessons/course-provider.tsx'
import { useStrings } from '../strings/index.tsx'
import type { BenchLayout } from './geometry.ts'
import styles from './switch.module.css'

export type SwitchProps = {
  readonly layout: BenchLayout
  readonly subnet: string
  readonly components: ShownComponents
}

/** How far a port is from the edge: less in a narrow switch. */
const portInset = (width: number, usual: number): number => Math.min(usual, width / 9)

const HostPorts = ({ layout }: Pick<SwitchProps, 'layout'>) => {
  const hosts = usePromptLab((lab) => lab.view.hosts)
  return layout.hosts.map(({ id, cable }) => {
    const host = hosts.get(id)
    return (
      <rect
        key={id}
        className={styles.port}
        data-link={host !== undefined && isOn(host) && host.link !== 'down'}
        x={portInset(layout.switch.width, 8)}
        y={cable.to.y - layout.switch.y - 4}
        width={12}
        height={8}
        rx={2}
      />
    )
  })
}

/** The switch: a light at each port that has a link. */
export const Switch = memo(({ layout, subnet, components }: SwitchProps) => {
  const strings = useStrings()
  const { x, y, width, height } = layout.switch
  // A switch too narrow for it has the length of the prefix on a line of its own.
  const [network, prefix] = subnet.split(/(?=\/)/)
  return (
    <div className={styles.switch} style={{ left: x, top: y, width, height }}>
      <strong>{strings.bench.network}</strong>
      <span className={styles.subnet}>
        {network}
        <wbr />
        {prefix}
      </span>
      <svg className={styles.ports} aria-hidden="true">
        {layout.density === 'card' && <HostPorts layout={layout} />}
        {componentIds.map((id) => (
          <rect
            key={id}
            className={styles.port}
            data-link={
              components[id].plug === 'covered'
                ? 'covered'
                : !['out', 'idle'].includes(components[id].plug)
            }
            x={width - 12 - portInset(width, 10)}
            y={layout.ports[id].y - y - 4}
            width={12}
            height={8}
            rx={2}
          />
        ))}
      </svg>
    </div>
  )
})
Switch.displayName = 'Switch'
