import type { Recorded } from '../../shared/facts/index.ts'
import type { JournalQuery } from './store.ts'

export type Listener = (facts: readonly Recorded[]) => void

/** Facts kept in memory (at least, up to twice as many), so that those who follow live never wait for the disk. */
const tailLength = 4096

/** What is durable, handed on in order: subscribers, and the newest facts for those who read on. */
export const createFeed = (start: number) => {
  const listeners = new Set<Listener>()
  let tail: Recorded[] = []
  let last = start

  return {
    last: (): number => last,
    /** Tells every subscriber. One that throws is a defect: it surfaces, and stops nobody else. */
    publish: (facts: readonly Recorded[]): void => {
      const newest = facts.at(-1)
      if (newest === undefined) return
      last = newest.seq
      tail.push(...facts)
      if (tail.length > 2 * tailLength) tail = tail.slice(-tailLength)
      for (const listener of listeners) {
        try {
          listener(facts)
        } catch (error) {
          queueMicrotask(() => {
            throw error
          })
        }
      }
    },
    subscribe: (listener: Listener): (() => void) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    /** The page when memory holds all of it, or undefined. */
    page: ({ after, limit, take, ...narrow }: JournalQuery): readonly Recorded[] | undefined => {
      if (after >= last) return []
      const whole = take !== 'last' && Object.values(narrow).every((value) => value === undefined)
      if (!whole) return undefined
      const first = tail[0]
      if (first === undefined || after < first.seq - 1) return undefined
      return tail.slice(after - first.seq + 1, after - first.seq + 1 + limit)
    },
  }
}

export type Feed = ReturnType<typeof createFeed>
