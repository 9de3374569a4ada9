import { describe, expect, it } from 'vitest'
import { hasBeenThrough } from '../../../src/renderer/rules/use-rules.ts'
import type { Recorded } from '../../../src/shared/facts/index.ts'

const changed = (seq: number, version: number): Recorded => ({
  seq,
  at: seq,
  fact: { type: 'document.changed', version, summary: '' },
})

describe('whether a document has been through an edit', () => {
  const facts = [changed(1, 1), changed(2, 2), changed(3, 3), changed(4, 2)]
  const asked = { since: 2, version: 3 }

  it('is so once the lab is known after the edit, though it was undone by then', () => {
    expect(hasBeenThrough(facts, 2, asked)).toBe(false)
    expect(hasBeenThrough(facts, 3, asked)).toBe(true)
    expect(hasBeenThrough(facts, 4, asked)).toBe(true)
  })

  it('is not so by what came before it was asked for, or while nobody knows its version', () => {
    expect(hasBeenThrough(facts, 4, { since: 3, version: 3 })).toBe(false)
    expect(hasBeenThrough(facts, 4, { since: 2 })).toBe(false)
  })

  it('is so in another lab', () => {
    expect(hasBeenThrough([changed(1, 1)], 1, asked)).toBe(true)
  })
})
