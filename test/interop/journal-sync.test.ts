import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

const strace = '/usr/bin/strace'
const appender = fileURLToPath(new URL('../journal/appender.ts', import.meta.url))
const acknowledgements = 50

describe.skipIf(!existsSync(strace))('the journal under strace', () => {
  let folder: string
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'headwaiter-sync-'))
  })
  afterEach(() => rm(folder, { recursive: true }))

  it('has the disk confirm each fact before it acknowledges it', async () => {
    const log = join(folder, 'calls')
    const child = spawn(
      strace,
      [
        ...['-f', '-qq', '-e', 'trace=fsync,fdatasync,write', '-e', 'signal=none', '-o', log],
        ...[process.execPath, appender, join(folder, 'demo.lab'), '1', '1'],
      ],
      { stdio: ['ignore', 'pipe', 'ignore'] },
    )
    let heard = 0
    child.stdout.on('data', (chunk: Buffer) => {
      heard += chunk.toString().split('\n').length - 1
      // strace with a log file lets no signal through; the appender ends for want of a reader.
      if (heard >= acknowledgements) child.stdout.destroy()
    })
    await once(child, 'close')

    // One client appends one fact at a time: between two acknowledgements lies a sync that succeeded.
    let synced = false
    let checked = 0
    for (const call of (await readFile(log, 'utf8')).split('\n')) {
      if (/(fsync|fdatasync)(\(| resumed).*= 0$/.test(call)) synced = true
      if (!/write\(1, "\d+ a\\n"/.test(call)) continue
      expect(synced, call).toBe(true)
      synced = false
      checked += 1
    }
    expect(checked).toBeGreaterThanOrEqual(acknowledgements)
  })
})
