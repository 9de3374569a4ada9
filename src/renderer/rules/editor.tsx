import { useMemo, useState } from 'react'
import type { Rule } from '../../shared/document/schema.ts'
import { previewPatterns, type Candidate } from '../../shared/rules/index.ts'
import { useActions } from '../client/actions.tsx'
import { useReadOnly } from '../client/react.tsx'
import { useStrings } from '../strings/index.tsx'
import { remedyFor } from '../strings/remedy.ts'
import { Button } from '../ui/button.tsx'
import { Pill } from '../ui/pill.tsx'
import { ConditionRow } from './condition-row.tsx'
import { draftProblem, savingEdit, type DraftProblem } from './draft.ts'
import styles from './editor.module.css'
import { ItemFields } from './item-fields.tsx'
import { RuleText } from './rule-text.tsx'
import { Trouble } from '../ui/trouble.tsx'
import { useLabDocument } from './use-rules.ts'

export type RuleEditorProps = {
  readonly rule: Rule
  /** The name under which the rule is kept; absent for a new one. */
  readonly editing: string | undefined
  readonly changed: boolean
  /** What is kept is no longer what the changes began from: somebody else saved it meanwhile. */
  readonly overtaken: boolean
  /** It had a place in the working set when the changes began. */
  readonly wasInSet: boolean
  readonly machines: readonly Candidate[]
  readonly onChange: (rule: Rule) => void
  /** It was saved so. */
  readonly onDone: (saved: Rule) => void
  readonly onDiscard: () => void
  readonly onCopy: (rule: Rule) => void
}

const ProblemNote = ({ problem }: { readonly problem: DraftProblem }) => {
  const strings = useStrings()
  const { editor } = strings.rules
  if (problem.kind === 'unnamed')
    return <Trouble quiet message={editor.unnamed} remedy={editor.unnamedRemedy} />
  if (problem.kind === 'hiddenName')
    return <Trouble message={editor.hiddenName} remedy={editor.hiddenNameRemedy} />
  if (problem.kind === 'givesNothing')
    return <Trouble quiet message={editor.givesNothing} remedy={editor.givesNothingRemedy} />
  // The condition itself says why, at the place.
  return problem.position === undefined ? (
    <Trouble message={problem.message} remedy={remedyFor(strings, problem.code, problem.remedy)} />
  ) : (
    <p className={styles.quiet}>{editor.unreadable(problem.position + 1)}</p>
  )
}

type ConditionsProps = Pick<RuleEditorProps, 'rule' | 'machines' | 'onChange'>

const Conditions = ({ rule, machines, onChange }: ConditionsProps) => {
  const { editor } = useStrings().rules
  const { patterns } = rule
  const { problems } = useMemo(() => previewPatterns(patterns, []), [patterns])
  const set = (next: readonly string[]) => onChange({ ...rule, patterns: [...next] })
  return (
    <fieldset className={styles.group}>
      <legend>{editor.conditions}</legend>
      {patterns.length === 0 && <p className={styles.quiet}>{editor.noConditions}</p>}
      <ol className={styles.conditions}>
        {patterns.map((pattern, index) => (
          <ConditionRow
            // A condition is known by its place: its text changes with each key.
            // oxlint-disable-next-line react/no-array-index-key
            key={index}
            pattern={pattern}
            first={index === 0}
            problem={problems.find(({ position }) => position === index)}
            machines={machines}
            onChange={(next) => set(patterns.with(index, next))}
            onRemove={() => set(patterns.toSpliced(index, 1))}
          />
        ))}
      </ol>
      <Button size="s" onClick={() => set([...patterns, 'vendor=='])}>
        {editor.addCondition}
      </Button>
    </fieldset>
  )
}

/** A rule as a wizard and as a line of PowerCLI, side by side. */
export const RuleEditor = (props: RuleEditorProps) => {
  const { rule, editing, changed, overtaken, wasInSet } = props
  const { machines, onChange, onDone, onDiscard, onCopy } = props
  const { editor } = useStrings().rules
  const document = useLabDocument()
  const { edit, change } = useActions()
  const readOnly = useReadOnly()
  // The second press of a double click would be refused: the first makes the rule. It may wait for moves that came before.
  const [busy, setBusy] = useState(false)
  const [turn, setTurn] = useState(0)
  const problem = useMemo(
    () => draftProblem(document, rule, editing, { wasInSet }),
    [document, rule, editing, wasInSet],
  )
  const inActive = editing !== undefined && document.rules.active.includes(editing)
  const isManaged = rule.items.some(
    (item) => item.kind === 'cluster' && item.pxeImage !== undefined,
  )

  // What the wizard changes is written anew on the other side, whatever was being typed there.
  const byWizard = (next: Rule) => {
    setTurn(turn + 1)
    onChange(next)
  }
  // Two names that differ in spaces alone would read as one.
  const trimName = () => {
    const name = rule.name.trim()
    if (name !== rule.name) byWizard({ ...rule, name })
  }
  const save = (toSet: boolean) => {
    setBusy(true)
    void change((now) => savingEdit(now, rule, editing, { toSet, wasInSet })).then((made) => {
      setBusy(false)
      if (made !== undefined) onDone(rule)
    })
  }

  return (
    <section className={styles.editor} aria-label={editor.title}>
      <header className={styles.head}>
        <h2>{editing ?? editor.newTitle}</h2>
        {changed ? (
          <Pill tone="cache" glyph="dot">
            {editor.unsaved}
          </Pill>
        ) : (
          <Pill tone="ok" glyph="ok">
            {editor.saved}
          </Pill>
        )}
        <span className={styles.spring} />
        {editing !== undefined && isManaged && !inActive && !readOnly && (
          <Button size="s" onClick={() => edit({ kind: 'recreatePxeImage', name: editing })}>
            {editor.again}
          </Button>
        )}
        {editing !== undefined && !readOnly && (
          <Button
            size="s"
            variant="quiet"
            onClick={() => onCopy({ ...rule, name: editor.copyName(rule.name).slice(0, 80) })}
          >
            {editor.copy}
          </Button>
        )}
      </header>
      <fieldset className={styles.sides} disabled={readOnly}>
        <div className={styles.wizard}>
          <h3>{editor.wizard}</h3>
          <label className={styles.field}>
            <span>{editor.name}</span>
            <input
              type="text"
              value={rule.name}
              maxLength={80}
              spellCheck={false}
              // oxlint-disable-next-line jsx-a11y/no-autofocus -- who asked for a new rule goes on with its name
              autoFocus={editing === undefined && rule.name === ''}
              onChange={(event) => byWizard({ ...rule, name: event.currentTarget.value })}
              onBlur={trimName}
            />
          </label>
          <Conditions rule={rule} machines={machines} onChange={byWizard} />
          <ItemFields rule={rule} document={document} onChange={byWizard} />
        </div>
        <RuleText key={turn} rule={rule} document={document} editing={editing} onRead={onChange} />
      </fieldset>
      {!readOnly && (
        <footer className={styles.foot} data-foot>
          <div className={styles.verdict} aria-live="polite">
            {changed && problem !== undefined && <ProblemNote problem={problem} />}
            {changed && problem === undefined && (
              <p className={styles.quiet}>{inActive ? editor.inActive : editor.ready}</p>
            )}
            {changed && overtaken && (
              <Trouble quiet message={editor.overtaken} remedy={editor.overtakenRemedy} />
            )}
          </div>
          <div className={styles.buttons}>
            {changed && <Button onClick={onDiscard}>{editor.discard}</Button>}
            {editing === undefined && (
              <Button busy={busy} disabled={problem !== undefined} onClick={() => save(false)}>
                {editor.make}
              </Button>
            )}
            <Button
              variant="primary"
              busy={busy}
              disabled={!changed || problem !== undefined}
              onClick={() => save(true)}
            >
              {editing === undefined ? editor.makeAndAdd : editor.save}
            </Button>
          </div>
        </footer>
      )}
    </section>
  )
}
