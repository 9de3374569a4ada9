import { describe, expect, it } from 'vitest'
import {
  afterSaving,
  begin,
  opening,
  replacing,
  settling,
  unmadeOf,
  unsavedOf,
  type Editing,
  type Opened,
} from '../../../src/renderer/rules/opened.ts'
import { rule } from '../../rules/labs.ts'

const web: Opened = { editing: 'web', draft: rule('web', ['vendor==Acme']) }
const begun: Opened = { begun: 1, draft: rule('begun', []) }
const nothing: Editing = { opened: undefined, drafts: new Map(), sitting: 0 }
const typed = (...all: readonly Opened[]): Editing =>
  all.reduce((before, each) => replacing(opening(before, each), each), nothing)

describe('what was begun', () => {
  it('is kept for each rule, and each new one beside them', () => {
    const { drafts } = typed(web, begun)
    const copy = begin(drafts, rule('web-copy', ['vendor==Acme']))
    const { drafts: three } = opening(typed(web, begun), copy)
    expect([...three.values()]).toEqual([web, begun, copy])
  })

  it('is gone on with when the same is asked for again', () => {
    const { drafts } = typed(begun)
    expect(begin(drafts, rule('begun', []))).toBe(begun)
    expect(begin(drafts).draft?.name).toBe('')
  })

  it('is nothing of a rule that is only looked at, or that has no word yet', () => {
    expect(opening(nothing, { editing: 'web' }).drafts.size).toBe(0)
    expect(opening(nothing, begin(nothing.drafts)).drafts.size).toBe(0)
    const emptied = replacing(typed(begun), { begun: 1, draft: rule('', []) })
    expect(emptied.drafts.size).toBe(0)
  })

  it('is unsaved for as long as the rule is another', () => {
    const { drafts } = typed(web, begun)
    expect([...unsavedOf(drafts, [rule('web', []), rule('other', [])])]).toEqual(['web'])
    expect([...unsavedOf(drafts, [rule('web', ['vendor==Acme'])])]).toEqual([])
  })

  it('goes when it is discarded, and nothing else does', () => {
    const { drafts } = replacing(typed(web, begun), undefined)
    expect([...drafts.keys()]).toEqual(['web'])
  })

  it('is in reach when it has no rule: it is new, or its rule has another name now', () => {
    const { drafts } = typed(web, begun)
    expect(unmadeOf(drafts, [rule('web', [])])).toEqual([begun])
    expect(unmadeOf(drafts, [rule('site', [])])).toEqual([web, begun])
    expect(unmadeOf(drafts, [rule('begun', []), rule('web', [])])).toEqual([])
  })

  it('goes once the lab has it, be it shown or not', () => {
    const kept = [rule('web', ['vendor==Acme'])]
    expect(settling(typed(web), kept)).toMatchObject({ opened: { editing: 'web' } })
    const elsewhere = settling(typed(web, begun), kept)
    expect(elsewhere.opened).toBe(begun)
    expect([...elsewhere.drafts.keys()]).toEqual([1])
  })
})

describe('a rule that is saved', () => {
  const before = typed(begun)
  const made = rule('begun', [])

  it('stays what was saved while nothing more is typed', () => {
    const after = afterSaving(before, begun, made)
    expect(after.opened).toEqual({ editing: 'begun', draft: made })
    expect([...after.drafts.keys()]).toEqual(['begun'])
    expect(after.sitting).toBe(before.sitting)
  })

  it('has what was typed meanwhile as its change', () => {
    const more = rule('begun', ['vendor==Acme'])
    const after = afterSaving(replacing(before, { begun: 1, draft: more }), begun, made)
    expect(after.opened).toEqual({ editing: 'begun', draft: more })
    expect([...unsavedOf(after.drafts, [made])]).toEqual(['begun'])
  })

  it('leaves what waits of a deleted rule that had its name', () => {
    const deleted: Opened = { editing: 'begun', draft: rule('begun', ['vendor==Acme']) }
    const after = afterSaving(opening(typed(deleted, begun), begun), begun, made)
    expect(unmadeOf(after.drafts, [made]).map(({ draft }) => draft)).toEqual([deleted.draft])
  })

  it('leaves another that is looked at meanwhile where it is', () => {
    const after = afterSaving(opening(before, web), begun, made)
    expect(after.opened).toBe(web)
    expect(new Set(after.drafts.keys())).toEqual(new Set(['begun', 'web']))
  })
})
