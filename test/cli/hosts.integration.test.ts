import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { serveWebSocket, type ControlServer } from '../../src/main/api/index.ts'
import { askLab, socketOf } from '../../src/main/cli/running-lab.ts'
import { serveAtKept } from '../../src/main/cli/screen-address.ts'
import type { Host } from '../../src/shared/document/index.ts'
import { createRig, type Rig } from '../api/rig.ts'
import { seen, told } from '../host/facts.ts'
import { printedBy } from './run-program.ts'

describe('hosts on the command line', () => {
  let server: ControlServer
  let rig: Rig
  let asked: readonly string[]
  beforeAll(async () => {
    rig = await createRig()
    asked = rig.asked
    await rig.append(
      seen.discovered({ host: 'host-of-steel' }),
      seen.ipxeDiscovered({ host: 'host-of-steel' }),
      told.fellSilent({ host: 'host-of-steel', evidence: [4] }),
      seen.registered({ host: 'slow' }),
      seen.imageAssigned({ host: 'slow' }),
      seen.fileServed({ host: 'slow' }),
      seen.fileUnderWay({ host: 'slow' }),
      seen.added({ host: 'esx-01', cluster: 'Rack A' }),
      seen.added({ host: 'esx-02', cluster: 'Elsewhere' }),
      { type: 'vcenter.hostMoved', host: 'esx-02', cluster: 'Rack A', by: 'admin' },
      seen.added({ host: 'gone', cluster: 'Rack A' }),
    )
    server = await serveWebSocket({ router: rig.router, port: 0, token: 'test' })
  })
  afterAll(() => server.close())

  const run = async (...args: readonly string[]): Promise<string> =>
    (await printedBy('hosts', ...args)).join('\n')

  it('say how far a boot is, and what became of a silent one', async () => {
    const lines = (await run('--at', server.url, 'host-of-steel', 'slow')).split('\n')
    expect(lines).toHaveLength(2)
    expect(lines[0]).toMatch(/^host-of-steel .*probably fell back to its disk \(confidence: medium/)
    expect(lines[1]).toMatch(/^slow .*loads its image .*1\/2 files · 1\.4 kB of 2\.0 kB/)
  })

  it('are asked for by the folder of their lab, too', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'headwaiter-hosts-'))
    const kept = await serveAtKept(folder, 0, (address) =>
      serveWebSocket({ router: rig.router, ...address }),
    )
    try {
      expect(await run('--lab', folder, 'slow')).toMatch(/^slow .*loads its image/)
      expect(await run('add', '--lab', folder, '--plan')).toMatch(/^esx-03 /)
    } finally {
      await kept.close()
      await rm(folder, { recursive: true })
    }
  })

  it('come as JSON with the evidence', async () => {
    expect(JSON.parse(await run('--at', server.url, 'host-of-steel', '--json'))).toMatchObject([
      { host: 'host-of-steel', witness: 'services', fallback: { verdict: 'suspected' } },
    ])
  })

  it('fail with a code when nobody answers', async () => {
    await expect(run('--at', 'http://127.0.0.1:9/?token=x', 'slow')).rejects.toMatchObject({
      code: 'api.connection-lost',
    })
  })

  it('boot something else the next time only, until that is taken back', async () => {
    expect(await run('next-boot', '--at', server.url, 'esx-01', 'disk')).toMatch(
      /^esx-01 boots from its own/,
    )
    const explained = () =>
      askLab(socketOf(new URL(server.url)), ({ rules }) => rules.explain({ host: 'esx-01' }))
    expect(await explained()).toMatchObject({ nextBoot: { kind: 'disk' } })
    expect(await run('next-boot', '--at', server.url, 'esx-01', 'clear')).toBe(
      'esx-01 boots as usual.',
    )
    expect(await explained()).not.toHaveProperty('nextBoot')
    await expect(run('next-boot', '--at', server.url, 'esx-01', 'none-1.0')).rejects.toMatchObject({
      code: 'lab.not-found',
    })
  })

  it('boot something else together, as they are named or stand in a rack, or none of them', async () => {
    const choices = () =>
      askLab(socketOf(new URL(server.url)), ({ rules }) =>
        Promise.all(
          ['esx-01', 'esx-02'].map(async (host) => (await rules.explain({ host })).nextBoot),
        ),
      )
    const small = { kind: 'image', imageProfile: 'Reference' }
    const told = await run('next-boot', '--at', server.url, 'esx-01', 'esx-02', 'Reference')
    expect(told.split('\n')).toEqual(
      ['esx-01', 'esx-02'].map((host) => expect.stringContaining(`${host} boots Reference`)),
    )
    expect(await choices()).toEqual([small, small])
    await run('next-boot', '--at', server.url, '--rack', 'Rack A', 'esx-01', 'clear')
    expect(await choices()).toEqual([undefined, undefined])
    await expect(
      run('next-boot', '--at', server.url, 'esx-01', 'esx-12', 'disk'),
    ).rejects.toMatchObject({
      message: 'There is no host "esx-12". Did you mean esx-02?',
    })
    expect(await choices()).toEqual([undefined, undefined])
  })

  it('are woken by name, and a rack or a cluster by its physical ones', async () => {
    await run('wake', '--at', server.url, 'esx-01')
    await run('wake', '--at', server.url, '--rack', 'Rack A')
    await run('wake', '--at', server.url, '--cluster', 'Rack A')
    expect(asked).toEqual(['wake esx-01', 'wake esx-02', 'wake esx-02'])
    for (const group of [
      ['--rack', 'Rack Z'],
      ['--cluster', 'Nowhere'],
    ])
      await expect(run('wake', '--at', server.url, ...group)).rejects.toMatchObject({
        code: 'lab.not-found',
      })
  })

  describe('that come and go', () => {
    const names = async () =>
      (await askLab(socketOf(new URL(server.url)), ({ lab }) => lab.state())).document.hosts.map(
        ({ id }) => id,
      )

    it('are foretold, added and removed', async () => {
      const foretold = await run('add', '--at', server.url, '--count', '2', '--plan')
      expect(await names()).toEqual(['esx-01', 'esx-02'])
      expect(await run('add', '--at', server.url, '--count', '2')).toBe(foretold)
      expect(foretold).toMatch(/^esx-03 +52:54:00:00:00:03 +127\.66\.1\.1/)
      expect(await names()).toEqual(['esx-01', 'esx-02', 'esx-03', 'esx-04'])
      expect(await run('remove', '--at', server.url, 'esx-03', 'esx-04')).toBe(
        'Removed the hosts esx-03, esx-04.',
      )
      expect(await names()).toEqual(['esx-01', 'esx-02'])
    })

    it('are of a kind and a name that is said, as JSON', async () => {
      const kind = ['--kind', 'dell-poweredge-r640', '--rack', 'Rack B']
      const args = ['--first', 'blade-9', '--count', '2', ...kind, '--json']
      const made: unknown = JSON.parse(await run('add', '--at', server.url, ...args))
      const dell = { vendor: 'Dell Inc.' }
      expect(made).toMatchObject([
        { id: 'blade-9', smbios: dell },
        { id: 'blade-10', smbios: dell },
      ])
      await run('remove', '--at', server.url, 'blade-9', 'blade-10')
    })

    it('are changed in all that is said, and keep the rest', async () => {
      await run('add', '--at', server.url, '--first', 'esx-07')
      const hardware = ['--kind', 'supermicro-x10-bios', '--mac', '52:54:00:AA:00:07']
      const place = ['--name', 'esx-08', '--rack', 'Rack C', '--ip', 'none', '--disk', '64']
      const [before] = JSON.parse(
        await run('change', '--at', server.url, 'esx-07', '--firmware', 'uefi', '--json'),
      ) as Host[]
      const args = ['change', '--at', server.url, 'esx-07', ...hardware, ...place, '--json']
      const [after] = JSON.parse(await run(...args)) as Host[]
      expect(after).toMatchObject({
        ...{ id: 'esx-08', firmware: 'bios', mac: '52:54:00:aa:00:07', diskMiB: 64 },
        uuid: before?.uuid,
      })
      expect(after).not.toHaveProperty('address')
      expect(await names()).toEqual(['esx-01', 'esx-02', 'esx-08'])
      await run('remove', '--at', server.url, 'esx-08')
    })

    it('leave as a table, and come back by it: foretold, all at once, and undone at once', async () => {
      const folder = await mkdtemp(join(tmpdir(), 'headwaiter-table-'))
      const file = join(folder, 'hosts.csv')
      try {
        await run('export', '--at', server.url, file)
        const before = await readFile(file, 'utf8')
        expect(before).toMatch(/^name,kind,mac,.*\r\nesx-01,simulated,52:54:00:aa:bb:01,/)
        expect(await run('import', '--at', server.url, file)).toBe('')
        await writeFile(file, `${before}esx-31,,52-54-00-AA-CC-31,192.168.50.31,Row 2,,,,,\r\n`)
        const foretold = await run('import', '--at', server.url, file, '--plan')
        expect(foretold).toMatch(/^\+ esx-31 +physical +52:54:00:aa:cc:31 +192\.168\.50\.31 +Row 2/)
        expect(await names()).toEqual(['esx-01', 'esx-02'])
        expect(await run('import', '--at', server.url, file)).toBe(foretold)
        expect(await names()).toEqual(['esx-01', 'esx-02', 'esx-31'])
        await writeFile(file, 'name,ip,owner\nesx-31,none,Kim\n')
        expect(await run('import', '--at', server.url, file)).toMatch(
          /^~ esx-31 +addresses 192\.168\.50\.31 -> -$/,
        )
        const lab = socketOf(new URL(server.url))
        await askLab(lab, ({ document }) => document.undo())
        await askLab(lab, ({ document }) => document.undo())
        expect(await run('export', '--at', server.url)).toBe(before.trimEnd())
      } finally {
        await rm(folder, { recursive: true })
      }
    })

    it('are refused by a table with a mistake, which is told with its place', async () => {
      const folder = await mkdtemp(join(tmpdir(), 'headwaiter-table-'))
      const file = join(folder, 'hosts.csv')
      try {
        await writeFile(file, 'name,mac\nesx-41,52:54:00:aa:cc:41\nesx-42,52:54\n')
        await expect(run('import', '--at', server.url, file)).rejects.toMatchObject({
          code: 'hosts.table-invalid',
          message: `${file} has mistakes\nline 3, mac: "52:54" is no MAC address`,
        })
        expect(await names()).toEqual(['esx-01', 'esx-02'])
        await expect(
          run('import', '--at', server.url, join(folder, 'none.csv')),
        ).rejects.toMatchObject({
          code: 'document.unreadable',
        })
      } finally {
        await rm(folder, { recursive: true })
      }
    })

    it.each([
      ['a kind that is not there', ['add', '--kind', 'abacus'], 'hosts.unknown-kind'],
      ['a name that is taken', ['add', '--first', 'esx-02'], 'hosts.name-taken'],
      ['more than a lab takes', ['add', '--count', '5000'], 'hosts.too-many'],
      ['a physical host', ['change', 'esx-02', '--disk', '1'], 'hosts.not-simulated'],
      ['a host that is not there', ['change', 'nobody', '--disk', '1'], 'lab.not-found'],
    ])('are refused for %s', async (_, [verb = '', ...rest], code) => {
      await expect(run(verb, '--at', server.url, ...rest)).rejects.toMatchObject({ code })
    })

    it('are asked for by names that the lab has', async () => {
      await expect(run('--at', server.url, 'esx-01')).resolves.toBeDefined()
      await expect(run('--at', server.url, 'esx-01', 'nobody')).rejects.toMatchObject({
        code: 'lab.not-found',
        message: 'There is no host "nobody".',
      })
    })
  })
})
