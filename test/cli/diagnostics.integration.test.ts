import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { serveWebSocket, type ControlServer } from '../../src/main/api/index.ts'
import type { App } from '../../src/main/app.ts'
import { readCaptureFile } from '../../src/main/capture/index.ts'
import { claimFreeSubnet, type ClaimedSubnet } from '../../src/main/cli/free-lab.ts'
import { serveAtKept } from '../../src/main/cli/screen-address.ts'
import { demoLab, openLab, readLabFile } from '../../src/main/open-lab.ts'
import { createSystemClock } from '../../src/main/system-clock.ts'
import { explain } from '../../src/shared/packet/index.ts'
import { searchable, unpacked } from '../diagnostics/world.ts'
import { runProgram } from './run-program.ts'

const clock = createSystemClock()

const run = (...args: readonly string[]): Promise<string> => runProgram('diagnostics', ...args)

describe('a report by the command line', () => {
  let folder: string
  let lab: string
  let claimed: ClaimedSubnet
  let app: App
  let server: ControlServer
  const marks: string[] = []
  const open = async () => {
    app = await openLab({
      folder: lab,
      initial: { ...claimed.document, speed: 50 },
      clock,
      hostsWorker: new URL('../../src/main/hosts/simulated/worker.ts', import.meta.url),
      platform: 'browser',
      onUnexpected: () => undefined,
    })
    server = await serveAtKept(lab, 0, (address) =>
      serveWebSocket({ router: app.router, ...address }),
    )
  }
  const close = async () => {
    await server.close()
    await app.stop()
  }

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'headwaiter-report-'))
    lab = join(folder, 'lab')
    claimed = await claimFreeSubnet(await readLabFile(demoLab))
    const { name, hosts, clusters, racks } = claimed.document
    marks.push(
      ...[name, ...clusters.map((each) => each.name), ...racks.map((each) => each.name)],
      ...hosts.flatMap(({ id, mac, uuid, smbios: { serial } }) => [id, mac, uuid, serial]),
      claimed.document.network.server,
      claimed.document.network.pool.first.split('.').slice(0, 3).join('.'),
      lab,
    )
    await open()
    await app.hosts.powerOn(['esx-01', 'esx-02'])
    const up = async () => {
      const facts = await app.journal.read({ after: 0, limit: 10_000, types: ['esxi.up'] })
      return facts.length
    }
    await vi.waitFor(async () => expect(await up()).toBe(2), { timeout: 60_000 })
  })
  afterAll(async () => {
    await claimed[Symbol.asyncDispose]()
    await rm(folder, { recursive: true, force: true })
  })

  const filesOf = async (file: string) => unpacked(await readFile(file))

  it('holds a running lab, its packets too, and no name or address of it', async () => {
    const file = join(folder, `running-${randomUUID()}.zip`)
    expect(await run(file, '--lab', lab)).toContain('Names and addresses have stand-ins')
    const files = await filesOf(file)
    expect([...files.keys()]).toEqual(
      expect.arrayContaining(['README.txt', 'about.json', 'facts.jsonl', 'document.json']),
    )
    const text = searchable(files)
    for (const mark of marks.filter((each) => each !== ''))
      expect(text.includes(mark), mark).toBe(false)
    const packets = [...readCaptureFile(files.get('capture.pcapng') ?? new Uint8Array())]
    expect(packets.length).toBeGreaterThan(20)
    for (const packet of packets) expect(explain(packet).problems).toEqual([])
    expect(text).toContain('host host-1 ')
  })

  it('keeps names and leaves parts out on request, and shows a part before it writes any', async () => {
    const file = join(folder, `kept-${randomUUID()}.zip`)
    await run(file, '--lab', lab, '--keep-names', '--without', 'capture', '--without', 'leases')
    const kept = await filesOf(file)
    expect(searchable(kept)).toContain('esx-01')
    expect(kept.has('capture.pcapng')).toBe(false)
    expect(kept.has('leases.json')).toBe(false)
    expect(await run('--lab', lab)).toMatch(/would hold:\n {2}about +about\.json/)
    expect(await run('--lab', lab, '--show', 'document')).toContain('"id": "host-1"')
  })

  it('holds a closed lab, and what the program did not expect while it ran', async () => {
    const at = join(lab, 'errors.jsonl')
    await close()
    await writeFile(
      at,
      `${JSON.stringify({ at: 1, text: `Error: esx-01 is gone\n at ${lab}/x` })}\n{"at"`,
    )
    const file = join(folder, `closed-${randomUUID()}.zip`)
    await run(file, '--lab', lab)
    const text = searchable(await filesOf(file))
    expect(text).toContain('Error: host-1 is gone')
    expect(text).toContain('esxi.up')
    expect(text).not.toContain(lab)
    await expect(run(file, '--lab', lab)).rejects.toMatchObject({ code: 'journal.exists' })
  })

  it('holds what there is where the lab cannot be opened', async () => {
    await writeFile(
      join(lab, 'lab.sqlite'),
      'no database at all, but long enough to look like one'.repeat(99),
    )
    const file = join(folder, `broken-${randomUUID()}.zip`)
    expect(await run(file, '--lab', lab)).toContain('alone')
    const files = await filesOf(file)
    expect([...files.keys()]).toEqual(['README.txt', 'about.json', 'errors.txt'])
    const about: unknown = JSON.parse(Buffer.from(files.get('about.json') ?? []).toString())
    expect(about).toMatchObject({ unopened: { code: 'journal.not-a-lab' } })
  })

  it('is refused where there is no lab', async () => {
    const nowhere = join(folder, 'nowhere')
    await expect(
      run(join(folder, `x-${randomUUID()}.zip`), '--lab', nowhere),
    ).rejects.toMatchObject({
      code: 'lab.not-found',
    })
    expect(existsSync(nowhere)).toBe(false)
  })
})
