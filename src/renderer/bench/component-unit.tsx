import { memo } from 'react'
import { assertNever, componentIds, type ComponentId } from '../../shared/base/index.ts'
import type { StandingFault } from '../faults/standing.ts'
import { useReadOnly } from '../client/react.tsx'
import type { ShownComponent } from '../lessons/course-provider.tsx'
import { useFormat, useStrings, type Strings } from '../strings/index.tsx'
import type { Format } from '../strings/format.ts'
import { Glyph } from '../ui/glyph.tsx'
import { useGlide } from '../ui/motion.ts'
import bench from './bench.module.css'
import styles from './component-unit.module.css'
import { pathOf, type Point } from './curve.ts'
import { FaultFlag } from './fault-flag.tsx'
import { plugAt, plugCable, plugSize, type Box } from './geometry.ts'
import { PlugButton } from './plug-button.tsx'
import { plugLooks } from './plug-state.ts'
import { usePlugDrag } from './use-plug-drag.ts'

export type ComponentUnitProps = {
  readonly component: ShownComponent
  readonly box: Box
  readonly port: Point
  readonly pulledBy: number
  readonly chosen: boolean
  /** An ask about its plug is under way. */
  readonly pending: boolean
  /** A message is on its cable right now. */
  readonly busy: boolean
  /** Faults in force on its messages. */
  readonly faults: readonly StandingFault[]
  readonly onToggle: (id: ComponentId) => void
  readonly onChoose: (id: ComponentId) => void
}

const detailOf = (component: ShownComponent, strings: Strings, format: Format): string => {
  switch (component.plug) {
    case 'out':
    case 'idle':
      return strings.bench.closed
    case 'proving':
      return strings.bench.proofRuns
    case 'failed':
      return component.problem ?? strings.plugStates.failed
    case 'in':
    case 'covered':
      return strings.counts[component.id](component.counts, format)
    default:
      return assertNever(component.plug)
  }
}

/** A plug that is covered or has nothing behind it yet says nothing: its cable is neither live nor cut. */
const cableState = (plug: ShownComponent['plug']): 'in' | 'cut' | 'on' => {
  if (plug === 'covered' || plug === 'idle') return 'on'
  return plug === 'out' ? 'cut' : 'in'
}

const Card = ({
  component,
  box,
  chosen,
  onChoose,
}: Pick<ComponentUnitProps, 'component' | 'box' | 'chosen' | 'onChoose'>) => {
  const strings = useStrings()
  const format = useFormat()
  const readOnly = useReadOnly()
  const looks = plugLooks[component.plug]
  const key = String(componentIds.indexOf(component.id) + 1)
  return (
    <button
      type="button"
      className={styles.card}
      style={{ left: box.x, top: box.y, width: box.width, height: box.height }}
      data-plug={component.plug}
      data-component={component.id}
      aria-pressed={chosen}
      onClick={() => onChoose(component.id)}
    >
      <strong className={styles.name}>{strings.components[component.id]}</strong>
      <span className={styles.state} data-tone={looks.tone}>
        <Glyph name={looks.glyph} size={12} />
        {strings.plugStates[component.plug]}
      </span>
      <span className={styles.detail}>{detailOf(component, strings, format)}</span>
      <span className={styles.key}>
        {component.proof === undefined ? (
          !readOnly && strings.keys.press(key)
        ) : (
          <span className={styles.proof} title={component.proof.map(strings.phrase).join('\n')}>
            <Glyph name="ok" size={12} />
            <span>
              {strings.bench.proven}
              <span className="visually-hidden">{strings.bench.provenBy}</span>
            </span>
          </span>
        )}
      </span>
    </button>
  )
}

type PlugProps = Pick<
  ComponentUnitProps,
  'box' | 'port' | 'pulledBy' | 'pending' | 'busy' | 'faults' | 'onToggle' | 'onChoose'
> & { readonly id: ComponentId; readonly state: ShownComponent['plug'] }

/** A plug and the cable that ends in it; drawn again when they change, not for each count of the component. */
const Plug = memo((props: PlugProps) => {
  const { id, state, box, port, pulledBy, pending, busy, faults, onToggle, onChoose } = props
  const { components } = useStrings()
  const out = state === 'out'
  const drag = usePlugDrag({ out, pulledBy, onToggle: () => onToggle(id) })
  // While the lab has not answered the plug rests half-way: neither in nor out.
  const rest = pending ? 0.5 : Number(out)
  const glide = useGlide(drag.held ?? rest, 200, drag.held !== undefined)
  const plug = plugAt(box, glide, pulledBy)
  const tip = plug.x + plugSize.width + plugSize.prongs
  return (
    <>
      <svg className={bench.layer} aria-hidden="true">
        <path
          className={bench.cable}
          d={pathOf(plugCable(port, plug))}
          data-state={cableState(state)}
          data-busy={busy}
        />
        {glide > 0.25 && (
          <path
            className={bench.gap}
            d={`M${tip + 5} ${plug.y + plugSize.height / 2}L${box.x - 5} ${box.y + box.height / 2}`}
          />
        )}
      </svg>
      <FaultFlag faults={faults} cable={plugCable(port, plug)} onChoose={() => onChoose(id)} />
      <PlugButton
        what={{ kind: 'plug', plug: id }}
        name={components[id]}
        state={state}
        at={plug}
        drag={drag}
        pending={pending}
        shortcut={String(componentIds.indexOf(id) + 1)}
      />
    </>
  )
})
Plug.displayName = 'Plug'

/** A component: its card, its plug, and the cable that ends in the plug. */
export const ComponentUnit = ({ component, chosen, ...plug }: ComponentUnitProps) => (
  <>
    <Card component={component} box={plug.box} chosen={chosen} onChoose={plug.onChoose} />
    <Plug id={component.id} state={component.plug} {...plug} />
  </>
)
