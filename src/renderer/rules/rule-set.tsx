import { useEffect, useMemo } from 'react'
import type { Rule } from '../../shared/document/schema.ts'
import { useStrings } from '../strings/index.tsx'
import { ActivationBar } from './activation.tsx'
import { sameRule } from './draft.ts'
import { RuleEditor } from './editor.tsx'
import { MatchPreview } from './match-preview.tsx'
import styles from './rule-set.module.css'
import { RuleLists } from './rule-lists.tsx'
import { useLabDocument, useMachines } from './use-rules.ts'

/** A rule as changes of it began, and whether it was in the working set. */
type From = { readonly rule: Rule; readonly inSet: boolean }

/**
 * The rule in the editor: one that is there (`editing`), a new one, or either with changes (`draft`), which
 * began from the rule as it was then (`from`).
 */
export type Opened = { readonly editing?: string; readonly draft?: Rule; readonly from?: From }

export const emptyRule: Rule = { name: '', patterns: [], items: [] }

export type RuleSetProps = {
  readonly opened: Opened | undefined
  readonly onOpen: (opened: Opened | undefined) => void
}

/** The ordered rules, the one being edited, and whom it matches. */
export const RuleSet = ({ opened, onOpen }: RuleSetProps) => {
  const { rules } = useStrings()
  const document = useLabDocument()
  const machines = useMachines()
  const kept = useMemo(
    () => document.rules.defined.find(({ name }) => name === opened?.editing),
    [document, opened],
  )
  const rule = opened?.draft ?? kept
  const changed = rule !== undefined && (kept === undefined || !sameRule(rule, kept))
  // What was saved is no draft any more: it follows undo and whatever else changes the rule.
  const isSettled = opened?.draft !== undefined && kept !== undefined && !changed
  useEffect(() => {
    if (isSettled) onOpen({ editing: kept.name })
  }, [isSettled, kept, onOpen])
  const from =
    opened?.from ?? (kept && { rule: kept, inSet: document.rules.working.includes(kept.name) })
  const change = (draft: Rule) => onOpen({ ...opened, draft, ...(from !== undefined && { from }) })
  const toList = () => onOpen(undefined)
  return (
    <div className={styles.layout}>
      <ActivationBar machines={machines} />
      <div className={styles.columns}>
        <RuleLists
          chosen={opened?.editing}
          onChoose={(editing) => onOpen({ editing })}
          onNew={() => onOpen({ draft: emptyRule })}
        />
        {rule === undefined ? (
          <section className={styles.nothing} aria-label={rules.editor.title}>
            <h2>
              {opened?.editing === undefined
                ? rules.editor.none
                : rules.editor.unknown(opened.editing)}
            </h2>
            <p>{rules.editor.noneText}</p>
          </section>
        ) : (
          <>
            <RuleEditor
              key={opened?.editing ?? ''}
              rule={rule}
              editing={kept === undefined ? undefined : opened?.editing}
              changed={changed}
              overtaken={kept !== undefined && from !== undefined && !sameRule(kept, from.rule)}
              wasInSet={from?.inSet === true}
              machines={machines}
              onChange={change}
              onDone={(editing) => onOpen({ editing, draft: rule })}
              onDiscard={() => (kept === undefined ? toList() : onOpen({ editing: kept.name }))}
              onCopy={(draft) => onOpen({ draft })}
            />
            <MatchPreview patterns={rule.patterns} machines={machines} />
          </>
        )}
      </div>
    </div>
  )
}
