import { useLayoutEffect } from 'react'
import type { Rule } from '../../shared/document/schema.ts'
import { goTo, usePlace, whereAmI, type Place } from '../place/route.ts'
import { createMemory, useMemory } from '../ui/memory.ts'
import {
  afterSaving,
  begin,
  opening,
  replacing,
  settling,
  type Editing,
  type Opened,
} from './opened.ts'

export type Tab = 'set' | 'explain' | 'compliance' | 'discovered'

/** What this window looks at on the page of rules, and what was begun there. */
export type Looked = Editing & {
  readonly tab: Tab
  readonly console: boolean
  /** The host of the explanation. */
  readonly host: string | undefined
}

/** It outlasts the page: it is there again after a look at another, and an answer that comes meanwhile finds it. */
const memory = createMemory<Looked>({
  tab: 'set',
  opened: undefined,
  drafts: new Map(),
  sitting: 0,
  console: false,
  host: undefined,
})

/** Looks at something else. */
export const look = (next: Partial<Looked>): void => memory.set({ ...memory.get(), ...next })

/** The address leads to a rule or to a host's explanation, from any mention of them, and back; commands open a form. */
const follows = (looked: Looked, { item, host, form }: Place): Partial<Looked> => {
  if (form === 'rule') return { tab: 'set', ...opening(looked, begin(looked.drafts)) }
  if (form === 'console') return { console: true }
  if (form === 'review') return { tab: 'set' }
  if (host !== undefined) return { tab: 'explain', host }
  if (item === undefined) return {}
  return { tab: 'set', ...opening(looked, { editing: item }) }
}

/** What is looked at, led by the address. */
export const useLooked = (): Looked => {
  const place = usePlace()
  useLayoutEffect(() => look(follows(memory.get(), place)), [place])
  return useMemory(memory)
}

const address = (replace: boolean): void => {
  if (whereAmI().page !== 'rules') return
  const name = memory.get().opened?.editing
  goTo({ page: 'rules', ...(name !== undefined && { item: name }) }, replace)
}

/** Brings another rule into the editor. */
export const open = (asked: Opened): void => {
  look({ tab: 'set', ...opening(memory.get(), asked) })
  address(false)
}

/** A new rule comes into the editor, empty or with what is known of it. */
export const openNew = (draft?: Rule): void => open(begin(memory.get().drafts, draft))

/** What stands in the editor becomes this. */
export const replace = (opened: Opened | undefined): void => {
  look(replacing(memory.get(), opened))
  address(opened?.draft !== undefined)
}

/** What stood in the editor was saved so. */
export const saved = (was: Opened, rule: Rule): void => {
  look(afterSaving(memory.get(), was, rule))
  if (memory.get().tab === 'set') address(true)
}

/** Drops the drafts that say what is kept. */
export const settle = (defined: readonly Rule[]): void => {
  const before = memory.get()
  const next = settling(before, defined)
  if (next !== before) look(next)
}

/** Explains what a host gets. */
export const explain = (host: string | undefined): void => {
  look({ host, tab: 'explain' })
  goTo({ page: 'rules', ...(host !== undefined && { host }) })
}
