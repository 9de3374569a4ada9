import type { Rule } from '../../shared/document/schema.ts'
import { sameRule } from './draft.ts'

/** A rule as changes of it began, and whether it was in the working set. */
type From = { readonly rule: Rule; readonly inSet: boolean }

/**
 * The rule in the editor: one that is there (`editing`), a new one (the `begun`th), or either with changes (`draft`),
 * which began from the rule as it was then (`from`).
 */
export type Opened = {
  readonly editing?: string
  readonly begun?: number
  readonly draft?: Rule
  readonly from?: From
}

/** What was begun and is not saved, by the name under which the rule is kept; new ones by their numbers. */
export type Drafts = ReadonlyMap<string | number, Opened>

/**
 * What the editor shows, and all that was begun. `sitting` is another whenever another rule is brought into the editor:
 * fields and focus outlast that a rule is saved, but not that another takes its place.
 */
export type Editing = {
  readonly opened: Opened | undefined
  readonly drafts: Drafts
  readonly sitting: number
}

const blank: Rule = { name: '', patterns: [], items: [] }

export const keyOf = ({ editing, begun = 0 }: Opened): string | number => editing ?? begun

const without = (drafts: Drafts, opened: Opened | undefined): Drafts =>
  new Map([...drafts].filter(([key]) => opened === undefined || key !== keyOf(opened)))

/** A rule that nobody has written anything of is nothing begun. */
const isBegun = ({ editing, draft }: Opened): boolean =>
  draft !== undefined && (editing !== undefined || !sameRule(draft, blank))

const withDraft = (drafts: Drafts, opened: Opened | undefined): Drafts =>
  opened !== undefined && isBegun(opened) ? new Map(drafts).set(keyOf(opened), opened) : drafts

const numbersOf = (drafts: Drafts): readonly number[] =>
  [...drafts.keys()].filter((key) => typeof key === 'number')

const nextNumber = (drafts: Drafts): number => Math.max(0, ...numbersOf(drafts)) + 1

/** A new rule beside all that were begun, be it an empty one; one that says the same is gone on with. */
export const begin = (drafts: Drafts, draft: Rule = blank): Opened => {
  const same = numbersOf(drafts)
    .map((key) => drafts.get(key))
    .find((each) => each?.draft && sameRule(each.draft, draft))
  return same ?? { begun: nextNumber(drafts), draft }
}

/** Another rule comes into the editor; changes of the one that is there wait for it. */
export const opening = (before: Editing, asked: Opened): Editing => {
  const { opened, drafts, sitting } = before
  const isThere = opened !== undefined && keyOf(opened) === keyOf(asked)
  if (isThere && (asked.draft === undefined || asked.draft === opened.draft)) return before
  const next = asked.draft === undefined ? (drafts.get(keyOf(asked)) ?? asked) : asked
  return { opened: next, drafts: withDraft(drafts, next), sitting: sitting + 1 }
}

/** What stands in the editor becomes this. */
export const replacing = (before: Editing, opened: Opened | undefined): Editing => ({
  ...before,
  opened,
  drafts: withDraft(without(before.drafts, before.opened), opened),
})

/** A name that is taken by what was saved: changes of a deleted rule that had it become a rule of their own. */
const withoutName = (drafts: Drafts, name: string): Drafts => {
  const draft = drafts.get(name)?.draft
  if (draft === undefined) return drafts
  const others = new Map([...drafts].filter(([key]) => key !== name))
  const begun = nextNumber(others)
  return others.set(begun, { begun, draft })
}

/** A rule was saved so. What was typed since is a change of the saved one, and another that is looked at meanwhile stays. */
export const afterSaving = (before: Editing, was: Opened, saved: Rule): Editing => {
  const isShown = before.opened !== undefined && keyOf(before.opened) === keyOf(was)
  const now = isShown ? before.opened : before.drafts.get(keyOf(was))
  const next = { editing: saved.name, draft: now?.draft ?? saved }
  return {
    ...before,
    opened: isShown ? next : before.opened,
    drafts: withDraft(withoutName(without(before.drafts, was), saved.name), next),
  }
}

const isKept = ({ editing, draft }: Opened, defined: readonly Rule[]): boolean =>
  draft !== undefined && defined.some((kept) => kept.name === editing && sameRule(kept, draft))

/** What was saved is no draft any more: it follows undo and whatever else changes the rule. */
export const settling = (before: Editing, defined: readonly Rule[]): Editing => {
  const drafts = new Map([...before.drafts].filter(([, each]) => !isKept(each, defined)))
  if (drafts.size === before.drafts.size) return before
  const { opened } = before
  const isSettled = opened?.editing !== undefined && isKept(opened, defined)
  return { ...before, drafts, opened: isSettled ? { editing: opened.editing } : opened }
}

/** Rules that what was begun would change. */
export const unsavedOf = (drafts: Drafts, defined: readonly Rule[]): ReadonlySet<string> =>
  new Set(
    defined
      .map(({ name }) => name)
      .filter((name) => {
        const opened = drafts.get(name)
        return opened !== undefined && !isKept(opened, defined)
      }),
  )

/** What was begun and has no rule: new ones, and changes of rules that were renamed or deleted since. */
export const unmadeOf = (drafts: Drafts, defined: readonly Rule[]): readonly Opened[] =>
  [...drafts.values()].filter(
    ({ editing, draft }) =>
      draft !== undefined &&
      !defined.some((kept) => kept.name === editing || sameRule(kept, draft)),
  )
