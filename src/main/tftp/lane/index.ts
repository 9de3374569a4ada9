import { closeSync, writeSync } from 'node:fs'
import { Worker } from 'node:worker_threads'
import type { Clock } from '../../../shared/base/index.ts'
import { encodeTftp, type TftpOption } from '../../../shared/packet/index.ts'
import type { Endpoint } from '../../net/network.ts'
import type { BootFile } from '../files.ts'
import type { Ended, Session } from '../session.ts'
import type { Plan } from '../transfer.ts'
import { laneLimit, type FromLane, type LaneData, type Source, type ToLane } from './messages.ts'

/** The native lane as the server sees it. */
export type Lane = {
  /** Whether it can take one more transfer now. */
  isReady(): boolean
  /** Runs a transfer on the descriptor, which it closes. */
  session(start: {
    readonly fd: number
    readonly client: Endpoint
    readonly plan: Plan
    readonly reply: readonly TftpOption[]
    readonly file: BootFile
    readonly source: Source
    /** ms since the epoch. */
    readonly at: number
  }): Session
  /** Ends its transfers and the thread. */
  stop(): Promise<void>
}

/** Files that are not on disk travel to the thread as bytes, up to this size. */
const bytesLimit = 4 * 1024 * 1024

/** How the lane gets at a file; undefined when it had better not. */
export const sourceOf = async (file: BootFile): Promise<Source | undefined> => {
  if (file.disk !== undefined) {
    return { kind: 'descriptor', fd: file.disk.descriptor, identity: file.disk.identity }
  }
  return file.size <= bytesLimit
    ? { kind: 'bytes', bytes: await file.read(0, file.size) }
    : undefined
}

type Pending = { readonly resolve: (ended: Ended) => void; readonly file: BootFile }

/** ms that the end of the program waits for the thread's start at most. */
const longestStart = 1_000

const lost = { kind: 'stopped', message: 'The thread that sent it ended' } as const

/**
 * Starts the thread that carries transfers by native calls. It takes some milliseconds to be ready,
 * and never is where there is no glibc; the portable way serves meanwhile.
 */
export const startLane = (
  worker: URL,
  clock: Pick<Clock, 'now'>,
  capture?: SharedArrayBuffer,
): Lane => {
  const progress = new SharedArrayBuffer(laneLimit * 2 * Float64Array.BYTES_PER_ELEMENT)
  const slots = new Float64Array(progress)
  const wake = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT))
  const workerData: LaneData = {
    began: clock.now() - performance.now(),
    ...{ wake: wake.buffer, progress },
    ...(capture !== undefined && { capture }),
  }
  const thread = new Worker(worker, { workerData })
  const gone = Promise.withResolvers<void>()
  const free = Array.from({ length: laneLimit }, (_, index) => laneLimit - 1 - index)
  const pending = new Map<number, Pending>()
  const one = new Uint8Array(new BigUint64Array([1n]).buffer)
  let isOver = false

  /** The order is there before the descriptor is looked at, and the thread looks for orders after it said it: one of both is seen. */
  const tell = (order: ToLane) => {
    if (isOver) return
    thread.postMessage(order)
    const wakeFd = Atomics.load(wake, 0)
    if (wakeFd > 0) writeSync(wakeFd, one)
  }
  // Node ends no thread that waits in a native call, not even one it terminates: it would stay for the rest of a nap.
  const end = () => {
    tell({ kind: 'stop' })
    isOver = true
  }
  // Node ends a thread wherever it is: in the middle of loading native calls the program would end in a fatal error.
  const endStarted = () => {
    if (!isOver) Atomics.wait(wake, 0, 0, longestStart)
    end()
  }
  process.once('exit', endStarted)
  const settle = (id: number, ended: Ended) => {
    const entry = pending.get(id)
    if (entry === undefined) return
    pending.delete(id)
    free.push(id)
    entry.resolve(ended)
  }
  const lose = () => {
    isOver = true
    process.off('exit', endStarted)
    // Not closed by the thread: an order may be on its way to it, and the number already another file's.
    const wakeFd = Atomics.exchange(wake, 0, 0)
    if (wakeFd > 0) closeSync(wakeFd)
    for (const [id] of pending) {
      settle(id, { end: lost, bytes: slots[id * 2] ?? 0, blocks: 0, resent: 0 })
    }
    gone.resolve()
  }
  thread.on('message', ({ id, ended }: FromLane) => settle(id, ended))
  thread.on('error', lose)
  thread.on('exit', lose)

  return {
    isReady: () => !isOver && Atomics.load(wake, 0) > 0 && free.length > 0,
    session: ({ fd, client, plan, reply, file, source, at }) => {
      const id = free.pop() ?? 0
      slots.set([0, at], id * 2)
      const ended = new Promise<Ended>((resolve) => pending.set(id, { resolve, file }))
      const oack = plan.oack ? encodeTftp({ kind: 'oack', options: reply }) : new Uint8Array()
      tell({ kind: 'begin', id, fd, client, plan, oack, source })
      const isOurs = () => pending.get(id)?.file === file
      return {
        progress: () => ({ bytes: slots[id * 2] ?? 0, size: plan.size }),
        progressAt: () => slots[id * 2 + 1] ?? 0,
        again: () => {
          if (isOurs()) tell({ kind: 'again', id })
        },
        kill: (end) => {
          if (isOurs()) tell({ kind: 'kill', id, end })
        },
        ended,
      }
    },
    stop: async () => {
      end()
      await gone.promise
    },
  }
}
