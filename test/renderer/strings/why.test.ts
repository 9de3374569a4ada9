import { expect, it } from 'vitest'
import { why } from '../../../src/shared/host/index.ts'
import { emptyLab, foldLab } from '../../../src/shared/lab/index.ts'
import { en } from '../../../src/renderer/strings/en/index.ts'
import { de } from '../../../src/renderer/strings/de/index.ts'
import { recordedRun } from '../recorded-run.ts'
import { document } from '../../lessons/support.ts'

it('tells the same chain in German, no sentence of it in English', () => {
  const run = recordedRun()
  let told = 0
  for (const host of foldLab(emptyLab(document), run).hosts.values()) {
    const english = why(run, host, undefined, en.why)
    const german = why(run, host, undefined, de.why)
    expect(german.map(({ evidence }) => evidence)).toEqual(english.map(({ evidence }) => evidence))
    told += german.length
    const sentences = new Set(english.map(({ text }) => text))
    expect(german.filter(({ text }) => sentences.has(text))).toEqual([])
  }
  expect(told).toBeGreaterThan(20)
})
