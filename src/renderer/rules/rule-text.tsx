import { useEffect, useId, useRef, useState } from 'react'
import type { LabDocument, Rule } from '../../shared/document/schema.ts'
import { readRuleText, ruleLine } from '../../shared/powercli/index.ts'
import { useStrings } from '../strings/index.tsx'
import styles from './editor.module.css'

export type RuleTextProps = {
  readonly rule: Rule
  readonly document: LabDocument
  readonly editing: string | undefined
  readonly onRead: (rule: Rule) => void
}

/** The rule as the line that makes it. What is typed is read at once; what is no rule stays here. */
export const RuleText = ({ rule, document, editing, onRead }: RuleTextProps) => {
  const { editor } = useStrings().rules
  const [typed, setTyped] = useState<string>()
  const [problem, setProblem] = useState<readonly string[]>([])
  const turn = useRef(0)
  const id = useId()
  useEffect(
    () => () => {
      turn.current = -1
    },
    [],
  )
  const read = async (text: string) => {
    setTyped(text)
    turn.current += 1
    const mine = turn.current
    const said = await readRuleText(document, text, editing)
    if (mine !== turn.current) return
    setProblem(said.kind === 'problem' ? said.lines : [])
    if (said.kind === 'rule') onRead(said.rule)
  }
  return (
    <div className={styles.text}>
      <h3>
        <label htmlFor={id}>{editor.text}</label>
      </h3>
      <textarea
        id={id}
        value={typed ?? ruleLine(document, rule)}
        spellCheck={false}
        aria-invalid={problem.length > 0}
        aria-describedby={`${id}-about`}
        onChange={(event) => void read(event.currentTarget.value)}
        onBlur={() => problem.length === 0 && setTyped(undefined)}
      />
      <div id={`${id}-about`} aria-live="polite">
        {problem.length === 0 ? (
          <p className={styles.quiet}>{editor.textHint}</p>
        ) : (
          <>
            <p className={styles.textProblem}>{editor.textProblem}</p>
            <pre className={styles.said} lang="en">
              {problem.join('\n')}
            </pre>
          </>
        )}
      </div>
    </div>
  )
}
