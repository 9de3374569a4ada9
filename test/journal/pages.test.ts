import { expect, it } from 'vitest'
import { createMemoryStores } from '../../src/main/journal/index.ts'
import { readPages } from '../../src/main/journal/pages.ts'
import { fixedClock } from './conformance.ts'

const opened = (version: number) => ({ type: 'lab.opened', name: 'Lab', version }) as const

it.each([0, 1, 1999, 2000, 2001, 5000])(
  'reads %i facts in pages, every one once and in order',
  async (count) => {
    const { journal } = createMemoryStores({ clock: fixedClock })
    await journal.append({ facts: Array.from({ length: count }, (_, index) => opened(index)) })
    await journal.append({ facts: [{ type: 'lab.closed' }] })
    const seqs: number[] = []
    for await (const page of readPages(journal, { after: 0, types: ['lab.opened'] })) {
      expect(page.length).toBeLessThanOrEqual(2000)
      seqs.push(...page.map(({ seq }) => seq))
    }
    expect(seqs).toEqual(Array.from({ length: count }, (_, index) => index + 1))
  },
)
