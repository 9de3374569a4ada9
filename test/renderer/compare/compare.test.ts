import { describe, expect, it } from 'vitest'
import type { Recorded } from '../../../src/shared/facts/index.ts'
import { emptyLab, foldLab } from '../../../src/shared/lab/index.ts'
import { align } from '../../../src/renderer/compare/align.ts'
import {
  bootsOf,
  createMessages,
  keptPair,
  lastPair,
  type Boot,
} from '../../../src/renderer/compare/boots.ts'
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

describe('the boots that are looked at', () => {
  const newest = bootsOf(
    foldLab(emptyLab(documentWith(['esx-01', 'esx-02'])), recordedRun()).hosts.values(),
  )
  const [, ...before] = newest
  const ofHost = (host: string) => (other: string) => other === host

  it('are the last two of the hosts that are meant', () => {
    const pair = lastPair(newest, ofHost('esx-01'))
    const own = newest.filter(({ host }) => host === 'esx-01')
    expect(pair).toEqual({ left: own[1]?.id, right: own[0]?.id })
    expect(lastPair(newest.slice(0, 1), () => true)).toBeUndefined()
  })

  it('stay when another begins, and go with the hosts that are meant', () => {
    const pair = lastPair(before, () => true)
    if (pair === undefined) throw new Error('There are no two boots.')
    expect(lastPair(newest, () => true)).not.toEqual(pair)
    expect(keptPair(newest, { of: '', pair }, '')).toBe(pair)
    expect(keptPair(newest, { of: '', pair }, 'esx-01')).toBeUndefined()
    expect(keptPair(newest, { pair }, 'esx-01')).toBe(pair)
  })

  it('go when the moment that is shown has them not', () => {
    const pair = lastPair(newest, () => true)
    if (pair === undefined) throw new Error('There are no two boots.')
    expect(keptPair(before, { of: '', pair }, '')).toBeUndefined()
  })
})

describe('two boots of the recorded outage', () => {
  const run = recordedRun()
  const messagesOf = (boot: Boot, facts: readonly Recorded[] = run) =>
    createMessages(facts, boot.host, boot.record.firstSeq)(facts.length, boot.nextSeq)
  const view = foldLab(emptyLab(documentWith(['esx-01', 'esx-02'])), run)
  const boots = bootsOf(view.hosts.values())
  const own = boots.filter(({ host }) => host === 'esx-01').toReversed()

  it('are found with all their messages and no others', () => {
    expect(own.length).toBeGreaterThanOrEqual(2)
    for (const boot of own) {
      const messages = messagesOf(boot)
      expect(messages.length).toBeGreaterThan(0)
      expect(messages.every(({ message }) => message.host === 'esx-01')).toBe(true)
    }
  })

  it('say once that the host reports in, however often it does', () => {
    const last = own.at(-1)
    const reported = run.find(({ fact }) => fact.type === 'waiter.hostReported')
    if (last === undefined || reported?.fact.type !== 'waiter.hostReported')
      throw new Error('There is no boot, or no report.')
    const fact = { ...reported.fact, host: last.host }
    const seq = run.at(-1)?.seq ?? 0
    const reporting = (times: number) =>
      Array.from({ length: times }, (_, n) => ({ ...reported, seq: seq + 1 + n, fact }))
    const told = (times: number) => messagesOf(last, [...run, ...reporting(times)]).length
    expect([told(1), told(500)]).toEqual([told(0) + 1, told(0) + 1])
  })

  it('are read on as the journal grows, no fact twice', () => {
    const [healthy] = own
    if (healthy === undefined) throw new Error('There is no boot.')
    let reads = 0
    const counted = new Proxy(run, {
      get: (facts, key) => {
        if (key === 'at') reads += 1
        return Reflect.get(facts, key) as unknown
      },
    })
    const read = createMessages(counted, healthy.host, healthy.record.firstSeq)
    read(run.length - 20, undefined)
    const [rows, before] = [read(run.length - 20, undefined), reads]
    read(run.length - 19, undefined)
    // The new fact, and the lines that are made anew.
    expect(reads - before).toBeLessThanOrEqual(1 + rows.length)
    expect(reads).toBeGreaterThan(run.length / 2)
  })

  const compared = () => {
    const [healthy, outage] = own
    if (healthy === undefined || outage === undefined) throw new Error('There are no two boots.')
    const left = messagesOf(healthy)
    const right = messagesOf(outage)
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
