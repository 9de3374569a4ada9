import { once } from 'node:events'
import { constants, getPriority } from 'node:os'
import { Worker } from 'node:worker_threads'
import { describe, expect, it } from 'vitest'

const { PRIORITY_BELOW_NORMAL, PRIORITY_LOW } = constants.priority

describe('giveWay', () => {
  it.runIf(process.platform === 'linux')(
    'lets other threads go first, and slows down only the thread that calls it',
    async () => {
      const ours = getPriority(0)
      const told = new SharedArrayBuffer(8)
      const script = new URL('./support/give-way-thread.ts', import.meta.url)
      await once(new Worker(script, { workerData: told }), 'exit')
      const lower = Math.min(PRIORITY_LOW, ours + PRIORITY_BELOW_NORMAL)
      expect([...new Int32Array(told)]).toEqual([ours, lower])
      expect(getPriority(0)).toBe(ours)
    },
  )
})
