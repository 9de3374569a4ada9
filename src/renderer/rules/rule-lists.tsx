import { useEffect, useRef, useState, type DragEvent } from 'react'
import type { Rule } from '../../shared/document/schema.ts'
import { useActions } from '../client/actions.tsx'
import { useReadOnly } from '../client/react.tsx'
import { Work } from '../client/work.tsx'
import { useStrings } from '../strings/index.tsx'
import { Button } from '../ui/button.tsx'
import { Glyph } from '../ui/glyph.tsx'
import { isHidden, movedTo, placeAtGap, setRows } from './order.ts'
import { RuleRow } from './rule-row.tsx'
import styles from './rule-lists.module.css'
import { Unmade, type UnmadeProps } from './unmade.tsx'
import { useLabDocument, useWorkingOrder } from './use-rules.ts'

type ListProps = {
  readonly chosen: string | undefined
  readonly onChoose: (name: string) => void
  /** Rules with changes that are not saved. */
  readonly unsaved: ReadonlySet<string>
}

export type RuleListsProps = Pick<ListProps, 'unsaved'> &
  Omit<UnmadeProps, 'rules'> & { readonly unmade: UnmadeProps['rules']; readonly onNew: () => void }

const dragType = 'application/x-headwaiter-rule'

/** The gap between rows that is nearest to the pointer. */
const gapAt = (event: DragEvent, list: HTMLElement): number => {
  const rows = [...list.querySelectorAll('[data-rule]')]
  const below = rows.findIndex((row) => {
    const { top, height } = row.getBoundingClientRect()
    return event.clientY < top + height / 2
  })
  return below < 0 ? rows.length : below
}

const focusRow = (list: HTMLElement | null, name: string): void =>
  list?.querySelector<HTMLElement>(`[data-rule="${CSS.escape(name)}"] [data-choose]`)?.focus()

/** The entry that stands where this one did, once it is gone. */
const nextTo = (names: readonly string[], name: string): string | undefined => {
  const place = names.indexOf(name)
  return names[place + 1] ?? names[place - 1]
}

type WorkingProps = ListProps & {
  readonly order: readonly string[]
  readonly rules: ReadonlyMap<string, Rule>
  readonly reorder: (names: readonly string[]) => void
  /** The focus goes to this rule, once what is done to another has taken that from its list. */
  readonly onLeave: (next: string | undefined) => void
}

const WorkingSet = ({
  order,
  rules,
  reorder,
  onLeave,
  chosen,
  unsaved,
  onChoose,
}: WorkingProps) => {
  const { rules: texts } = useStrings()
  const { set } = texts
  const document = useLabDocument()
  const list = useRef<HTMLOListElement>(null)
  const [gap, setGap] = useState<number>()
  const [said, setSaid] = useState('')
  const held = useRef<{ readonly element: Element | null; readonly before: readonly string[] }>(
    undefined,
  )
  const changes = new Map(setRows(document.rules).map((row) => [row.rule, row.change]))

  // What moves within the document loses the focus: the row, or its button that is pressed again and again.
  useEffect(() => {
    if (held.current === undefined || held.current.before === order) return
    const { element } = held.current
    if (element instanceof HTMLElement) element.focus()
    held.current = undefined
  }, [order])

  const move = (name: string, place: number) => {
    const next = movedTo(order, name, place)
    if (next.every((each, index) => each === order[index]) && next.length === order.length) return
    reorder(next)
    setSaid(set.moved(name, next.indexOf(name) + 1, next.length))
  }
  const step = (name: string, by: number) => {
    const place = order.indexOf(name) + by
    if (order[place] === undefined) return
    held.current = { element: window.document.activeElement, before: order }
    move(name, place)
  }
  const take = (name: string) => {
    onLeave(nextTo(order, name))
    reorder(order.filter((each) => each !== name))
  }
  const drop = (event: DragEvent) => {
    const name = event.dataTransfer.getData(dragType)
    if (gap !== undefined && name !== '') move(name, placeAtGap(order, name, gap))
    setGap(undefined)
  }
  return (
    <>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- rules are dropped here; keys move them too */}
      <ol
        ref={list}
        className={styles.list}
        aria-label={set.working}
        onDragOver={(event) => {
          if (!event.dataTransfer.types.includes(dragType)) return
          event.preventDefault()
          setGap(gapAt(event, event.currentTarget))
        }}
        onDragLeave={(event) => {
          const { currentTarget, relatedTarget } = event
          const within = relatedTarget instanceof Node && currentTarget.contains(relatedTarget)
          if (!within) setGap(undefined)
        }}
        onDrop={drop}
      >
        {order.map((name, index) => (
          <RuleRow
            key={name}
            name={name}
            rule={rules.get(name)}
            place={index + 1}
            of={order.length}
            change={changes.get(name) ?? 'same'}
            unsaved={unsaved.has(name)}
            chosen={name === chosen}
            marked={
              gap === index
                ? 'above'
                : gap === order.length && index === order.length - 1
                  ? 'below'
                  : undefined
            }
            onChoose={() => onChoose(name)}
            onStep={(by) => step(name, by)}
            onFocusStep={(by) => focusRow(list.current, order[index + by] ?? name)}
            onDragStart={(event) => event.dataTransfer.setData(dragType, name)}
            actions={
              <Button
                size="s"
                variant="quiet"
                glyph="close"
                title={set.take(name)}
                aria-label={set.take(name)}
                onClick={() => take(name)}
              />
            }
          />
        ))}
        {order.length === 0 && (
          <li className={styles.empty} data-marked={gap !== undefined}>
            <p>
              <b>{set.empty}</b>
            </p>
            <p>{set.emptyText}</p>
          </li>
        )}
      </ol>
      <output className="visually-hidden">{said}</output>
    </>
  )
}

type OthersProps = ListProps & {
  readonly names: readonly string[]
  readonly rules: ReadonlyMap<string, Rule>
  readonly onAdd: (name: string) => void
  readonly onLeave: WorkingProps['onLeave']
}

const Others = ({ names, rules, chosen, unsaved, onChoose, onAdd, onLeave }: OthersProps) => {
  const { set } = useStrings().rules
  const { edit } = useActions()
  return (
    <ul className={styles.list} aria-label={set.others}>
      {names.map((name) => (
        <RuleRow
          key={name}
          name={name}
          rule={rules.get(name)}
          change="same"
          unsaved={unsaved.has(name)}
          chosen={name === chosen}
          onChoose={() => onChoose(name)}
          onDragStart={(event) => event.dataTransfer.setData(dragType, name)}
          actions={
            <>
              <Button
                size="s"
                variant="quiet"
                aria-label={set.add(name)}
                onClick={() => onAdd(name)}
              >
                {set.addShort}
              </Button>
              <Button
                size="s"
                variant="quiet"
                glyph="close"
                title={set.remove(name)}
                aria-label={set.remove(name)}
                onClick={() => {
                  onLeave(nextTo(names, name))
                  edit({ kind: 'removeRules', names: [name], destroy: true, activate: false })
                }}
              />
            </>
          }
        />
      ))}
    </ul>
  )
}

const Hidden = ({ names }: { readonly names: readonly string[] }) => {
  const { set } = useStrings().rules
  const { edit } = useActions()
  const { active } = useLabDocument().rules
  const free = names.filter((name) => !active.includes(name))
  return (
    <details className={styles.hidden}>
      <summary>{set.hidden(names.length)}</summary>
      <p>{set.hiddenHint}</p>
      <ul>
        {names.map((name) => (
          <li key={name}>
            <code>{name}</code>
          </li>
        ))}
      </ul>
      <Work>
        <Button
          size="s"
          disabled={free.length === 0}
          onClick={() => edit({ kind: 'removeRules', names: free, destroy: true, activate: false })}
        >
          {set.removeHidden}
        </Button>
      </Work>
    </details>
  )
}

/** A rule left its list, or will once the lab has answered: where the focus goes then, if another is left there. */
type Left = {
  readonly next: string | undefined
  readonly before: { readonly order: readonly string[]; readonly defined: readonly Rule[] }
}

/** The working set in its order, what will leave the active one, and the rules in no set. */
export const RuleLists = ({ opened, unsaved, unmade, onOpen, onNew }: RuleListsProps) => {
  const { set } = useStrings().rules
  const { rules } = useLabDocument()
  const { order, reorder } = useWorkingOrder()
  const readOnly = useReadOnly()
  const byName = new Map(rules.defined.map((rule) => [rule.name, rule]))
  const outside = rules.defined.map(({ name }) => name).filter((name) => !order.includes(name))
  // By the order that is shown: a rule that went from list to list once the lab had answered would take the focus from its button.
  const leaving = setRows({ ...rules, working: [...order] }).filter(
    ({ change }) => change === 'removed',
  )
  const gone = new Set(leaving.map(({ rule }) => rule))
  const others = outside.filter((name) => !isHidden(name) && !gone.has(name))
  const hidden = outside.filter(isHidden)
  const section = useRef<HTMLElement>(null)
  const { defined } = rules
  const left = useRef<Left>(undefined)
  useEffect(() => {
    if (left.current === undefined) return
    const { next, before } = left.current
    if (before.order === order && before.defined === defined) return
    if (next === undefined) section.current?.querySelector('button')?.focus()
    else focusRow(section.current, next)
    left.current = undefined
  }, [order, defined])
  const onLeave = (next: string | undefined) => {
    left.current = { next, before: { order, defined } }
  }
  const add = (name: string) => {
    onLeave(name)
    reorder([...order, name])
  }
  const chosen = opened?.editing
  const onChoose = (editing: string) => onOpen({ editing })
  const shared = { rules: byName, chosen, unsaved, onChoose, onLeave }
  return (
    <section ref={section} className={styles.lists} aria-label={set.working}>
      <header className={styles.head}>
        <div>
          <h2>{set.working}</h2>
          <p>
            {set.workingHint} <Work>{set.movingHint}</Work>
          </p>
        </div>
        <Work>
          <Button size="s" variant="primary" onClick={onNew}>
            {set.newRule}
          </Button>
        </Work>
      </header>
      <WorkingSet {...shared} order={order} reorder={reorder} />
      {unmade.length > 0 && <Unmade rules={unmade} opened={opened} onOpen={onOpen} />}
      {leaving.length > 0 && (
        <>
          <h3>{set.leaving}</h3>
          <ul className={styles.leaving}>
            {leaving.map(({ rule }) => (
              <li key={rule}>
                <Glyph name="skip" size={12} />
                <button type="button" className={styles.plain} onClick={() => onChoose(rule)}>
                  {rule}
                </button>
                {!isHidden(rule) && !readOnly && (
                  <Button
                    size="s"
                    variant="quiet"
                    aria-label={set.add(rule)}
                    onClick={() => add(rule)}
                  >
                    {set.addShort}
                  </Button>
                )}
              </li>
            ))}
          </ul>
        </>
      )}
      {(others.length > 0 || leaving.length === 0) && <h3>{set.others}</h3>}
      {others.length > 0 && <Others {...shared} names={others} onAdd={add} />}
      {others.length === 0 && leaving.length === 0 && (
        <p className={styles.quiet}>{set.noOthers}</p>
      )}
      {hidden.length > 0 && <Hidden names={hidden} />}
    </section>
  )
}
