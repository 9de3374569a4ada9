import { useEffect, useMemo } from 'react'
import type { Rule } from '../../shared/document/schema.ts'
import { useStrings } from '../strings/index.tsx'
import { ActivationBar } from './activation.tsx'
import { sameRule } from './draft.ts'
import { RuleEditor } from './editor.tsx'
import { MatchPreview } from './match-preview.tsx'
import { newRule, unsavedOf, type Drafts, type Opened } from './opened.ts'
import { RuleLists } from './rule-lists.tsx'
import styles from './rule-set.module.css'
import { useLabDocument, useMachines } from './use-rules.ts'

export type RuleSetProps = {
  readonly opened: Opened | undefined
  readonly drafts: Drafts
  /** Another rule is to be looked at. */
  readonly onOpen: (opened: Opened) => void
  /** The one in the editor is to be this; nothing closes it. */
  readonly onReplace: (opened: Opened | undefined) => void
}

/** The ordered rules, the one being edited, and whom it matches. */
export const RuleSet = ({ opened, drafts, onOpen, onReplace }: RuleSetProps) => {
  const { rules } = useStrings()
  const document = useLabDocument()
  const machines = useMachines()
  const kept = useMemo(
    () => document.rules.defined.find(({ name }) => name === opened?.editing),
    [document, opened],
  )
  const unsaved = useMemo(
    () => unsavedOf(drafts, document.rules.defined),
    [drafts, document.rules.defined],
  )
  const rule = opened?.draft ?? kept
  const changed = rule !== undefined && (kept === undefined || !sameRule(rule, kept))
  // What was saved is no draft any more: it follows undo and whatever else changes the rule.
  const isSettled = opened?.draft !== undefined && kept !== undefined && !changed
  useEffect(() => {
    if (isSettled) onReplace({ editing: kept.name })
  }, [isSettled, kept, onReplace])
  const from =
    opened?.from ?? (kept && { rule: kept, inSet: document.rules.working.includes(kept.name) })
  const change = (draft: Rule) =>
    onReplace({ ...opened, draft, ...(from !== undefined && { from }) })
  return (
    <div className={styles.layout}>
      <ActivationBar machines={machines} unsaved={unsaved} />
      <div className={styles.columns}>
        <RuleLists
          chosen={opened?.editing}
          unsaved={unsaved}
          onChoose={(editing) => onOpen({ editing })}
          onNew={() => onOpen(newRule(drafts))}
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
              onDone={(saved) => onReplace({ editing: saved.name, draft: saved })}
              onDiscard={() => onReplace(kept && { editing: kept.name })}
              onCopy={(draft) => onOpen({ draft })}
            />
            <MatchPreview patterns={rule.patterns} machines={machines} />
          </>
        )}
      </div>
    </div>
  )
}
