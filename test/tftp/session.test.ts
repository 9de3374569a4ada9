import { describe, expect, it } from 'vitest'
import { bytesFile } from '../../src/main/tftp/index.ts'
import { startSession } from '../../src/main/tftp/session.ts'
import { patternedBytes, realClock } from './world.ts'

describe('a transfer that meets a defect', () => {
  it('ends by itself, says why, and closes its socket', async () => {
    let closed = 0
    const socket = {
      local: { address: '127.74.1.1', port: 1 },
      send: () => {
        throw new TypeError('x is not iterable')
      },
      close: async () => {
        closed += 1
      },
    }
    const session = await startSession({
      open: async () => socket,
      client: { address: '127.74.1.2', port: 2 },
      plan: { size: 10, blockSize: 512, windowSize: 1, oack: true },
      reply: [],
      file: bytesFile(patternedBytes(10)),
      clock: realClock,
    })
    expect(await session.ended).toEqual({
      end: { kind: 'stopped', message: 'A defect of this program: x is not iterable' },
      bytes: 0,
      blocks: 0,
      resent: 0,
    })
    expect(closed).toBe(1)
  })
})
