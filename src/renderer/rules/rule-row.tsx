import type { DragEvent, KeyboardEvent, ReactNode } from 'react'
import type { Rule } from '../../shared/document/schema.ts'
import { useReadOnly } from '../client/react.tsx'
import { useStrings } from '../strings/index.tsx'
import { Button } from '../ui/button.tsx'
import { Pill } from '../ui/pill.tsx'
import type { SetRow } from './order.ts'
import styles from './rule-row.module.css'

export type RuleRowProps = {
  readonly name: string
  readonly rule: Rule | undefined
  /** From 1; absent outside of an ordered set. */
  readonly place?: number
  readonly of?: number
  readonly change: SetRow['change']
  /** It has changes that are not saved. */
  readonly unsaved: boolean
  readonly chosen: boolean
  /** Where a dragged rule would be put. */
  readonly marked?: 'above' | 'below' | undefined
  readonly onChoose: () => void
  readonly onStep?: (by: number) => void
  readonly onFocusStep?: (by: number) => void
  readonly onDragStart: (event: DragEvent) => void
  readonly actions: ReactNode
}

const arrows: Readonly<Record<string, number>> = { ArrowUp: -1, ArrowDown: 1 }

/** A rule in a list: what it asks, what it gives, and how it is moved. */
export const RuleRow = (props: RuleRowProps) => {
  const { name, rule, place, of, change, unsaved, chosen, marked, actions } = props
  const { rules } = useStrings()
  const { set } = rules
  const readOnly = useReadOnly()
  const onKeyDown = (event: KeyboardEvent) => {
    const by = arrows[event.key]
    if (by === undefined) return
    event.preventDefault()
    if (event.altKey && !readOnly) props.onStep?.(by)
    else props.onFocusStep?.(by)
  }
  const asks = rule?.patterns.length === 0 ? [rules.allHosts] : (rule?.patterns ?? [])
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- it is dragged; its buttons move it too
    <li
      className={styles.row}
      data-rule={name}
      data-chosen={chosen}
      data-marked={marked}
      draggable={!readOnly}
      onDragStart={props.onDragStart}
    >
      <svg className={styles.grip} width="10" height="16" viewBox="0 0 10 16" aria-hidden="true">
        <path d="M3 3h.1M7 3h.1M3 8h.1M7 8h.1M3 13h.1M7 13h.1" />
      </svg>
      <button
        type="button"
        className={styles.choose}
        data-choose
        aria-current={chosen ? 'true' : undefined}
        onClick={props.onChoose}
        onKeyDown={onKeyDown}
      >
        <span className={styles.name}>
          {place !== undefined && <span className={styles.place}>{set.place(place)}</span>}
          <b>{name}</b>
          {change !== 'same' && (
            <Pill tone="cache" glyph="dot">
              {set.changes[change]}
            </Pill>
          )}
          {unsaved && (
            <Pill tone="cache" glyph="dot">
              {rules.editor.unsaved}
            </Pill>
          )}
        </span>
        <span className={styles.asks}>
          {asks.map((text) => (
            <code key={text}>{text}</code>
          ))}
        </span>
        <span className={styles.gives}>
          {rule?.items.map((item) => (
            <span key={item.kind}>
              {rules.kinds[item.kind]}: <b>{item.name}</b>
            </span>
          ))}
        </span>
      </button>
      {!readOnly && (
        <span className={styles.actions}>
          {props.onStep !== undefined && place !== undefined && (
            <>
              <Button
                size="s"
                variant="quiet"
                aria-label={set.up(name)}
                disabled={place === 1}
                onClick={() => props.onStep?.(-1)}
              >
                {'↑'}
              </Button>
              <Button
                size="s"
                variant="quiet"
                aria-label={set.down(name)}
                disabled={place === of}
                onClick={() => props.onStep?.(1)}
              >
                {'↓'}
              </Button>
            </>
          )}
          {actions}
        </span>
      )}
    </li>
  )
}
