import { createRouterClient, implement } from '@orpc/server'
import { expect } from 'vitest'
import type { Connection } from '../../src/renderer/client/connection.ts'
import { createLabStore, type LabStore } from '../../src/renderer/client/store.ts'
import { contract } from '../../src/shared/contract/index.ts'
import type { Recorded } from '../../src/shared/facts/index.ts'
import { documentWith, recordedRun } from './recorded-run.ts'

const run = recordedRun()

/** The lab's clock when a window joins it. */
export const labTime = 1_000_000

/** A lab in this process that knows the first facts of a run, and tells the others when it is bidden. */
const createTellingLab = (before: number) => {
  let more: (facts: readonly Recorded[]) => void = () => {}
  let told = before
  const os = implement(contract)
  const router = {
    lab: {
      state: os.lab.state.handler(() => ({
        version: '0.0.0',
        platform: 'browser' as const,
        level: { kind: 'lab' as const },
        document: documentWith(['esx-01', 'esx-02', 'esx-03', 'esx-04']),
        documentVersion: 1,
        now: labTime,
        canUndo: false,
        canRedo: false,
        seq: before,
        seat: { kind: 'operator' as const },
      })),
    },
    journal: {
      follow: os.journal.follow.handler(async function* () {
        yield run.slice(0, before)
        for (;;) {
          yield [...(await new Promise<readonly Recorded[]>((resolve) => (more = resolve)))]
        }
      }),
    },
  }
  const connect = (): Promise<Connection> =>
    Promise.resolve({
      // The store calls only what is implemented above.
      client: createRouterClient(router) as unknown as Connection['client'],
      closed: new Promise<void>(() => {}),
      close: () => undefined,
    })
  const tell = (count: number) => {
    more(run.slice(told, told + count))
    told += count
  }
  return { connect, tell }
}

/** How many facts a window has. */
export const countOf = (store: Pick<LabStore, 'snapshot'>): number =>
  store.snapshot().lab?.count ?? 0

/** A window that joined such a lab after `before` facts. `tell` resolves when the window has `count` more. */
export const joinLab = async (before: number, now = () => 0) => {
  const lab = createTellingLab(before)
  const closing = new AbortController()
  const store = createLabStore({
    connect: lab.connect,
    schedule: (draw) => queueMicrotask(draw),
    now,
    sleep: () => Promise.resolve(),
    signal: closing.signal,
  })
  const has = (count: number) => expect.poll(() => countOf(store)).toBe(count)
  await has(before)
  const tell = async (count: number) => {
    const known = countOf(store)
    lab.tell(count)
    await has(known + count)
  }
  return { store, tell, close: () => closing.abort() }
}
