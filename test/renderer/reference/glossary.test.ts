import { expect, it } from 'vitest'
import { glossary } from '../../../src/renderer/strings/en/glossary.ts'

const words = (text: string) => text.toLowerCase()

it('explains the words that a rule and what becomes of it are told in', () => {
  const terms = Object.values(glossary).map(({ term }) => words(term))
  for (const term of ['rule', 'rule set', 'association', 'compliance with the rule set']) {
    expect(terms).toContain(term)
  }
})

it('says of tramp that TFTP sends it, whether or not the waiter is there', () => {
  expect(glossary.tramp.text).toContain('TFTP')
  expect(glossary.tramp.text).not.toContain('works')
})

it('knows both ways into maintenance mode, and that known hosts keep what is stored', () => {
  expect(glossary.maintenance.text).toMatch(/administrator.*vCenter/)
  expect(glossary.rules.text).toContain('stored')
})
