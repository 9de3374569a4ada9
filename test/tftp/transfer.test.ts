import { describe, expect, it } from 'vitest'
import {
  awakeUntil,
  beginTransfer,
  dueAt,
  onAck,
  onClientError,
  onRepeatedRequest,
  onTime,
  type Plan,
  type Step,
} from '../../src/main/tftp/transfer.ts'
import { transferOver } from './virtual-wire.ts'

const plan = (more: Partial<Plan> = {}): Plan => ({
  size: 5000,
  blockSize: 512,
  windowSize: 1,
  oack: false,
  ...more,
})
const data = (first: number, count = 1) => ({ kind: 'data', first, count })

/** Steps through ACKs that come a millisecond apart. */
const acks = (begun: Step, ...blocks: readonly number[]): Step =>
  blocks.reduce<Step>((step, block, index) => onAck(step.transfer, block, index + 1), begun)

describe('a transfer in lock step', () => {
  it('sends a block for each ACK and ends with the ACK of the last', () => {
    const begun = beginTransfer(plan({ size: 1024 }), 0)
    expect(begun.send).toEqual(data(1))
    expect(acks(begun, 1).send).toEqual(data(2))
    expect(acks(begun, 1, 2).send).toEqual(data(3))
    expect(acks(begun, 1, 2, 3).end).toEqual({ kind: 'sent' })
  })

  it('waits for ACK 0 when options were agreed', () => {
    const begun = beginTransfer(plan({ oack: true }), 0)
    expect(begun.send).toEqual({ kind: 'oack' })
    expect(acks(begun, 1).send).toBeUndefined()
    expect(acks(begun, 0).send).toEqual(data(1))
  })

  it('takes no notice of an ACK of a block that was never sent, nor of an old one', () => {
    const begun = beginTransfer(plan(), 0)
    for (const block of [2, 9, 40_000, 65_535])
      expect(acks(begun, block).transfer).toBe(begun.transfer)
    const on = acks(begun, 1, 2)
    expect(onAck(on.transfer, 1, 9)).toEqual({ transfer: on.transfer })
  })

  it('answers no doubled ACK: the next block answers it (Sorcerer’s Apprentice)', () => {
    const outcome = transferOver(plan({ size: 2_000_000 }), (direction) =>
      direction === 'ack' ? [1, 1] : [1],
    )
    expect(outcome.end).toEqual({ kind: 'sent' })
    expect(outcome.dataSent).toBe(outcome.transfer.blocks)
  })

  it('lets its answer be waited for awake only where answers are quicker than a wake-up', () => {
    const begun = beginTransfer(plan(), 0)
    expect(awakeUntil(begun.transfer)).toBe(0)
    const quick = onAck(begun.transfer, 1, 0.03)
    expect(awakeUntil(quick.transfer)).toBeCloseTo(0.136, 5)
    const slow = onAck(quick.transfer, 2, 5)
    expect(awakeUntil(slow.transfer)).toBe(0)
    const window = onAck(
      beginTransfer(plan({ size: 1_000_000, windowSize: 64 }), 0).transfer,
      64,
      0.3,
    )
    expect(awakeUntil(window.transfer)).toBeCloseTo(0.784, 5)
  })

  it('answers a repeated ACK by one repair when the client does not move on', () => {
    const on = acks(beginTransfer(plan(), 0), 1)
    const asked = onAck(on.transfer, 1, 10)
    expect(asked.send).toBeUndefined()
    const repair = onTime(asked.transfer, dueAt(asked.transfer))
    expect(repair.send).toEqual(data(2))
    const again = onAck(repair.transfer, 1, 20)
    expect(again.transfer.repairAt).toBe(Infinity)
  })

  it('rolls its block number over past 65535', () => {
    const outcome = transferOver(plan({ size: 8 * 70_000, blockSize: 8 }), () => [0])
    expect(outcome).toMatchObject({ end: { kind: 'sent' }, blocks: 70_001, dataSent: 70_001 })
  })

  it('repeats with back-off and gives up after half a minute', () => {
    let step = beginTransfer(plan(), 0)
    const times: number[] = []
    while (step.end === undefined) {
      const now = dueAt(step.transfer)
      step = onTime(step.transfer, now)
      times.push(now)
    }
    expect(times).toEqual([1000, 3000, 7000, 15_000, 23_000, 31_000])
    expect(step.end).toEqual({ kind: 'timeout' })
  })

  it('gives a client that asked for seconds between repeats eight of them', () => {
    let step = beginTransfer(plan({ timeout: 6000 }), 0)
    const times: number[] = []
    while (step.end === undefined) {
      const now = dueAt(step.transfer)
      step = onTime(step.transfer, now)
      times.push(now / 1000)
    }
    expect(times).toEqual([6, 14, 22, 30, 38, 46, 54, 62, 70])
    expect(step.end).toEqual({ kind: 'timeout' })
  })

  it.each([
    { asked: 15, ends: 120, repeats: 7 },
    { asked: 60, ends: 120, repeats: 1 },
    { asked: 255, ends: 510, repeats: 1 },
  ])(
    'gives up a silent client that asked for $asked s after $ends s, heard out once at least',
    ({ asked, ends, repeats }) => {
      let step = beginTransfer(plan({ timeout: asked * 1000 }), 0)
      const times: number[] = []
      while (step.end === undefined) {
        const now = dueAt(step.transfer)
        step = onTime(step.transfer, now)
        times.push(now / 1000)
      }
      expect(step.end).toEqual({ kind: 'timeout' })
      expect(times).toEqual(Array.from({ length: repeats + 1 }, (_, n) => asked * (n + 1)))
      expect(times.at(-1)).toBe(ends)
    },
  )

  it('repeats after the seconds a client asked for', () => {
    const begun = beginTransfer(plan({ timeout: 3000 }), 0)
    expect(dueAt(begun.transfer)).toBe(3000)
    const repeated = onTime(begun.transfer, 3000)
    expect(repeated.send).toEqual(data(1))
    expect(dueAt(repeated.transfer)).toBe(3000 + 6000)
  })

  it('repeats sooner on a fast path', () => {
    expect(dueAt(acks(beginTransfer(plan(), 0), 1, 2, 3).transfer)).toBeLessThan(300)
  })
})

describe('a transfer in windows', () => {
  const windows = plan({ windowSize: 4, size: 512 * 9 })

  it('sends the next window when the whole one is acknowledged', () => {
    const begun = beginTransfer(windows, 0)
    expect(begun.send).toEqual(data(1, 4))
    expect(acks(begun, 4).send).toEqual(data(5, 4))
    expect(acks(begun, 4, 8).send).toEqual(data(9, 2))
  })

  it('goes back to the gap an ACK shows, in smaller bursts', () => {
    const gap = acks(beginTransfer(windows, 0), 2)
    expect(gap.send).toBeUndefined()
    const repair = onTime(gap.transfer, dueAt(gap.transfer))
    expect(repair.send).toEqual(data(3, 2))
    expect(onTime(repair.transfer, dueAt(repair.transfer)).send).toEqual(data(5, 2))
  })

  it('is not fooled by packets that only came in another order', () => {
    const gap = onAck(beginTransfer(windows, 0).transfer, 2, 1)
    expect(onAck(gap.transfer, 4, 1.5).send).toEqual(data(5, 4))
  })

  it('sends larger bursts again when nothing is lost', () => {
    let step = beginTransfer(plan({ windowSize: 4, size: 512 * 1000 }), 0)
    step = onTime(step.transfer, 1000)
    expect(step.transfer.burst).toBe(2)
    const outcome = transferOver(plan({ windowSize: 4, size: 512 * 100 }), () => [1])
    expect(outcome.transfer.burst).toBe(4)
  })

  it('sends no window twice for ACKs that are all doubled', () => {
    const outcome = transferOver(plan({ windowSize: 8, size: 2_000_000 }), (direction) =>
      direction === 'ack' ? [1, 1.5] : [1],
    )
    expect(outcome.end).toEqual({ kind: 'sent' })
    expect(outcome.dataSent).toBe(outcome.transfer.blocks)
  })
})

describe('the end a client makes', () => {
  it('is a size probe after the option reply', () => {
    const begun = beginTransfer(plan({ oack: true }), 0)
    expect(onClientError(begun.transfer, 8, 'User aborted').end).toEqual({ kind: 'probed' })
  })

  it('is an error in the middle of the file', () => {
    const on = acks(beginTransfer(plan(), 0), 1)
    expect(onClientError(on.transfer, 3, 'Disk full').end).toEqual({
      kind: 'clientError',
      code: 3,
      message: 'Disk full',
    })
  })
})

describe('a request that comes again', () => {
  it('gets the option reply again', () => {
    const begun = beginTransfer(plan({ oack: true }), 0)
    const again = onRepeatedRequest(begun.transfer, 900)
    expect(again.send).toEqual({ kind: 'oack' })
    // It counts as a repeat: what was due just now would come twice.
    expect(dueAt(again.transfer)).toBe(1900)
  })

  it('gets the first block again, once, and nothing when the transfer has moved on', () => {
    const begun = beginTransfer(plan(), 0)
    const again = onRepeatedRequest(begun.transfer, 10)
    expect(onTime(again.transfer, dueAt(again.transfer)).send).toEqual(data(1))
    const on = acks(begun, 1)
    expect(onRepeatedRequest(on.transfer, 20)).toEqual({ transfer: on.transfer })
  })
})
