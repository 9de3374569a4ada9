import { describe, expect, it } from 'vitest'
import { foldLab, emptyLab } from '../../../src/shared/lab/index.ts'
import { placeAfter } from '../../../src/renderer/client/facts.ts'
import { createJournal } from '../../../src/renderer/client/journal.ts'
import { documentWith, record, recordedRun } from '../recorded-run.ts'

const document = documentWith(['esx-01', 'esx-02'])

describe('createJournal', () => {
  it('shows at every point what a fold from the start shows', () => {
    const run = recordedRun()
    const journal = createJournal(document)
    journal.append(run)
    for (const seq of [1, 40, 41, 200, 12, run.length]) {
      const straight = foldLab(emptyLab(document), run.slice(0, seq))
      expect(journal.at(seq)).toEqual(straight)
    }
  })

  it('comes to the same head whatever batches the facts arrive in', () => {
    const run = recordedRun()
    const atOnce = createJournal(document)
    atOnce.append(run)
    const oneByOne = createJournal(document)
    for (const fact of run) oneByOne.append([fact])
    expect(oneByOne.head()).toEqual(atOnce.head())
  })

  it('passes over facts it has and reports one that is missing', () => {
    const facts = record([{ type: 'lab.closed' }, { type: 'lab.closed' }, { type: 'lab.closed' }])
    const journal = createJournal(document)
    expect(journal.append(facts.slice(0, 2))).toBe('taken')
    expect(journal.append(facts.slice(0, 1))).toBe('taken')
    expect(journal.facts).toHaveLength(2)
    expect(journal.append([{ seq: 9, at: 0, fact: { type: 'lab.closed' } }])).toBe('gap')
    expect(journal.facts).toHaveLength(2)
  })

  it('shows hosts that a newer document names', () => {
    const journal = createJournal(document)
    journal.append(recordedRun())
    journal.setDocument(documentWith(['esx-01', 'esx-02', 'esx-09']))
    expect(journal.head().hosts.get('esx-09')?.state).toBe('off')
    expect(journal.at(5).hosts.has('esx-09')).toBe(true)
  })
})

describe('placeAfter', () => {
  it('finds the place behind a sequence number', () => {
    const facts = record([{ type: 'lab.closed' }, { type: 'lab.closed' }], 10, 5)
    expect([4, 5, 6, 7].map((seq) => placeAfter(facts, seq))).toEqual([0, 1, 2, 2])
  })
})
