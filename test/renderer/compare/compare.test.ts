import { describe, expect, it } from 'vitest'
import { emptyLab, foldLab } from '../../../src/shared/lab/index.ts'
import { align } from '../../../src/renderer/compare/align.ts'
import { bootsOf, keyOf, messagesOf } from '../../../src/renderer/compare/boots.ts'
import { documentWith, recordedRun } from '../recorded-run.ts'

describe('align', () => {
  const pairsOf = (left: string, right: string) =>
    align(left.split(''), right.split(''), (letter) => letter).map(
      (pair) => `${pair.left ?? '-'}${pair.right ?? '-'}`,
    )

  it('puts what both have in one line and keeps each in its order', () => {
    expect(pairsOf('abcd', 'acxd')).toEqual(['aa', 'b-', 'cc', '-x', 'dd'])
    expect(pairsOf('', 'ab')).toEqual(['-a', '-b'])
    expect(pairsOf('ab', 'ab')).toEqual(['aa', 'bb'])
  })
})

describe('two boots of the recorded outage', () => {
  const run = recordedRun()
  const view = foldLab(emptyLab(documentWith(['esx-01', 'esx-02'])), run)
  const boots = bootsOf(view.hosts.values())
  const own = boots.filter(({ host }) => host === 'esx-01').toReversed()

  it('are found with all their messages and no others', () => {
    expect(own.length).toBeGreaterThanOrEqual(2)
    for (const boot of own) {
      const messages = messagesOf(run, run.length, boot)
      expect(messages.length).toBeGreaterThan(0)
      expect(messages.every(({ message }) => message.host === 'esx-01')).toBe(true)
    }
  })

  it('part where the waiter no longer answers', () => {
    const [healthy, outage] = own
    if (healthy === undefined || outage === undefined) throw new Error('There are no two boots.')
    const pairs = align(
      messagesOf(run, run.length, healthy),
      messagesOf(run, run.length, outage),
      keyOf,
    )
    const first = pairs.find((pair) => pair.left === undefined && pair.right?.message.failed)
    expect(first?.right?.message.fact.type).toBe('ipxe.tryFailed')
    expect(pairs.some((pair) => pair.left?.message.fact.type === 'waiter.trampServed')).toBe(true)
  })
})
