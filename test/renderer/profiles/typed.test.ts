import { describe, expect, it } from 'vitest'
import { isOvertaken, withFields, withoutSaved } from '../../../src/renderer/profiles/typed.ts'

type Form = { readonly ntp: string; readonly dns: string }

const saved: Form = { ntp: '10.0.0.1', dns: '' }

describe('what is typed over something saved', () => {
  it('has the fields that say something else, and no others', () => {
    const typed = withFields<Form>(undefined, saved, { dns: '10.0.0.2' })
    expect(typed).toEqual({ fields: { dns: '10.0.0.2' }, from: { dns: '' } })
    expect(withFields(typed, saved, { dns: '' })).toEqual({ fields: {}, from: {} })
  })

  it('outlasts what changes beside it, and says when its own field was changed', () => {
    const typed = withFields<Form>(undefined, saved, { dns: '10.0.0.2' })
    expect(isOvertaken(typed, { ...saved, ntp: '10.0.0.9' })).toBe(false)
    expect(isOvertaken(typed, { ...saved, dns: '10.0.0.3' })).toBe(true)
    expect(isOvertaken(typed, { ...saved, dns: '10.0.0.2' })).toBe(false)
  })

  it('says so of a field that nobody had answered before', () => {
    const typed = withFields<Record<string, string>>(undefined, {}, { gateway: '10.0.0.1' })
    expect(isOvertaken(typed, {})).toBe(false)
    expect(isOvertaken(typed, { gateway: '10.0.0.9' })).toBe(true)
  })

  it('keeps what was typed while it was saved', () => {
    const sent = withFields<Form>(undefined, saved, { ntp: '10.0.0.1,10.0.0.2' })
    const more = withFields(sent, saved, { dns: '10.0.0.3' })
    const after = withoutSaved(more, sent.fields)
    expect(after.fields).toEqual({ dns: '10.0.0.3' })
    const again = withoutSaved(withFields(more, saved, { ntp: '10.0.0.4' }), sent.fields)
    expect(again.fields).toEqual({ ntp: '10.0.0.4', dns: '10.0.0.3' })
    // The lab writes lists its own way: that is nobody else's change.
    expect(isOvertaken(again, { ntp: '10.0.0.1, 10.0.0.2', dns: '' })).toBe(false)
  })
})
