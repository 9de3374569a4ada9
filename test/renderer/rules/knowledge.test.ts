import { describe, expect, it } from 'vitest'
import { knowledgeOf, machinesOf } from '../../../src/renderer/rules/knowledge.ts'
import { previewPatterns } from '../../../src/shared/rules/index.ts'
import { documentWith, record, recordedRun } from '../recorded-run.ts'

describe('knowledgeOf', () => {
  it('reads facts as they come, and answers the same until one of them matters', () => {
    const facts = [...recordedRun()]
    const before = knowledgeOf(facts, facts.length)
    expect(before.discovered.map(({ host }) => host)).toContain('esx-01')
    expect(knowledgeOf(facts, facts.length)).toBe(before)

    const last = facts.at(-1)?.seq ?? 0
    facts.push(...record([{ type: 'rules.hostsForgotten', hosts: ['esx-01'] }], 10, last + 1))
    const after = knowledgeOf(facts, facts.length)
    expect(after.discovered.map(({ host }) => host)).not.toContain('esx-01')
    expect(after.asked.has('esx-01')).toBe(true)
  })

  it('is not ahead of the facts it is asked about', () => {
    expect(knowledgeOf([...recordedRun()], 0).discovered).toEqual([])
  })
})

describe('machinesOf', () => {
  it('takes what a host sent in place of what the document says of it', () => {
    const facts = recordedRun()
    const machines = machinesOf(
      documentWith(['esx-01', 'esx-99']),
      knowledgeOf(facts, facts.length),
    )
    const named = (id: string) => machines.find((machine) => machine.id === id)
    expect(named('esx-01')?.attributes.ipv4).not.toBe('')
    expect(named('esx-01')?.stored).toBeDefined()
    expect(named('esx-99')?.attributes.ipv4).toBe('')
    expect(previewPatterns([], machines).hosts).toHaveLength(machines.length)
  })
})
