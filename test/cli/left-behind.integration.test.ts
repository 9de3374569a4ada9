import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'

const setup = new URL('../../scripts/lib/setup.mjs', import.meta.url)
const node = process.execPath

/** A program that tells its process id and goes on until it is ended; should nobody do so, no longer than a minute. */
const goesOn = 'console.log(process.pid); setTimeout(process.exit, 60_000)'

const isThere = (pid: number): boolean => {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

it.skipIf(process.platform === 'win32')(
  'what npm started ends when npm was told to end, and only its shell heard of it',
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'headwaiter-left-'))
    const start = join(folder, 'start.mjs')
    const given = JSON.stringify(['-e', goesOn])
    writeFileSync(
      start,
      `import { become } from '${setup.href}'\nbecome(process.execPath, ${given})`,
    )
    // As npm does; what comes after keeps the shell from becoming the program itself.
    const shell = spawn('sh', ['-c', `"${node}" "${start}"; exit`], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, npm_lifecycle_event: 'start' },
    })
    const [line] = (await once(shell.stdout, 'data')) as [Buffer]
    const pid = Number(line)
    try {
      expect(isThere(pid)).toBe(true)
      shell.kill('SIGTERM')
      await expect.poll(() => isThere(pid), { timeout: 10_000 }).toBe(false)
    } finally {
      if (isThere(pid)) process.kill(pid, 'SIGKILL')
      rmSync(folder, { recursive: true, force: true })
    }
  },
)
