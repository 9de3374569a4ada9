import { componentIds } from '../../shared/base/index.ts'
import { useFormat, useStrings } from '../strings/index.tsx'
import { Button } from '../ui/button.tsx'
import styles from './panel.module.css'
import { gaps, type View } from './view.ts'

export type ViewMenuProps = { readonly view: View; readonly onChange: (view: View) => void }

/** Which messages the ladder draws, and how closely it looks at the time between them. */
export const ViewMenu = ({ view, onChange }: ViewMenuProps) => {
  const { ladder, lanes } = useStrings()
  const { duration } = useFormat()
  const level = gaps.indexOf(view.gap)
  const zoom = (step: 1 | -1) => {
    const gap = gaps[level + step]
    if (gap !== undefined) onChange({ ...view, gap })
  }
  const options: readonly (readonly [View['only'], string])[] = [
    ['all', ladder.allMessages],
    ['failed', ladder.onlyFailed],
    ...componentIds.map((id) => [id, ladder.onlyOf(lanes[id])] as const),
  ]
  return (
    <span className={styles.view}>
      <select
        aria-label={ladder.messages}
        value={view.only}
        onChange={({ currentTarget }) => {
          const [chosen] = options.find(([id]) => id === currentTarget.value) ?? []
          if (chosen !== undefined) onChange({ ...view, only: chosen })
        }}
      >
        {options.map(([id, text]) => (
          <option key={id} value={id}>
            {text}
          </option>
        ))}
      </select>
      <Button
        size="s"
        variant="quiet"
        aria-label={ladder.further}
        title={ladder.further}
        disabled={level === gaps.length - 1}
        onClick={() => zoom(1)}
      >
        −
      </Button>
      <span>{ladder.gapsFrom(duration(view.gap))}</span>
      <Button
        size="s"
        variant="quiet"
        aria-label={ladder.closer}
        title={ladder.closer}
        disabled={level === 0}
        onClick={() => zoom(-1)}
      >
        +
      </Button>
    </span>
  )
}
