import { deflateSync, strToU8 } from 'fflate'
import { describe, expect, it } from 'vitest'
import { implement } from '@orpc/server'
import { createRouterClient } from '@orpc/server'
import { contract, type LabState } from '../../../src/shared/contract/index.ts'
import { chunkSize, type Recorded } from '../../../src/shared/facts/index.ts'
import type { Connection } from '../../../src/renderer/client/connection.ts'
import { createLabStore, type LabStore } from '../../../src/renderer/client/store.ts'
import { past } from '../../../src/main/api/past.ts'
import { pack } from '../../../src/renderer/client/pack.ts'
import { emptyLab, foldLab } from '../../../src/shared/lab/index.ts'
import { documentWith, recordedRun } from '../recorded-run.ts'
import { joinLab, labTime } from '../telling-lab.ts'

const run = recordedRun()

/** More than a window takes fact by fact. */
const long = Array.from({ length: 40 * chunkSize + 100 }, (_, place): Recorded => {
  const { fact } = run[place % run.length] ?? expect.fail('an empty run')
  return { seq: place + 1, at: 1_000_000 + place, fact }
})

const state = (seq: number, version = '0.0.0'): LabState => ({
  version,
  platform: 'browser',
  level: { kind: 'lab' },
  document: documentWith(['esx-01', 'esx-02']),
  documentVersion: 1,
  now: labTime,
  canUndo: false,
  canRedo: false,
  seq,
  seat: { kind: 'operator' },
})

/** A lab in this process: it has `known()` facts, follows from where it is asked, and can be cut. */
const createTestLab = (
  known: () => readonly Recorded[],
  version = () => '0.0.0',
  packed = pack,
) => {
  const asked: number[] = []
  const lost: (() => void)[] = []
  const os = implement(contract)
  const router = {
    lab: { state: os.lab.state.handler(() => state(known().length, version())) },
    journal: {
      past: os.journal.past.handler(async function* ({ input, signal }) {
        yield* past(
          {
            readPacked: (chunk) => {
              const facts = known().slice(chunk * chunkSize, (chunk + 1) * chunkSize)
              return Promise.resolve(facts.length === chunkSize ? packed(facts) : undefined)
            },
          },
          input.after,
          signal ?? new AbortController().signal,
        )
      }),
      follow: os.journal.follow.handler(async function* ({ input, signal }) {
        asked.push(input.after)
        yield known().slice(input.after)
        await new Promise((resolve) => signal?.addEventListener('abort', resolve))
      }),
    },
  }
  const connect = (): Promise<Connection> => {
    const closed = new Promise<void>((resolve) => lost.push(resolve))
    // The store only calls what is implemented above.
    const client = createRouterClient(router) as unknown as Connection['client']
    return Promise.resolve({ client, closed, close: () => undefined })
  }
  return { asked, connect, cut: () => lost.at(-1)?.() }
}

const until = (store: LabStore, holds: () => boolean): Promise<void> =>
  new Promise((resolve) => {
    const check = () => {
      if (!holds()) return
      stop()
      resolve()
    }
    const stop = store.subscribe(check)
    check()
  })

/** A signal that a test's end aborts. */
const untilDisposed = () => {
  const controller = new AbortController()
  return { signal: controller.signal, [Symbol.dispose]: () => controller.abort() }
}

const start = (connect: () => Promise<Connection>, signal: AbortSignal) =>
  createLabStore({
    connect,
    schedule: (draw) => queueMicrotask(draw),
    now: () => 0,
    sleep: () => Promise.resolve(),
    signal,
  })

describe('createLabStore', () => {
  it('follows the journal and shows the folded lab', async () => {
    using stop = untilDisposed()
    const store = start(createTestLab(() => run).connect, stop.signal)
    await until(store, () => store.snapshot().lab?.count === run.length)
    const { lab, link } = store.snapshot()
    expect(link.kind).toBe('live')
    expect(lab?.view.seq).toBe(run.length)
    expect(lab?.view.hosts.has('esx-01')).toBe(true)
    // All of it had happened before this window came.
    expect(lab?.joinedAt).toBe(run.length)
  })

  it('tells the time of the lab, and runs after it when the lab knows of a sleep', async () => {
    let ours = 500
    const { store, tell, close } = await joinLab(100, () => ours)
    // What had happened is later than the lab's clock, which was set back since.
    expect(run[99]?.at).toBeGreaterThan(labTime)
    expect(store.labNow()).toBe(labTime)
    ours += 40
    expect(store.labNow()).toBe(labTime + 40)
    await tell(5)
    expect(store.labNow()).toBe(run[104]?.at)
    close()
  })

  it('shows no moment before the one it joined at', async () => {
    using stop = untilDisposed()
    let time = 0
    const store = createLabStore({
      connect: createTestLab(() => run).connect,
      schedule: (draw) => queueMicrotask(draw),
      // Each look at the clock costs: one portion of facts is all that a frame has time for.
      now: () => (time += 5),
      sleep: () => Promise.resolve(),
      signal: stop.signal,
    })
    const drawn = new Set<number | undefined>()
    store.subscribe(() => drawn.add(store.snapshot().lab?.count))
    await until(store, () => store.snapshot().lab?.count === run.length)
    expect([...drawn]).toEqual([undefined, run.length])
  })

  it('lets whoever asks without a connection see a rejection, not a throw', async () => {
    using stop = untilDisposed()
    const store = start(() => new Promise(() => {}), stop.signal)
    const asked = store.client().document.history()
    await expect(asked).rejects.toThrow('There is no connection to the lab.')
  })

  it('resumes behind the last fact it has when the connection is lost', async () => {
    using stop = untilDisposed()
    let known = 100
    const lab = createTestLab(() => run.slice(0, known))
    const store = start(lab.connect, stop.signal)
    await until(store, () => store.snapshot().lab?.count === 100)
    known = 150
    lab.cut()
    await until(store, () => store.snapshot().lab?.count === 150)
    expect(lab.asked).toEqual([0, 100])
  })

  it('reads a long past in packed chunks, and shows how far it is', async () => {
    using stop = untilDisposed()
    const lab = createTestLab(() => long)
    const store = start(lab.connect, stop.signal)
    const drawn = new Set<number>()
    store.subscribe(() => drawn.add(store.snapshot().lab?.head.seq ?? 0))
    await until(store, () => store.snapshot().lab?.count === long.length)
    // Fact by fact only what makes no whole chunk.
    expect(lab.asked).toEqual([40 * chunkSize])
    expect([...drawn].some((seq) => seq > 0 && seq < long.length - chunkSize)).toBe(true)
    const { view, facts } = store.snapshot().lab ?? expect.fail('no lab')
    expect(view).toEqual(foldLab(emptyLab(state(0).document), long))
    expect([...facts]).toEqual(long)
  })

  it('goes on in the middle of a chunk after a loss', async () => {
    using stop = untilDisposed()
    let known = 700
    const lab = createTestLab(() => long.slice(0, known))
    const store = start(lab.connect, stop.signal)
    await until(store, () => store.snapshot().lab?.count === 700)
    known = 9 * chunkSize + 3
    lab.cut()
    await until(store, () => store.snapshot().lab?.count === known)
    expect(lab.asked).toEqual([0, 9 * chunkSize])
    expect([...(store.snapshot().lab?.facts ?? [])]).toEqual(long.slice(0, known))
  })

  it('holds the picture at a fact while the lab goes on, and lets it follow again', async () => {
    using stop = untilDisposed()
    const store = start(createTestLab(() => run).connect, stop.signal)
    await until(store, () => store.snapshot().lab?.count === run.length)
    store.hold(30)
    expect(store.snapshot().lab?.view.seq).toBe(30)
    expect(store.snapshot().lab?.head.seq).toBe(run.length)
    store.hold(undefined)
    expect(store.snapshot().lab?.view.seq).toBe(run.length)
  })

  it('folds on in the frames that a slow picture leaves out', async () => {
    using stop = untilDisposed()
    let time = 0
    let asked = 0
    // It joins an empty lab: what follows is news.
    const lab = createTestLab(() => (asked++ === 0 ? [] : run))
    const store = createLabStore({
      connect: lab.connect,
      schedule: (draw) =>
        queueMicrotask(() => {
          time += 16
          draw()
        }),
      // Each look at the clock costs: one portion of facts is all that a frame has time for.
      now: () => (time += 5),
      sleep: () => Promise.resolve(),
      signal: stop.signal,
    })
    const drawn = new Set<number>()
    store.subscribe(() => {
      drawn.add(store.snapshot().lab?.count ?? 0)
      time += 500
    })
    await until(store, () => store.snapshot().lab?.count === run.length)
    const portions = Math.ceil(run.length / 32)
    expect(drawn.size).toBeLessThan(portions * 0.75)
  })

  it('asks no more of a lab that was started anew as another version', async () => {
    using stop = untilDisposed()
    let version = '1.0.0'
    const lab = createTestLab(
      () => run,
      () => version,
    )
    const store = start(lab.connect, stop.signal)
    await until(store, () => store.snapshot().lab?.count === run.length)
    version = '1.1.0'
    lab.cut()
    await until(store, () => store.snapshot().link.kind === 'outdated')
    expect(lab.asked).toEqual([0])
    // What it has read stays.
    expect(store.snapshot().lab?.count).toBe(run.length)
    await expect(store.client().document.history()).rejects.toThrow('no connection')
  })

  it('asks no more where facts are packed as it cannot read', async () => {
    using stop = untilDisposed()
    const lab = createTestLab(
      () => long,
      undefined,
      (facts) => deflateSync(strToU8(JSON.stringify(facts))),
    )
    const store = start(lab.connect, stop.signal)
    await until(store, () => store.snapshot().link.kind === 'outdated')
    expect(lab.asked).toEqual([])
  })

  it('starts again when the journal is that of another lab', async () => {
    using stop = untilDisposed()
    let facts: readonly Recorded[] = run.slice(0, 200)
    const lab = createTestLab(() => facts)
    const store = start(lab.connect, stop.signal)
    await until(store, () => store.snapshot().lab?.count === 200)
    facts = run.slice(0, 20)
    lab.cut()
    await until(store, () => store.snapshot().lab?.count === 20)
    expect(store.snapshot().lab?.view.seq).toBe(20)
  })
})
