import { describe, expect, it } from 'vitest'
import { emptyLab, foldLab } from '../../../src/shared/lab/index.ts'
import { align } from '../../../src/renderer/compare/align.ts'
import { bootsOf, messagesOf } from '../../../src/renderer/compare/boots.ts'
import { compareBoots } from '../../../src/renderer/compare/parts.ts'
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

  it('goes on at the nearest place: the first of two rounds stands beside the only one', () => {
    // Firmware and iPXE each ask for an address; of a boot that ends at TFTP only firmware does.
    expect(pairsOf('pdotdo', 'rdox')).toEqual(['p-', '-r', 'dd', 'oo', 't-', 'd-', 'o-', '-x'])
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

  const compared = () => {
    const [healthy, outage] = own
    if (healthy === undefined || outage === undefined) throw new Error('There are no two boots.')
    const left = messagesOf(run, run.length, healthy)
    const right = messagesOf(run, run.length, outage)
    return { left, right, parts: compareBoots(left, right) }
  }
  const told = () =>
    compared().parts.flatMap(({ part, lines }) =>
      lines.map(
        (line) =>
          `${part}: ${line.left?.message.fact.type ?? '-'} | ${line.right?.message.fact.type ?? '-'}`,
      ),
    )

  it('part where the waiter no longer answers, with answer and refusal in one line', () => {
    const { parts } = compared()
    const first = parts.flatMap(({ lines }) => lines).filter(({ alike }) => !alike)[1]
    expect(first?.left?.message.fact.type).toBe('waiter.trampServed')
    expect(first?.right?.message.fact.type).toBe('ipxe.tryFailed')
  })

  it('meet again where the kernel starts and the host is up, whichever source it came from', () => {
    expect(told()).toContain('start: host.poweredOn | host.rebooted')
    expect(told()).toContain('disk: - | disk.imageVerified')
    expect(told()).toContain('system: kernel.started | kernel.started')
    expect(told()).toContain('up: esxi.up | esxi.up')
  })

  it('lose no message and change no order', () => {
    const { left, right, parts } = compared()
    const lines = parts.flatMap((part) => part.lines)
    expect(lines.flatMap((line) => line.left ?? [])).toEqual(left)
    expect(lines.flatMap((line) => line.right ?? [])).toEqual(right)
  })

  it('are alike in every line when they are one and the same', () => {
    const { left } = compared()
    const lines = compareBoots(left, left).flatMap((part) => part.lines)
    expect(lines).toHaveLength(left.length)
    expect(lines.every(({ alike }) => alike)).toBe(true)
  })
})
