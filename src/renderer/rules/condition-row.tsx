import { useId, useMemo } from 'react'
import type { Candidate, PatternProblem } from '../../shared/rules/index.ts'
import { attributeNames, isAttributeName } from '../../shared/pattern/index.ts'
import { useStrings } from '../strings/index.tsx'
import { remedyFor } from '../strings/remedy.ts'
import { Button } from '../ui/button.tsx'
import {
  joinPattern,
  splitPattern,
  valuesSeen,
  withTyped,
  withValue,
  type PatternParts,
} from './draft.ts'
import styles from './condition-row.module.css'
import { Trouble } from '../ui/trouble.tsx'

export type ConditionRowProps = {
  readonly pattern: string
  readonly first: boolean
  readonly problem: PatternProblem | undefined
  readonly machines: readonly Candidate[]
  readonly onChange: (pattern: string) => void
  readonly onRemove: () => void
}

/** Values offered at most. */
const offered = 5

/** The pattern's text with the piece at fault marked. */
const Marked = ({ pattern, problem }: { pattern: string; problem: PatternProblem }) => {
  const end = problem.at + problem.length
  return (
    <code className={styles.marked}>
      {pattern.slice(0, problem.at)}
      <mark>{pattern.slice(problem.at, end) || ' '}</mark>
      {pattern.slice(end)}
    </code>
  )
}

type SeenProps = {
  readonly parts: PatternParts
  readonly machines: readonly Candidate[]
  readonly onTake: (parts: PatternParts) => void
}

const Seen = ({ parts, machines, onTake }: SeenProps) => {
  const { editor } = useStrings().rules
  const { attribute, value } = parts
  const seen = useMemo(() => valuesSeen(attribute, machines), [attribute, machines])
  const taken = new Set(value.split(',').map((each) => each.trim()))
  const typed = value
    .slice(value.lastIndexOf(',') + 1)
    .trim()
    .toLowerCase()
  const open = seen.filter((each) => !taken.has(each.value))
  const fitting = open.filter((each) => each.value.toLowerCase().includes(typed))
  const shown = (fitting.length > 0 ? fitting : open).slice(0, offered)
  if (shown.length === 0) return null
  const half = fitting.length > 0 && typed !== ''
  const base = half ? { ...parts, value: value.slice(0, value.lastIndexOf(',') + 1) } : parts
  return (
    <div className={styles.seen}>
      <span>{editor.seen}</span>
      {shown.map((each) => (
        <button key={each.value} type="button" onClick={() => onTake(withValue(base, each.value))}>
          {editor.takeValue(each.value, each.hosts)}
        </button>
      ))}
    </div>
  )
}

/** One condition of a rule: an attribute, how it is compared, and the values. */
export const ConditionRow = (props: ConditionRowProps) => {
  const { pattern, first, problem, machines, onChange, onRemove } = props
  const strings = useStrings()
  const { editor } = strings.rules
  const parts = splitPattern(pattern)
  const { attribute, operator, value } = parts
  const problemId = useId()
  const put = (next: Partial<PatternParts>) => onChange(joinPattern({ ...parts, ...next }))
  const hints: Readonly<Record<string, string>> = editor.valueHint
  return (
    <li className={styles.condition}>
      {!first && <span className={styles.and}>{editor.and}</span>}
      <div className={styles.fields}>
        <select
          aria-label={editor.attribute}
          value={attribute}
          onChange={(event) => {
            const name = event.currentTarget.value
            put({ attribute: name, operator: name === 'ipv4' ? '=' : '==', value: '' })
          }}
        >
          {!isAttributeName(attribute) && <option value={attribute}>{attribute}</option>}
          {attributeNames.map((name) => (
            <option key={name}>{name}</option>
          ))}
        </select>
        <select
          aria-label={editor.operator}
          value={operator}
          onChange={(event) => put({ operator: event.currentTarget.value === '=' ? '=' : '==' })}
        >
          <option value="==">{editor.operators['==']}</option>
          <option value="=">{editor.operators['=']}</option>
        </select>
        <input
          type="text"
          aria-label={editor.value(attribute)}
          aria-invalid={problem !== undefined}
          aria-describedby={problem === undefined ? undefined : problemId}
          placeholder={hints[attribute] ?? hints['other']}
          spellCheck={false}
          value={value}
          onChange={(event) => onChange(joinPattern(withTyped(parts, event.currentTarget.value)))}
        />
        <Button
          size="s"
          variant="quiet"
          glyph="close"
          aria-label={editor.removeCondition(attribute)}
          onClick={onRemove}
        />
      </div>
      {operator === '==' && value.includes(',') && (
        <p className={styles.whole}>
          {editor.whole}
          <Button size="s" onClick={() => put({ operator: '=' })}>
            {editor.asList}
          </Button>
        </p>
      )}
      {problem !== undefined && value.trim() !== '' && (
        <div id={problemId} className={styles.problem}>
          <Marked pattern={pattern} problem={problem} />
          <Trouble message={problem.message} remedy={remedyFor(strings, problem.code)} />
        </div>
      )}
      <Seen parts={parts} machines={machines} onTake={(next) => onChange(joinPattern(next))} />
    </li>
  )
}
