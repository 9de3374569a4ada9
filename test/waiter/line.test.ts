import { describe, expect, it, vi } from 'vitest'
import { createLine } from '../../src/main/waiter/line.ts'

const never = new AbortController().signal

describe('a line before two places', () => {
  it('lets in who comes first, and the next when one leaves', async () => {
    const line = createLine(2, 60_000)
    const leave = await line.enter(never)
    await line.enter(never)
    const order: string[] = []
    const third = line.enter(never).then(() => order.push('third'))
    const fourth = line.enter(never).then((leave) => {
      order.push('fourth')
      leave()
    })
    leave()
    leave()
    await third
    expect(order).toEqual(['third'])
    const leaveThird = await Promise.race([fourth, Promise.resolve('waits')])
    expect(leaveThird).toBe('waits')
  })

  it('sends away who waited too long, and keeps the place for others', async () => {
    vi.useFakeTimers()
    try {
      const line = createLine(1, 5_000)
      const leave = await line.enter(never)
      const late = expect(line.enter(never)).rejects.toMatchObject({ code: 'waiter.busy' })
      await vi.advanceTimersByTimeAsync(5_000)
      await late
      leave()
      await line.enter(never)
    } finally {
      vi.useRealTimers()
    }
  })

  it('ends with the signal', async () => {
    const line = createLine(1, 60_000)
    await line.enter(never)
    const plug = new AbortController()
    const waiting = line.enter(plug.signal)
    plug.abort(new Error('unplugged'))
    await expect(waiting).rejects.toThrow('unplugged')
  })
})
