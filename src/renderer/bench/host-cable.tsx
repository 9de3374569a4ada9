import { memo } from 'react'
import { useStrings } from '../strings/index.tsx'
import { useGlide } from '../ui/motion.ts'
import styles from './bench.module.css'
import { pathOf, type Curve } from './curve.ts'
import { hostPlugAt, hostPlugCable, plugSize } from './geometry.ts'
import { PlugButton } from './plug-button.tsx'
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
      <PlugButton
        what={{ kind: 'cable', host }}
        name={bench.cableOf(host)}
        state={out ? 'out' : 'in'}
        at={plug}
        drag={drag}
        pending={pending}
      />
    </>
  )
})
HostCable.displayName = 'HostCable'
