import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { readdirSync, readlinkSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { startLane } from '../../src/main/tftp/lane/index.ts'
import { createLabNetwork } from '../../src/main/net/index.ts'
import { createSystemClock } from '../../src/main/system-clock.ts'
import { bytesFile } from '../../src/main/tftp/index.ts'
import { createSleeper } from '../base/sleeper.ts'
import { turnDeaf } from './turn-deaf.ts'

const worker = new URL('../../src/main/tftp/lane/worker.ts', import.meta.url)
const earlyExit = fileURLToPath(new URL('early-exit.ts', import.meta.url))

const isWakeUp = (descriptor: string): boolean => {
  try {
    return readlinkSync(`/proc/self/fd/${descriptor}`).includes('eventfd')
  } catch {
    // It was the descriptor that the list was read by.
    return false
  }
}
/** Descriptors by which threads of this process are woken up. */
const wakeUps = (): number => readdirSync('/proc/self/fd').filter(isWakeUp).length

describe.skipIf(process.platform !== 'linux')('the thread that carries TFTP transfers', () => {
  it('ends when it is stopped before it began', { timeout: 20_000 }, async () => {
    const lane = startLane(worker, createSystemClock())
    await lane.stop()
    expect(lane.isReady()).toBe(false)
  })

  it('ends when it is stopped in the moment it is ready', { timeout: 20_000 }, async () => {
    const before = wakeUps()
    const lane = startLane(worker, createSystemClock())
    turnDeaf()
    expect(lane.isReady()).toBe(true)
    await lane.stop()
    expect(lane.isReady()).toBe(false)
    expect(wakeUps()).toBe(before)
  })

  it('has the time of who started it, who may have slept before', async () => {
    const { clock, sleep } = createSleeper()
    sleep(8 * 3_600_000)
    clock.now()
    const lane = startLane(worker, clock)
    await expect.poll(() => lane.isReady()).toBe(true)
    const network = createLabNetwork({ address: '127.161.0.1' })
    const at = { address: network.address, port: 0 }
    const fd = (await network.descriptor?.(at)) ?? expect.fail('no descriptor')
    const client = await network.udp({
      address: '127.161.0.2',
      port: 0,
      onDatagram: ({ from }) => client.send(Uint8Array.of(0, 4, 0, 1), from),
      onError: () => undefined,
    })
    const bytes = new Uint8Array(600)
    const session = lane.session({
      ...{ fd, client: client.local, reply: [], at: 0 },
      plan: { size: bytes.length, blockSize: 512, windowSize: 1, oack: false },
      file: bytesFile(bytes),
      source: { kind: 'bytes', bytes },
    })
    await expect.poll(() => session.progress().bytes).toBe(512)
    expect(Math.abs(clock.now() - session.progressAt())).toBeLessThan(5_000)
    session.kill({ kind: 'unplugged' })
    await session.ended
    await client.close()
    await lane.stop()
  })

  it.each([0, 10, 20, 30, 40, 60])(
    'lets a program exit after %i ms, while it loads',
    async (after) => {
      const program = spawn(process.execPath, [earlyExit, String(after)], {
        stdio: ['ignore', 'inherit', 'pipe'],
      })
      const said = text(program.stderr)
      expect(await once(program, 'exit')).toEqual([7, null])
      expect(await said).toBe('')
    },
  )

  it('does not keep a program that exits in that moment', { timeout: 20_000 }, async () => {
    const program = spawn(process.execPath, [earlyExit], {
      stdio: ['ignore', 'inherit', 'inherit'],
    })
    try {
      expect(await once(program, 'exit')).toEqual([7, null])
    } finally {
      program.kill('SIGKILL')
    }
  })
})
