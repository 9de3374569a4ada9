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

/**
 * Puts what is asked for in one turn of the event loop, or while a commit is under way, into the
 * next commit: one sync of the disk then serves many callers. Order is the order of the calls.
 */
export const createGroupCommit = <Item, Result>(commit: Commit<Item, Result>) => {
  let waiting: Waiting<Item, Result>[] = []
  let running: Promise<void> | undefined
  let closed = false

  const commitBatch = async (batch: readonly Waiting<Item, Result>[]): Promise<void> => {
    try {
      const results = await commit(batch.map(({ item }) => item))
      for (const [index, result] of results.entries()) batch[index]?.resolve(result)
    } catch (error) {
      for (const { reject } of batch) reject(error)
    }
  }

  const drain = async (): Promise<void> => {
    // Lets the rest of this turn join: a socket hands over many datagrams before the loop goes on.
    await new Promise((resolve) => setImmediate(resolve))
    while (waiting.length > 0) {
      const batch = waiting.slice(0, batchLimit)
      waiting = waiting.slice(batchLimit)
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
        running ??= drain()
      })
    },
    /** Takes no more and resolves when all that was taken is settled. */
    close: async (): Promise<void> => {
      closed = true
      await running
    },
  }
}
