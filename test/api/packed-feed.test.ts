import { describe, expect, it, onTestFinished } from 'vitest'
import { bytesOf, unpack } from '../../src/renderer/client/pack.ts'
import { createPackedFeed } from '../../src/main/api/packed-feed.ts'
import { createSystemClock } from '../../src/main/system-clock.ts'
import { createMemoryStores, type JournalQuery } from '../../src/main/journal/index.ts'

const opened = (version: number) => ({ type: 'lab.opened', name: 'Lab', version }) as const

const open = async (facts: number) => {
  const { journal } = createMemoryStores({ clock: createSystemClock() })
  const append = async (count: number) => {
    for (let each = 0; each < count; each++) await journal.append({ facts: [opened(each)] })
  }
  await append(facts)
  let reads = 0
  const feed = createPackedFeed({
    last: () => journal.last(),
    subscribe: (listener) => journal.subscribe(listener),
    read: (query: JournalQuery) => {
      reads += 1
      return journal.read(query)
    },
  })
  const leave = new AbortController()
  onTestFinished(() => leave.abort())
  const follow = (after: number) => feed(after, leave.signal)
  return { append, follow, feed, reads: () => reads }
}

/** Numbers of the facts a reader gets, each once, until it has the one at `last`. */
const seqsUntil = async (batches: AsyncIterable<string>, last: number) => {
  const seqs: number[] = []
  for await (const batch of batches) {
    for (const { seq } of unpack(bytesOf(batch))) if (seq > (seqs.at(-1) ?? 0)) seqs.push(seq)
    if ((seqs.at(-1) ?? 0) >= last) return seqs
  }
  return seqs
}

const upTo = (last: number) => Array.from({ length: last }, (_, index) => index + 1)

describe('the packed feed', () => {
  it('reads and packs a fact once, however many look on', async () => {
    const { append, follow, reads } = await open(3)
    const readers = Array.from({ length: 20 }, () => seqsUntil(follow(3), 8))
    await append(5)
    expect(new Set((await Promise.all(readers)).map((seqs) => seqs.join()))).toEqual(
      new Set(['4,5,6,7,8']),
    )
    expect(reads()).toBeLessThan(5)
  })

  it('gives all facts in order to who comes late, wherever the others are', async () => {
    const { append, follow } = await open(30)
    const early = seqsUntil(follow(0), 40)
    await append(4)
    const late = seqsUntil(follow(0), 40)
    const midway = seqsUntil(follow(17), 40)
    await append(6)
    expect(await early).toEqual(upTo(40))
    expect(await late).toEqual(upTo(40))
    expect((await midway).filter((seq) => seq > 17)).toEqual(upTo(40).slice(17))
  })

  it('brings those who were behind to where all others are', async () => {
    const { append, follow, reads } = await open(100)
    const readers = [0, 10, 20, 99].map((after) => seqsUntil(follow(after), 110))
    await append(1)
    await append(9)
    await Promise.all(readers)
    const before = reads()
    const again = [110, 110, 110].map((after) => seqsUntil(follow(after), 111))
    await append(1)
    await Promise.all(again)
    expect(reads() - before).toBe(1)
  })

  it('ends when its reader leaves', async () => {
    const { feed } = await open(1)
    const leave = new AbortController()
    const waiting = feed(1, leave.signal).next()
    leave.abort()
    expect(await waiting).toEqual({ done: true, value: undefined })
  })

  it('knows a place that is none of this journal', async () => {
    const { follow } = await open(1)
    await expect(follow(2).next()).rejects.toMatchObject({ code: 'journal.no-such-place' })
  })
})
