import { expect, it } from 'vitest'
import { glossary } from '../../../src/renderer/strings/en/glossary.ts'

const words = (text: string) => text.toLowerCase()

it('explains the words that a rule and what becomes of it are told in', () => {
  const terms = Object.values(glossary).map(({ term }) => words(term))
  for (const term of ['rule', 'rule set', 'association', 'compliance with the rule set']) {
    expect(terms).toContain(term)
  }
})

it('explains what stands beside a stateless host, and says what of it is not as in vSphere', () => {
  expect(glossary.proxy.text).toContain('not a boot')
  expect(glossary.dumpCollector.text).toMatch(/6500.*This lab/)
  expect(glossary.waiter.text).toMatch(/In vSphere.*6501.*6502.*in this lab/)
  expect(glossary.scriptBundle.text).toMatch(/In vSphere.*here/)
  expect(glossary.managedCluster.text).toContain('stateful')
})

it('says of rules and remediation what ends their limits', () => {
  expect(glossary.association.text).toContain('until')
  expect(glossary.remediation.text).toContain('reboot over the network')
})

it('says of tramp that TFTP sends it, whether or not the waiter is there', () => {
  expect(glossary.tramp.text).toContain('TFTP')
  expect(glossary.tramp.text).not.toContain('works')
})

it('knows both ways into maintenance mode, and that known hosts keep what is stored', () => {
  expect(glossary.maintenance.text).toMatch(/administrator.*vCenter/)
  expect(glossary.rules.text).toContain('stored')
})
