import { describe, expect, it } from 'vitest'
import { why } from '../../../src/shared/host/index.ts'
import { emptyLab, foldLab } from '../../../src/shared/lab/index.ts'
import { createBootFacts } from '../../../src/renderer/inspector/boot-facts.ts'
import { placeAfter } from '../../../src/renderer/client/facts.ts'
import { documentWith, recordedRun } from '../recorded-run.ts'

describe('the facts of a boot', () => {
  const run = recordedRun()
  const document = documentWith(['esx-01', 'esx-02'])

  it('tell the same chain as all facts do, at every moment of an outage', () => {
    let told = 0
    for (let count = 1; count <= run.length; count += 3) {
      const all = run.slice(0, count)
      for (const host of foldLab(emptyLab(document), all).hosts.values()) {
        const from = host.boots.at(-1)?.firstSeq ?? host.lastSeq
        const before = run.filter(({ seq }) => seq < from)
        const { absences } = foldLab(emptyLab(document), before)
        const own = createBootFacts(host.id, placeAfter(run, from - 1)).read(run, count)
        const chain = why([...absences, ...own], host)
        expect(chain).toEqual(why(all, host))
        told += chain.filter(({ tone }) => tone === 'bad').length
      }
    }
    expect(told).toBeGreaterThan(0)
  })
})
