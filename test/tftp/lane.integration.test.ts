import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readlinkSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { startLane } from '../../src/main/tftp/lane/index.ts'
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
    const lane = startLane(worker)
    await lane.stop()
    expect(lane.isReady()).toBe(false)
  })

  it('ends when it is stopped in the moment it is ready', { timeout: 20_000 }, async () => {
    const before = wakeUps()
    const lane = startLane(worker)
    turnDeaf()
    expect(lane.isReady()).toBe(true)
    await lane.stop()
    expect(lane.isReady()).toBe(false)
    expect(wakeUps()).toBe(before)
  })

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
