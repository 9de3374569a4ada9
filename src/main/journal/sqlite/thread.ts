import { Worker } from 'node:worker_threads'
import { fromErrorData, LabError } from '../../../shared/base/index.ts'
import type { CallName, Calls, FromThread } from './calls.ts'
import type { Upgrade } from './open-file.ts'

type Waiting = {
  /** What the thread answers to a call has the type of that call. */
  resolve(output: unknown): void
  reject(error: unknown): void
}

/** The thread that owns the lab file, as async calls. */
export type Thread = {
  call<K extends CallName>(name: K, input: Calls[K]['input']): Promise<Calls[K]['output']>
  /** Closes the file and ends the thread. */
  close(): Promise<void>
}

/** Starts the thread; rejects with the `LabError` of opening the file. */
export const startThread = async (
  file: string,
  workerUrl: URL,
  onUpgrade: (upgrade: Upgrade) => void,
): Promise<Thread> => {
  const worker = new Worker(workerUrl, { workerData: file })
  const waiting = new Map<number, Waiting>()
  let nextId = 1
  let ended: unknown

  const fail = (error: unknown): void => {
    ended = error
    for (const caller of waiting.values()) caller.reject(error)
    waiting.clear()
  }
  worker.on('message', (reply: FromThread) => {
    if ('upgrade' in reply) return onUpgrade(reply.upgrade)
    const caller = waiting.get(reply.id)
    waiting.delete(reply.id)
    // A lab at rest does not keep the program from ending; a call under way does.
    if (waiting.size === 0) worker.unref()
    if (reply.ok) caller?.resolve(reply.output)
    else caller?.reject(fromErrorData(reply.error))
  })
  worker.on('error', (error) =>
    fail(new LabError('journal.write-failed', `The journal's thread broke down: ${error.message}`)),
  )
  worker.on('exit', () => fail(ended ?? new LabError('journal.closed', 'The lab file is closed.')))

  const opened = new Promise<null>((resolve, reject) => waiting.set(0, { resolve, reject }))
  const exited = new Promise<void>((resolve) => worker.once('exit', () => resolve()))
  try {
    await opened
  } catch (error) {
    await worker.terminate()
    throw error
  }

  const call: Thread['call'] = (name, input) =>
    new Promise((resolve, reject) => {
      if (ended !== undefined) return reject(ended)
      const id = nextId++
      if (waiting.size === 0) worker.ref()
      waiting.set(id, { resolve, reject })
      worker.postMessage({ id, name, input })
    })
  return {
    call,
    close: async () => {
      if (ended === undefined) await call('close', null)
      worker.ref()
      await exited
    },
  }
}
