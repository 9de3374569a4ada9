import { Tooltip } from '@mantine/core'
import { memo } from 'react'
import { useStrings } from '../strings/index.tsx'
import { useGlide } from '../ui/motion.ts'
import styles from './bench.module.css'
import { pathOf, type Curve } from './curve.ts'
import { hostPlugAt, hostPlugCable, plugSize } from './geometry.ts'
import { PlugShape } from './plug-shape.tsx'
import plugStyles from './plug.module.css'
import { usePlugDrag } from './use-plug-drag.ts'

export type HostCableProps = {
  readonly host: string
  /** As it lies while it is plugged in. */
  readonly cable: Curve
  readonly state: 'off' | 'on' | 'cut'
  /** A message is on it right now. */
  readonly busy: boolean
  /** An ask about it is under way. */
  readonly pending: boolean
  readonly pulledBy: number
  readonly onToggle: (host: string) => void
}

/** The cable of a simulated host, with the plug at its host: dragged, clicked, or worked by Enter. */
export const HostCable = memo((props: HostCableProps) => {
  const { host, cable, state, busy, pending, pulledBy, onToggle } = props
  const { bench } = useStrings()
  const out = state === 'cut'
  // It comes out to the right, away from its host.
  const drag = usePlugDrag({ out, pulledBy: -pulledBy, onToggle: () => onToggle(host) })
  const rest = pending ? 0.5 : Number(out)
  const glide = useGlide(drag.held ?? rest, 200, drag.held !== undefined)
  const plug = hostPlugAt(cable, glide, pulledBy)
  const [verb, doing] = out ? [bench.restore, bench.restoring] : [bench.pull, bench.pulling]
  const name = bench.cableOf(host)
  return (
    <>
      <svg className={styles.layer} aria-hidden="true">
        <path
          className={styles.cable}
          d={pathOf(hostPlugCable(cable, plug))}
          data-state={state}
          data-busy={busy}
        />
        {glide > 0.25 && (
          <path
            className={styles.gap}
            d={`M${cable.from.x + 5} ${cable.from.y}L${plug.x - 3} ${plug.y + plugSize.height / 2}`}
          />
        )}
      </svg>
      <Tooltip
        events={{ hover: true, focus: true, touch: false }}
        position="right"
        disabled={drag.held !== undefined}
        label={out ? bench.plugBackHint('Enter') : bench.plugHint('Enter')}
      >
        <button
          type="button"
          className={plugStyles.plug}
          style={{ transform: `translate(${plug.x}px, ${plug.y}px)` }}
          data-side="host"
          data-plug={out ? 'out' : 'in'}
          data-held={drag.held !== undefined}
          aria-busy={pending || undefined}
          aria-label={pending ? doing(name) : verb(name)}
          {...drag.handlers}
        >
          <PlugShape />
        </button>
      </Tooltip>
    </>
  )
})
HostCable.displayName = 'HostCable'
