import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { connect } from 'node:net'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { stringify } from 'yaml'
import { openStores } from '../../src/main/journal/index.ts'
import { demoLab, readLabFile } from '../../src/main/open-lab.ts'
import { createSystemClock } from '../../src/main/system-clock.ts'
import { rebase } from '../../src/shared/document/index.ts'

const program = fileURLToPath(new URL('../../src/main/cli.ts', import.meta.url))
const clock = createSystemClock()

describe('an open lab', () => {
  let folder: string
  let args: readonly string[]
  let child: ChildProcess | undefined
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'headwaiter-gone-'))
    const file = join(folder, 'lab.yaml')
    writeFileSync(file, stringify(rebase(await readLabFile(demoLab), '127.144.0.0/16')))
    args = [program, 'lab', '--no-open', '--lab', join(folder, 'lab'), '--file', file]
  })
  afterEach(() => {
    child?.kill('SIGKILL')
    rmSync(folder, { recursive: true, force: true })
  })

  /** Resolves when it is open, with the address of its screen. */
  const isOpen = async ({ stdout, stderr }: ChildProcess): Promise<URL> => {
    let said = ''
    for (const stream of [stdout, stderr])
      stream?.on('data', (chunk: Buffer) => (said += chunk.toString()))
    await expect.poll(() => said, { timeout: 50_000 }).toContain('Ctrl-C stops everything.')
    return new URL(/http:\/\/\S+/.exec(said)?.[0] ?? '')
  }

  /** The newest fact; undefined while another program has the lab open. */
  const last = async () => {
    const file = join(folder, 'lab', 'lab.sqlite')
    const stores = await openStores({ file, clock }).catch(() => undefined)
    const newest = await stores?.journal.read({ after: 0, limit: 1, take: 'last' })
    await stores?.close()
    return newest?.[0]?.fact.type
  }

  it('is closed in order when Ctrl-C ends the log it is piped to as well', async () => {
    child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] })
    await isOpen(child)
    child.stdout?.destroy()
    child.stderr?.destroy()
    child.kill('SIGINT')
    expect(await once(child, 'exit')).toEqual([0, null])
    expect(await last()).toBe('lab.closed')
  })

  /** Asks for more than it waits for: what it is told after it has left, the system refuses by EPIPE, and a signal. */
  const askAndLeave = async ({ hostname, port, search }: URL): Promise<void> => {
    const client = connect({ host: hostname, port: Number(port) })
    await once(client, 'connect')
    const question = `GET /${search} HTTP/1.1\r\nHost: ${hostname}\r\n\r\n`
    client.write(question.repeat(20))
    await new Promise((resolve) => setImmediate(resolve))
    client.destroy()
  }

  it('stays open when clients leave in the middle of their answers', async () => {
    child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] })
    const url = await isOpen(child)
    for (let round = 0; round < 20; round++) {
      await Promise.all(Array.from({ length: 10 }, () => askAndLeave(url)))
      expect((await fetch(url)).status).toBe(200)
    }
  })

  it('is closed in order when npm passes on what the terminal has said already', async () => {
    child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] })
    await isOpen(child)
    child.kill('SIGHUP')
    // Signals of one kind that wait are one.
    await once(child.stderr ?? child, 'data')
    child.kill('SIGHUP')
    expect(await once(child, 'exit')).toEqual([0, null])
    expect(await last()).toBe('lab.closed')
  })

  it.skipIf(!existsSync('/usr/bin/script'))(
    'is closed in order when the window of its terminal is closed',
    async () => {
      const line = [process.execPath, ...args].join(' ')
      child = spawn('/usr/bin/script', ['-qfc', line, '/dev/null'], {
        stdio: ['ignore', 'pipe', 'pipe'],
      })
      await isOpen(child)
      child.kill('SIGKILL')
      await expect.poll(last, { timeout: 20_000, interval: 500 }).toBe('lab.closed')
    },
  )
})
