import { describe, expect, it } from 'vitest'
import { freeName } from '../../../src/renderer/profiles/script-bundles.tsx'

describe('the name of a new script', () => {
  const nth = (index: number) => `script-${index}`

  it('is one that no script of its bundle has, also when one was taken out', () => {
    expect(freeName([], nth)).toBe('script-1')
    expect(freeName([{ name: 'script-2' }], nth)).toBe('script-3')
    expect(freeName([{ name: 'other' }], nth)).toBe('script-2')
  })
})
