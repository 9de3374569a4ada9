import { describe, expect, it } from 'vitest'
import { newRule, unsavedOf, withDraft, withoutDraft } from '../../../src/renderer/rules/opened.ts'
import { rule } from '../../rules/labs.ts'

describe('drafts', () => {
  const web = { editing: 'web', draft: rule('web', ['vendor==Acme']) }
  const begun = { draft: rule('begun', []) }
  const both = withDraft(withDraft(new Map(), web), begun)

  it('keep what was begun for each rule, and a new one beside them', () => {
    expect(both.get('web')).toEqual(web)
    expect(newRule(both)).toEqual(begun)
  })

  it('hold nothing of a rule that is only looked at', () => {
    expect(withDraft(new Map(), { editing: 'web' }).size).toBe(0)
  })

  it('are unsaved for as long as the rule is another', () => {
    expect([...unsavedOf(both, [rule('web', []), rule('other', [])])]).toEqual(['web'])
    expect([...unsavedOf(both, [web.draft])]).toEqual([])
  })

  it('lose what was saved or discarded, and nothing else', () => {
    expect([...withoutDraft(both, web).keys()]).toEqual([''])
    expect(newRule(withoutDraft(both, begun)).draft?.name).toBe('')
    expect(withoutDraft(both, undefined)).toEqual(both)
  })
})
