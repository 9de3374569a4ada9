import type { Fact } from '../../../shared/facts/index.ts'
import type { FromRack } from './messages.ts'

/** Sends facts to the journal and waits until they are durable. */
export type Reporter = {
  /** Resolves when the fact is durable; facts become so in the order of the calls. */
  report(fact: Fact): Promise<void>
  /** The journal has this batch, and with it all before it. */
  recorded(batch: number): void
}

/** Facts reported in one turn of the event loop travel as one batch. */
export const createReporter = (post: (message: FromRack) => void): Reporter => {
  const waiting = new Map<number, (() => void)[]>()
  let batch = 0
  let facts: Fact[] = []
  let resolvers: (() => void)[] = []

  const flush = () => {
    batch += 1
    waiting.set(batch, resolvers)
    post({ kind: 'facts', batch, facts })
    facts = []
    resolvers = []
  }
  return {
    report: (fact) =>
      new Promise((resolve) => {
        if (facts.length === 0) queueMicrotask(flush)
        facts.push(fact)
        resolvers.push(resolve)
      }),
    recorded: (batch) => {
      for (const resolve of waiting.get(batch) ?? []) resolve()
      waiting.delete(batch)
    },
  }
}
