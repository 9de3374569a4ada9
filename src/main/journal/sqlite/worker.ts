import { parentPort, workerData } from 'node:worker_threads'
import { toErrorData } from '../../../shared/base/index.ts'
import type { FromThread, Reply, Request } from './calls.ts'
import { openDatabase } from './database.ts'

const post = (message: FromThread): void => parentPort?.postMessage(message)

/**
 * The thread that owns the lab file. It waits for the disk, so that the main thread never does. It
 * says whether the file opened (id 0), and before that how far a file from before is brought.
 */
const answer = async (id: number, work: () => unknown): Promise<void> => {
  let reply: Reply
  try {
    reply = { id, ok: true, output: await work() }
  } catch (error) {
    reply = { id, ok: false, error: toErrorData(error) }
  }
  post(reply)
}

void answer(0, () => {
  const database = openDatabase(String(workerData), (upgrade) => post({ upgrade }))
  parentPort?.on('message', ({ id, name, input }: Request) => {
    void answer(id, () => database.call(name, input)).then(() => {
      if (name === 'close') parentPort?.close()
    })
  })
  return null
})
