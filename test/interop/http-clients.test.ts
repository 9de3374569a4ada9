import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { WaiterLimits } from '../../src/main/waiter/index.ts'
import { patternedBytes } from '../tftp/world.ts'
import {
  cablesMissing,
  linesOf,
  lose,
  openCables,
  titled,
  words,
  type Cables,
  type Machine,
} from './support/cables.ts'

const missing = cablesMissing('/usr/bin/curl', '/usr/sbin/nft')
const server = '10.96.0.1'
const host = '10.96.0.2'
const script = (name: string) => fileURLToPath(new URL(`support/${name}`, import.meta.url))
const listening = z.object({
  listening: z.string(),
  files: z.array(z.object({ sha256: z.string(), size: z.number() })),
})

/** Commands that read a URL into a file. */
type Reader = (url: string, to: string) => readonly [string, readonly string[]]
const readers: Readonly<Record<string, Reader>> = {
  curl: (url, to) => ['curl', words(`-sSf -o ${to} ${url}`)],
  'curl in two parts': (url, to) => [
    'sh',
    ['-c', `curl -sSf -r 0-9999 -o ${to} ${url} && curl -sSf -C - -o ${to} ${url}`],
  ],
  'curl, twice on one connection': (url, to) => [
    'curl',
    words(`-sSf -o ${to}.other ${url} -o ${to} ${url}`),
  ],
  'a simulated host': (url, to) => [process.execPath, [script('host-reader.ts'), url, host, to]],
}

describe.skipIf(missing !== undefined)(titled('HTTP clients over a lossy cable', missing), () => {
  let cables: Cables
  let machines: readonly [Machine, Machine]
  let folder: string
  beforeEach(() => {
    cables = openCables('http')
    folder = cables.folder
    machines = [cables.machine(), cables.machine()]
    cables.connect(
      { machine: machines[0], port: 'rack', address: `${server}/24` },
      { machine: machines[1], port: 'eth0', address: `${host}/24` },
    )
  })
  afterEach(() => cables.close())

  /** Starts the waiter with one file; its facts and where the file is. */
  const serve = async (size: number, limits: Partial<WaiterLimits> = {}) => {
    const child = machines[0].spawn(process.execPath, [
      script('waiter-server.ts'),
      'rack',
      folder,
      JSON.stringify(limits),
      String(size),
    ])
    const { lines, until } = linesOf(child)
    const told = await until((line) =>
      line.startsWith('{"listening"') ? listening.parse(JSON.parse(line)) : undefined,
    )
    const path = `/vmw/cache/${told.files[0]?.sha256 ?? ''}/file`
    return { url: `http://${told.listening}${path}`, lines, until }
  }

  it.each([
    ['a hundredth', 100, 6_000_001],
    ['a tenth', 1000, 300_001],
  ])(
    'every client gets the right bytes when %s of the packets is lost',
    async (_, share, size) => {
      const { url, lines } = await serve(size)
      await lose(machines, 'tcp', share)
      const content = patternedBytes(size)
      const read = async ([name, command]: readonly [string, Reader]) => {
        const to = join(folder, name.replaceAll(/\W/g, '-'))
        const { output, code } = await machines[1].run(...command(url, to), 150)
        expect(code, `${name}: ${output}`).toBe(0)
        expect(Buffer.compare(readFileSync(to), content), `${name}: ${output}`).toBe(0)
        // A silence that is too long is an error of its own, and the next try ends right.
        for (const failed of output.split('\n').filter((line) => line !== ''))
          expect(['ETIMEDOUT', 'ECONNRESET']).toContain(failed)
      }
      // Side by side: most of the time is spent waiting for what was lost.
      await Promise.all(Object.entries(readers).map(read))
      const served = lines.filter((line) => line.includes('"waiter.fileServed"'))
      expect(served.length).toBeGreaterThanOrEqual(6)
      expect(lines.filter((line) => line.includes('"waiter.fileCorrupt"'))).toEqual([])
    },
    300_000,
  )

  it('a client whose cable is cut is told from one that is slow, and its place is free again', async () => {
    const { url, until } = await serve(64_000_000, { stall: 4000 })
    const reader = machines[1].spawn('curl', words(`-sS --limit-rate 1M -o /dev/null ${url}`))
    await expect
      .poll(async () => (await machines[0].run('ss', words('-Htn state established'))).output)
      .toContain(host)
    await machines[1].run('ip', words('link set eth0 down'))
    // Node looks whether anything has moved since when the time is over: it may take it twice.
    const cut = await until((line) => (line.includes('"waiter.fileCut"') ? line : undefined), 30)
    expect(cut).toContain('"cause":"timeout"')
    reader.kill('SIGKILL')
  })
})
