import { Tooltip } from '@mantine/core'
import { useReadOnly } from '../client/react.tsx'
import type { ShownPlug } from '../lessons/course-provider.tsx'
import { useStrings } from '../strings/index.tsx'
import type { Point } from './curve.ts'
import { PlugShape } from './plug-shape.tsx'
import styles from './plug.module.css'
import { meaningOf, useReach, type Pullable } from './use-reach.ts'
import type { PlugDrag } from './use-plug-drag.ts'

export type PlugButtonProps = {
  readonly what: Pullable
  readonly name: string
  readonly state: ShownPlug
  readonly at: Point
  readonly drag: PlugDrag
  /** An ask about it is under way. */
  readonly pending: boolean
  /** The key that works it from anywhere; without one Enter does, where it has the focus. */
  readonly shortcut?: string
}

/** A plug of a recording: how it was, and nothing to be worked. */
const PlugSign = ({ what, name, state, at }: PlugButtonProps) => {
  const { plugStates } = useStrings()
  const said = `${name}: ${plugStates[state]}`
  return (
    <span
      className={styles.plug}
      style={{ transform: `translate(${at.x}px, ${at.y}px)` }}
      data-of={what.kind}
      data-plug={state}
      title={said}
    >
      <PlugShape />
      <span className="visually-hidden">{said}</span>
    </span>
  )
}

/** A plug for hand and keys. Pointed at or focused it says how it is worked, and how far a pull would reach. */
const WorkedPlug = (props: PlugButtonProps) => {
  const { what, name, state, at, drag, pending, shortcut } = props
  const strings = useStrings()
  const { bench } = strings
  const reach = useReach(what)
  const out = state === 'out'
  const [verb, doing] = out ? [bench.restore, bench.restoring] : [bench.pull, bench.pulling]
  const hint = out ? bench.plugBackHint : bench.plugHint
  return (
    <Tooltip
      events={{ hover: true, focus: true, touch: false }}
      position={what.kind === 'cable' ? 'right' : 'left'}
      disabled={drag.held !== undefined}
      label={
        <>
          {hint(shortcut ?? 'Enter')}
          {state === 'in' && (
            <>
              <br />
              {meaningOf(what, strings)} {reach.text}
            </>
          )}
        </>
      }
    >
      <button
        type="button"
        className={`${styles.plug} ${styles.worked}`}
        style={{ transform: `translate(${at.x}px, ${at.y}px)` }}
        data-of={what.kind}
        data-plug={state}
        data-held={drag.held !== undefined}
        aria-busy={pending || undefined}
        aria-label={pending ? doing(name) : verb(name)}
        aria-keyshortcuts={shortcut}
        onPointerEnter={reach.look}
        onFocus={reach.look}
        {...drag.handlers}
      >
        <PlugShape />
      </button>
    </Tooltip>
  )
}

/** A plug on the bench, at the end of its cable. */
export const PlugButton = (props: PlugButtonProps) =>
  useReadOnly() ? <PlugSign {...props} /> : <WorkedPlug {...props} />
