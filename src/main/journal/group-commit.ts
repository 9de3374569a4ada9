import { LabError } from '../../shared/base/index.ts'

/** One durable step: every item of it, or none. */
export type Commit<Item, Result> = (items: readonly Item[]) => Promise<readonly Result[]>

type Waiting<Item, Result> = {
  readonly item: Item
  readonly resolve: (result: Result) => void
  readonly reject: (error: unknown) => void
}

/** Items in one commit. Bounds the wait of the first caller in a burst. */
const batchLimit = 2048

/** So many within so many ms are a crowd: company is likely to come. Who comes alone does not wait for it in vain. */
const usualCrowd = { size: 8, within: 50 }

/** A turn of the event loop later: a socket hands over many datagrams before the loop goes on. */
const nextTurn = () => new Promise((resolve) => setImmediate(resolve))

/**
 * Puts what is asked for in one turn of the event loop, or while a commit is under way, into the
 * next commit: one sync of the disk then serves many callers. In a crowd a commit also waits for company as long as
 * everybody in it has time (`patienceOf`, ms). Order is the order of the calls.
 */
export const createGroupCommit = <Item, Result>(
  commit: Commit<Item, Result>,
  patienceOf: (item: Item) => number = () => 0,
  crowd = usualCrowd,
) => {
  let waiting: Waiting<Item, Result>[] = []
  let running: Promise<void> | undefined
  let closed = false
  /** When the first of those who wait has no more time, on the clock of `performance`. */
  let due = Infinity
  let wake: (() => void) | undefined
  /** When the last few came, on the same clock, in a ring. */
  const came: number[] = []
  let comers = 0

  /** Notes that one has come, and tells whether it came with many. */
  const isCrowded = (now: number): boolean => {
    const place = comers++ % crowd.size
    const earlier = came[place] ?? -Infinity
    came[place] = now
    return now - earlier <= crowd.within
  }

  const commitBatch = async (batch: readonly Waiting<Item, Result>[]): Promise<void> => {
    try {
      const results = await commit(batch.map(({ item }) => item))
      for (const [index, result] of results.entries()) batch[index]?.resolve(result)
    } catch (error) {
      for (const { reject } of batch) reject(error)
    }
  }

  const sleep = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, Math.ceil(ms))
      wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })

  const timeLeft = (): number =>
    closed || waiting.length >= batchLimit ? 0 : due - performance.now()

  const waitForCompany = async (): Promise<void> => {
    // A timer counts whole milliseconds: to wait for the rest of one would wake us twice.
    for (let left = timeLeft(); left >= 1; left = timeLeft()) await sleep(left)
    wake = undefined
  }

  const drain = async (): Promise<void> => {
    await nextTurn()
    while (waiting.length > 0) {
      await waitForCompany()
      const batch = waiting.slice(0, batchLimit)
      waiting = waiting.slice(batchLimit)
      due = waiting.length > 0 ? 0 : Infinity
      await commitBatch(batch)
    }
    running = undefined
  }

  return {
    /** Resolves once the item is durable. */
    add: (item: Item): Promise<Result> => {
      if (closed) return Promise.reject(new LabError('journal.closed', 'The lab file is closed.'))
      return new Promise<Result>((resolve, reject) => {
        waiting.push({ item, resolve, reject })
        const now = performance.now()
        const at = isCrowded(now) ? now + patienceOf(item) : 0
        if (at < due) {
          due = at
          wake?.()
        }
        running ??= drain()
      })
    },
    /** Takes no more and resolves when all that was taken is settled. */
    close: async (): Promise<void> => {
      closed = true
      wake?.()
      await running
    },
  }
}
