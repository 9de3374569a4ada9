import type { Rule } from '../../shared/document/schema.ts'
import { sameRule } from './draft.ts'

/** A rule as changes of it began, and whether it was in the working set. */
type From = { readonly rule: Rule; readonly inSet: boolean }

/**
 * The rule in the editor: one that is there (`editing`), a new one, or either with changes (`draft`), which
 * began from the rule as it was then (`from`).
 */
export type Opened = { readonly editing?: string; readonly draft?: Rule; readonly from?: From }

/** What was begun and is not saved, by the name under which the rule is kept; a new one is under no name. */
export type Drafts = ReadonlyMap<string, Opened>

const keyOf = ({ editing }: Opened): string => editing ?? ''

export const withDraft = (drafts: Drafts, opened: Opened | undefined): Drafts =>
  opened?.draft === undefined ? drafts : new Map(drafts).set(keyOf(opened), opened)

export const withoutDraft = (drafts: Drafts, opened: Opened | undefined): Drafts =>
  new Map([...drafts].filter(([key]) => opened === undefined || key !== keyOf(opened)))

/** Rules that what was begun would change. */
export const unsavedOf = (drafts: Drafts, defined: readonly Rule[]): ReadonlySet<string> =>
  new Set(
    defined
      .filter((kept) => {
        const draft = drafts.get(kept.name)?.draft
        return draft !== undefined && !sameRule(draft, kept)
      })
      .map(({ name }) => name),
  )

/** A new rule, or the one that was begun and is not made yet. */
export const newRule = (drafts: Drafts): Opened =>
  drafts.get('') ?? { draft: { name: '', patterns: [], items: [] } }
