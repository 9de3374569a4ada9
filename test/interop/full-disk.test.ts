import { spawn } from 'node:child_process'
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { copyFile, mkdir, mkdtemp, open, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { DatabaseSync } from 'node:sqlite'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { stringify } from 'yaml'
import { claimFreeSubnet } from '../../src/main/cli/free-lab.ts'
import { openStores } from '../../src/main/journal/index.ts'
import { createSystemClock } from '../../src/main/system-clock.ts'
import { demoLab, readLabFile } from '../../src/main/open-lab.ts'
import type { LabDocument } from '../../src/shared/document/schema.ts'

const program = fileURLToPath(new URL('../../src/main/cli.ts', import.meta.url))
const fixtures = fileURLToPath(new URL('../fixtures/journal/', import.meta.url))
const isAble = process.platform === 'linux' && process.getuid?.() === 0

/** Writes until the disk takes no more. */
const fill = async (path: string): Promise<void> => {
  const file = await open(path, 'w')
  const bytes = Buffer.alloc(64 * 1024)
  try {
    for (;;) await file.write(bytes)
  } catch (error) {
    expect(error).toMatchObject({ code: 'ENOSPC' })
  } finally {
    await file.close()
  }
}

describe.skipIf(!isAble)('a lab whose disk is full', () => {
  let folder: string
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'headwaiter-full-'))
  })
  afterEach(() => rm(folder, { recursive: true }))

  /** A lab on a disk of its own, which nobody else sees and which goes with the process. */
  const start = async (lab: LabDocument) => {
    const document = join(folder, 'lab.yaml')
    await writeFile(document, stringify(lab))
    const disk = join(folder, 'disk')
    await mkdir(disk)
    const mount = 'mount -t tmpfs -o size=150m none "$0" && exec "$@"'
    const child = spawn('unshare', [
      ...['--mount', 'sh', '-c', mount, disk, process.execPath, program],
      ...['lab', '--no-open', '--lab', join(disk, 'lab'), '--file', document],
    ])
    let said = ''
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => (said += chunk.toString()))
    return { child, disk, said: () => said }
  }

  it('closes all it has open at Ctrl-C, and says what it could not write', async () => {
    await using claimed = await claimFreeSubnet(await readLabFile(demoLab))
    const { child, disk, said } = await start(claimed.document)
    try {
      await expect.poll(said, { timeout: 60_000 }).toContain('Headwaiter is open')
      await fill(`/proc/${child.pid}/root${disk}/fill`)
      child.kill('SIGINT')
      const [code] = (await once(child, 'close')) as [number | null]
      // Once: what was told as it happened also ends the command.
      expect(said().match(/journal\.write-failed/g)).toHaveLength(1)
      expect(code).toBe(1)
    } finally {
      child.kill('SIGKILL')
    }
  })

  it('keeps no halves of lines in the logs of hosts, says where some are missing, and tells it once', async () => {
    await using claimed = await claimFreeSubnet(await readLabFile(demoLab))
    const { child, disk, said } = await start(claimed.document)
    const sender = createSocket('udp4')
    try {
      await expect.poll(said, { timeout: 60_000 }).toContain('Headwaiter is open')
      const inside = `/proc/${child.pid}/root${disk}`
      const log = `${inside}/lab/logs/127.0.0.1.log`
      const send = (text: string) =>
        sender.send(`<13>vpxa: ${text}`, 10514, claimed.document.network.server)
      const read = () => readFile(log, 'utf8').catch(() => '')
      send('before')
      await expect.poll(read).toContain('before')
      await fill(`${inside}/fill`)
      // Longer than what its last page has room for.
      for (let n = 0; n < 3; n++) {
        for (let each = 0; each < 10; each++) send('while it is full '.repeat(60))
        await sleep(400)
      }
      await rm(`${inside}/fill`)
      send('after')
      await expect.poll(read).toContain('after')
      const lines = (await read()).trimEnd().split('\n')
      const texts = lines.map((line) => (JSON.parse(line) as { text: string }).text)
      expect(texts).toEqual([
        'before',
        '30 messages are missing here: the disk took nothing.',
        'after',
      ])
      expect(said().match(/lab\.disk-full/g)).toHaveLength(1)
    } finally {
      sender.close()
      child.kill('SIGKILL')
    }
  })

  /** A lab of version 3 with so many facts that it takes a while to bring it up to date. */
  const makeOld = async (): Promise<string> => {
    const old = join(folder, 'old.lab')
    await copyFile(join(fixtures, 'version-3.lab'), old)
    const database = new DatabaseSync(old)
    database.exec(`
      WITH RECURSIVE n(seq) AS (SELECT 5 UNION ALL SELECT seq + 1 FROM n WHERE seq < 40000)
      INSERT INTO facts SELECT seq, 1.5, 'lab.closed', NULL, '{"type":"lab.closed"}' FROM n`)
    database.close()
    return old
  }

  it('takes in no other, whose file is not to blame, and keeps no half of it', async () => {
    const disk = join(folder, 'disk')
    const old = await makeOld()
    await mkdir(disk)
    const mount = 'mount -t tmpfs -o size=500k none "$0"; "$@"; ls -R "$0" >&2'
    const child = spawn('unshare', [
      ...['--mount', 'sh', '-c', mount, disk, process.execPath, program],
      ...['import', 'lab', old, '--lab', join(disk, 'lab')],
    ])
    let said = ''
    child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()))
    await once(child, 'close')
    expect(said).toMatch(/the disk is full[^]*journal\.write-failed/)
    expect(said).not.toContain('lab.sqlite.part\n')
  })

  it('is not called unreadable when there is no room to bring it up to date, and opens once there is', async () => {
    const disk = join(folder, 'disk')
    const old = await makeOld()
    await mkdir(disk)
    const size = Math.ceil((await stat(old)).size / 1024) + 600
    const mount = `mount -t tmpfs -o size=${size}k none "$0" && cp "$1" "$0/lab.sqlite" && shift && "$@"; rm "$OUT"; mount -o remount,size=100m "$0" && exec "$@"`
    const out = join(folder, 'out.zip')
    const command = ['--mount', 'sh', '-c', mount, disk, old, process.execPath, program]
    const child = spawn('unshare', [...command, 'diagnostics', out, '--lab', disk], {
      env: { ...process.env, OUT: out },
    })
    let said = ''
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => (said += chunk.toString()))
    expect(await once(child, 'close')).toEqual([0, null])
    expect(said).toMatch(
      /database or disk is full[^]*journal\.write-failed[^]*this error alone[^]*Wrote .*out\.zip[^]*Wrote .*out\.zip/,
    )
    expect(said.match(/this error alone/g)).toHaveLength(1)
  })

  it.each([
    ['a new lab', []],
    ['one that is there', ['lab.sqlite']],
  ])('says of a disk that takes no writing that it cannot hold %s', async (_, files) => {
    const disk = join(folder, 'disk')
    await mkdir(disk)
    for (const name of files) {
      const stores = await openStores({ file: join(disk, name), clock: createSystemClock() })
      await stores.close()
    }
    const mount = 'mount --bind "$0" "$0" && mount -o remount,bind,ro "$0" && exec "$@"'
    const child = spawn('unshare', [
      ...['--mount', 'sh', '-c', mount, disk, process.execPath, program],
      ...['lab', '--no-open', '--lab', disk],
    ])
    let said = ''
    child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()))
    expect(await once(child, 'close')).toEqual([1, null])
    expect(said).toContain('lab.folder-unusable')
  })
})
