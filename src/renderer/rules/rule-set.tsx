import { useEffect, useMemo } from 'react'
import type { Rule } from '../../shared/document/schema.ts'
import { useStrings } from '../strings/index.tsx'
import { ActivationBar } from './activation.tsx'
import { sameRule } from './draft.ts'
import { RuleEditor } from './editor.tsx'
import { MatchPreview } from './match-preview.tsx'
import { open, openNew, replace, saved, settle } from './looked.ts'
import { unmadeOf, unsavedOf, type Editing } from './opened.ts'
import { RuleLists } from './rule-lists.tsx'
import styles from './rule-set.module.css'
import { useLabDocument, useMachines } from './use-rules.ts'

/** The ordered rules, the one being edited, and whom it matches. */
export const RuleSet = ({ editing }: { readonly editing: Editing }) => {
  const { opened, drafts, sitting } = editing
  const { rules } = useStrings()
  const document = useLabDocument()
  const machines = useMachines()
  const kept = useMemo(
    () => document.rules.defined.find(({ name }) => name === opened?.editing),
    [document, opened],
  )
  const { defined } = document.rules
  const unsaved = useMemo(() => unsavedOf(drafts, defined), [drafts, defined])
  const unmade = useMemo(() => unmadeOf(drafts, defined), [drafts, defined])
  const rule = opened?.draft ?? kept
  const changed = rule !== undefined && (kept === undefined || !sameRule(rule, kept))
  useEffect(() => {
    if (drafts.size > 0) settle(defined)
  }, [defined, drafts])
  const from =
    opened?.from ?? (kept && { rule: kept, inSet: document.rules.working.includes(kept.name) })
  const change = (draft: Rule) => replace({ ...opened, draft, ...(from !== undefined && { from }) })
  return (
    <div className={styles.layout}>
      <ActivationBar machines={machines} unsaved={unsaved} />
      <div className={styles.columns}>
        <RuleLists
          opened={opened}
          unsaved={unsaved}
          unmade={unmade}
          onOpen={open}
          onNew={() => openNew()}
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
              key={sitting}
              rule={rule}
              editing={kept === undefined ? undefined : opened?.editing}
              changed={changed}
              overtaken={kept !== undefined && from !== undefined && !sameRule(kept, from.rule)}
              wasInSet={from?.inSet === true}
              machines={machines}
              onChange={change}
              onDone={(made) => saved(opened ?? {}, made)}
              onDiscard={() => replace(kept && { editing: kept.name })}
              onCopy={openNew}
            />
            <MatchPreview patterns={rule.patterns} machines={machines} />
          </>
        )}
      </div>
    </div>
  )
}
