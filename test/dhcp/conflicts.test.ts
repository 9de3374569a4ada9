import { describe, expect, it } from 'vitest'
import { watchForConflicts } from '../../src/main/dhcp/conflicts.ts'
import { createLabNetwork } from '../../src/main/net/index.ts'

/** Runs the watch for some of its turns; each rest moves the clock by `step` ms, and the looks numbered in `fails` fail. */
const watch = async (
  free: () => string[],
  inUse: readonly string[],
  turns: number,
  step: number,
  fails: readonly number[] = [],
) => {
  const asked: (readonly string[])[] = []
  const aside: [string, string | undefined][] = []
  const told: string[] = []
  const over = new AbortController()
  let now = 0
  let left = turns
  const server: Parameters<typeof watchForConflicts>[0]['server'] = {
    nextFree: (count) => free().slice(0, count),
    setAside: (address, mac) => {
      aside.push([address, mac])
      return Promise.resolve()
    },
  }
  await watchForConflicts({
    network: {
      ...createLabNetwork({ address: '127.76.0.1' }),
      neighbours: (addresses) => {
        asked.push(addresses)
        if (fails.includes(asked.length)) return Promise.reject(new Error('no socket'))
        return Promise.resolve(
          new Map(
            addresses
              .filter((address) => inUse.includes(address))
              .map((address) => [address, '52:54:00:00:00:09']),
          ),
        )
      },
    },
    server,
    tell: ({ finding }) => Promise.resolve(told.push(finding.code)),
    clock: {
      now: () => now,
      sleep: () => {
        now += step
        left -= 1
        if (left === 0) over.abort()
        return Promise.resolve()
      },
    },
    signal: over.signal,
  })
  return { asked, aside, told }
}

describe('the look at free addresses ahead of need', () => {
  it('sets aside those that somebody answers on', async () => {
    const { aside } = await watch(() => ['10.0.0.10', '10.0.0.11'], ['10.0.0.11'], 1, 1000)
    expect(aside).toEqual([['10.0.0.11', '52:54:00:00:00:09']])
  })

  it('asks for each once while the answer is fresh, and again later', async () => {
    const soon = await watch(() => ['10.0.0.10'], [], 5, 1000)
    expect(soon.asked).toEqual([['10.0.0.10']])
    const later = await watch(() => ['10.0.0.10'], [], 3, 400_000)
    expect(later.asked).toHaveLength(3)
  })

  it('asks for a few dozen at a time, however large the pool', async () => {
    const pool = Array.from({ length: 1000 }, (_, n) => `10.0.${String(n >> 8)}.${String(n & 255)}`)
    const { asked } = await watch(() => pool, [], 1, 1000)
    expect(asked[0]).toHaveLength(64)
  })

  it('tells once that it failed, goes on until it succeeds, and tells of the next failure', async () => {
    const free = () => ['10.0.0.11']
    const once = await watch(free, ['10.0.0.11'], 3, 1000, [1, 2])
    expect(once.told).toEqual(['dhcp.conflicts-unseen'])
    expect(once.aside).toEqual([['10.0.0.11', '52:54:00:00:00:09']])
    const twice = await watch(free, [], 3, 400_000, [1, 3])
    expect(twice.told).toHaveLength(2)
  })

  it('does nothing where the system cannot ask', async () => {
    const watching = watchForConflicts({
      network: createLabNetwork({ address: '127.76.0.1' }),
      server: {
        nextFree: () => expect.fail('asked'),
        setAside: () => Promise.resolve(),
      },
      tell: () => expect.fail('told'),
      clock: { now: () => 0, sleep: () => Promise.resolve() },
      signal: new AbortController().signal,
    })
    await expect(watching).resolves.toBeUndefined()
  })
})
