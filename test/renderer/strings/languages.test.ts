import { describe, expect, it } from 'vitest'
import { parsePreferences } from '../../../src/renderer/preferences/store.ts'
import { de } from '../../../src/renderer/strings/de/index.ts'
import { tell } from '../../../src/renderer/strings/facts.ts'
import { createFormat } from '../../../src/renderer/strings/format.ts'
import { english } from '../../../src/renderer/strings/index.tsx'
import { pseudoStrings, pseudoText } from '../../../src/renderer/strings/pseudo.ts'
import { recordedRun } from '../recorded-run.ts'
import { textsOf } from './texts-of.ts'

/** A sentence: three words or more, none of them a name or a sign. */
const isSentence = (text: string): boolean => (text.match(/\b[a-z]{2,}\b/g) ?? []).length >= 3

describe('the German catalogue', () => {
  const german = new Map(textsOf(de))
  const source = textsOf(english.strings)

  it('has a text wherever the English one has', () => {
    expect(source.filter(([path, text]) => text !== '' && !german.get(path))).toEqual([])
    expect(german.size).toBe(source.length)
  })

  it('leaves no English sentence; a name or a word may be the same in both', () => {
    const alike = source.filter(([path, text]) => german.get(path) === text && isSentence(text))
    expect(alike).toEqual([])
  })

  it('tells every fact of a run without a hole in it', () => {
    const format = createFormat('de')
    for (const { fact } of recordedRun()) {
      expect(tell(de, fact, format)).not.toMatch(/undefined|NaN|\[object/)
    }
  })
})

describe('the pseudo catalogue', () => {
  it('marks every text and makes it longer, functions included', () => {
    const pseudo = pseudoStrings(english.strings)
    for (const [path, text] of textsOf(pseudo)) {
      if (text !== '' && path !== '.locale') expect(text).toMatch(/^⟦.*⟧$/s)
    }
    expect(pseudo.bench.pull('DHCP')).toMatch(/^⟦.+DHCP·+⟧$/)
    expect(pseudoText('abcdefghij')).toHaveLength(16)
  })
})

describe('parsePreferences', () => {
  it('takes what it knows and leaves the rest as usual', () => {
    expect(parsePreferences('{"language":"de","contrast":"loud"}')).toMatchObject({
      language: 'de',
      contrast: 'system',
      singleKeys: 'on',
    })
    expect(parsePreferences('not json').language).toBe('system')
    expect(parsePreferences(null).textSize).toBe('normal')
  })
})
