import type { StandingFault } from '../faults/standing.ts'
import { holdId } from '../../shared/faults/index.ts'
import { useStrings } from '../strings/index.tsx'
import { Glyph } from '../ui/glyph.tsx'
import styles from './fault-flag.module.css'
import { pointOn, type Curve } from './curve.ts'

export type FaultFlagProps = {
  readonly faults: readonly StandingFault[]
  readonly cable: Curve
  readonly onChoose: () => void
}

/** A flag on the cable whose messages a fault meets. */
export const FaultFlag = ({ faults, cable, onChoose }: FaultFlagProps) => {
  const strings = useStrings()
  const [first] = faults
  if (first === undefined) return null
  const { x, y } = pointOn(cable, 0.45)
  const texts = faults.map((each) => strings.faults.does(each.fault))
  const held = faults.reduce((sum, each) => sum + each.held, 0)
  // Held mode is a fault on every cable; it is not told as one.
  const holds = faults.every(({ fault }) => fault.id === holdId(fault.component))
  const waiting = held > 0 ? strings.faults.held(held) : strings.faults.holdsAll
  const label = held > 0 || holds ? waiting : strings.faults.flag(faults.length)
  return (
    <button
      type="button"
      className={styles.flag}
      style={{ left: x, top: y }}
      title={texts.join('\n')}
      onClick={onChoose}
    >
      <Glyph name={held > 0 || holds ? 'hold' : 'warn'} size={12} />
      {label}
    </button>
  )
}
