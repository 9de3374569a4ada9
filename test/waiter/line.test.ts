import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createLine, type Visitor } from '../../src/main/waiter/line.ts'

const never = new AbortController().signal
const from = (address: string, more: Partial<Visitor> = {}): Visitor => ({
  address,
  signal: never,
  giveWay: () => true,
  ...more,
})

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const newLine = (places: number, longest = 60_000) =>
  createLine(places, longest, () => performance.now())
/** Whether it came to a place by now. */
const isIn = async (entered: Promise<unknown>): Promise<boolean> => {
  let settled = false
  void entered.then(() => (settled = true))
  await vi.advanceTimersByTimeAsync(0)
  return settled
}

describe('a line before two places', () => {
  it('lets in who comes first, and the next when one leaves', async () => {
    const line = newLine(2)
    const first = await line.enter(from('a'))
    await line.enter(from('b'))
    const third = line.enter(from('c'))
    const fourth = line.enter(from('d'))
    first.leave()
    first.leave()
    expect(await isIn(third)).toBe(true)
    expect(await isIn(fourth)).toBe(false)
    const { leave } = await third
    leave()
    expect(await isIn(fourth)).toBe(true)
  })

  it('sends away who waited too long, and keeps the place for others', async () => {
    const line = newLine(1, 5_000)
    const { leave } = await line.enter(from('a'))
    const late = expect(line.enter(from('b'))).rejects.toMatchObject({ code: 'waiter.busy' })
    await vi.advanceTimersByTimeAsync(5_000)
    await late
    leave()
    await line.enter(from('b'))
  })

  it('ends with the signal', async () => {
    const line = newLine(1)
    await line.enter(from('a'))
    const plug = new AbortController()
    const waiting = line.enter(from('b', { signal: plug.signal }))
    plug.abort(new Error('unplugged'))
    await expect(waiting).rejects.toThrow('unplugged')
  })

  it('lets in one of an address that holds none before those that came sooner', async () => {
    const line = newLine(2)
    const { leave } = await line.enter(from('greedy'))
    await line.enter(from('greedy'))
    const more = line.enter(from('greedy'))
    const other = line.enter(from('other'))
    leave()
    expect(await isIn(other)).toBe(true)
    expect(await isIn(more)).toBe(false)
  })
})

describe('places that are held still', () => {
  const told = vi.fn<(name: string) => boolean>()
  const holding = (address: string, name: string) => from(address, { giveWay: () => told(name) })
  beforeEach(() => void told.mockReset().mockReturnValue(true))

  it('are asked for by one whose address holds fewer, the one still for longest alone', async () => {
    const line = newLine(2)
    const still = await line.enter(holding('greedy', 'still'))
    await line.enter(holding('greedy', 'also'))
    await vi.advanceTimersByTimeAsync(2_000)
    const entered = line.enter(from('other'))
    void line.enter(from('greedy'))
    expect(told).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(1_500)
    expect(told.mock.calls).toEqual([['still']])
    still.leave()
    expect(await isIn(entered)).toBe(true)
  })

  it('are asked for again where nobody heard', async () => {
    const line = newLine(2)
    await line.enter(holding('greedy', 'one'))
    await line.enter(holding('greedy', 'two'))
    told.mockReturnValueOnce(false)
    void line.enter(from('other'))
    await vi.advanceTimersByTimeAsync(4_000)
    expect(told.mock.calls.slice(0, 2)).toEqual([['one'], ['one']])
  })

  it('are kept while something moves there', async () => {
    const line = newLine(2)
    const [one, two] = [
      await line.enter(holding('proxy', 'one')),
      await line.enter(holding('proxy', 'two')),
    ]
    void line.enter(from('other'))
    for (let second = 0; second < 20; second += 1) {
      await vi.advanceTimersByTimeAsync(1_000)
      one.moved()
      two.moved()
    }
    expect(told).not.toHaveBeenCalled()
  })

  it('are kept by who holds a single one', async () => {
    const line = newLine(2)
    await line.enter(holding('a', 'a'))
    await line.enter(holding('b', 'b'))
    void line.enter(from('c'))
    await vi.advanceTimersByTimeAsync(20_000)
    expect(told).not.toHaveBeenCalled()
  })
})
