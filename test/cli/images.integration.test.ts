import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { run as runTool, scratchFolder, toolsMissing } from '../images/archive/tools.ts'
import { base, driver, makeDepot, standard, tools } from '../images/depot/make-depot.ts'
import { printedBy } from './run-program.ts'

const missing = toolsMissing('ar', 'zip')

describe.skipIf(missing !== undefined)(`images on the command line (${missing ?? ''})`, () => {
  let scratch: Awaited<ReturnType<typeof scratchFolder>>
  let update: Awaited<ReturnType<typeof scratchFolder>>
  let lab: string
  beforeAll(async () => {
    scratch = await scratchFolder()
    lab = join(scratch.dir, 'lab')
    const file = await makeDepot(scratch, [standard])
    update = await scratchFolder()
    const newer = { ...driver, version: '2.10-1' }
    const next = { name: 'ACME-8.1-standard', vibs: [base, newer, tools] }
    const newerFile = await makeDepot(update, [next])
    // The lab is made by an import of its own first.
    await scratch.write({ 'k/linux': 'kernel', 'k/initrd': 'initrd' })
    await run('import linux --name Linux --kernel K --initrd I', {
      K: join(scratch.dir, 'k/linux'),
      I: join(scratch.dir, 'k/initrd'),
    })
    await run('images add-depot F --name acme', { F: file })
    await run('images add-depot F --name acme-update', { F: newerFile })
  })
  afterAll(async () => {
    await scratch.remove()
    await update.remove()
  })

  /** Runs a command in this process; single capitals stand for the values given. */
  const run = async (words: string, values: Record<string, string> = {}): Promise<string> => {
    const args = words.split(' ').map((word) => values[word] ?? word)
    return (await printedBy(...args, '--lab', lab)).join('\n')
  }

  it('list depots, make an image from one, work on it, go back and take it away', async () => {
    expect(await run('images depots')).toContain('ACME-8.0-standard (ACME, PartnerSupported, 3')
    expect(await run('images packages acme-update')).toMatch(
      /^net-e1000e +2\.10-1 .*PartnerSupported$/m,
    )
    expect(await run('images compose ACME-8.0-standard --name mine')).toBe('Made mine.')
    expect(await run('images list')).toMatch(/^Linux +linux .*2 files.*\nmine +esxi /m)
    await run('images add mine net-e1000e')
    expect(await run('images compare ACME-8.0-standard mine --first-depot acme')).toBe(
      '~ net-e1000e 2.1-3 -> 2.10-1 (newer)\n2 packages are the same.',
    )
    expect(await run('images clone mine light --without-tools')).toBe('Made light.')
    expect(await run('images show light')).not.toContain('tools-light')
    await run('images level mine CommunitySupported')
    expect(await run('images versions mine')).toMatch(/^\* .*Set mine to CommunitySupported$/m)
    await expect(run('images versions mien')).rejects.toMatchObject({
      code: 'image.profile-unknown',
    })
    expect(await run('images undo')).toContain('Undid: Set mine to CommunitySupported')
    await expect(run('images remove mine esx-base')).rejects.toMatchObject({
      code: 'image.package-refused',
    })
    await expect(run('images level mine golden')).rejects.toMatchObject({
      message: expect.stringContaining('VMwareCertified') as unknown,
    })
    const out = join(scratch.dir, 'out.zip')
    expect(await run('images export mine OUT', { OUT: out })).toBe(`Wrote ${out}.`)
    await expect(run('images export mine OUT', { OUT: out })).rejects.toMatchObject({
      code: 'image.exists',
    })
    await run('images add-depot OUT --name again', { OUT: out })
    expect(await run('images compare mine mine --second-depot again')).toBe(
      '3 packages are the same.',
    )
    await run('images remove-depot again')
    await run('images delete light')
    expect(await run('images verify')).toMatch(/^Checked \d+ files; 0 damaged or missing\.$/)
    expect(await run('images store')).toMatch(/2 depots; nothing names 0 files/)
    expect(await run('images collect')).toBe('Removed 0 files, 0.0 MiB.')
  })

  it('takes boot loaders out of an archive and says where they came from', async () => {
    const header = Buffer.alloc(256)
    header.write('MZ')
    header.writeUInt32LE(64, 60)
    header.write('PE\0\0', 64, 'latin1')
    header.writeUInt16LE(0xaa64, 68)
    await scratch.write({ 'tftp/snponly64.efi': header, 'tftp/evil.sh': 'rm' })
    const file = join(scratch.dir, 'deploy-tftp.zip')
    runTool('zip', ['-q', '-r', file, 'tftp'], scratch.dir)
    expect(await run('import loaders F', { F: file })).toMatch(
      /^snponly64\.efi +uefi arm64 +[0-9a-f]{64} {2}deploy-tftp\.zip$/,
    )
    expect(await run('images loaders')).toMatch(/snponly64\.efi .* deploy-tftp\.zip/)
    expect(await readdir(join(lab, 'loaders'))).toEqual(['snponly64.efi'])
  })
})

describe('an import on the command line', () => {
  let dir: string
  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'headwaiter-test-'))
  })
  afterAll(() => rm(dir, { recursive: true }))

  const start = (lab: string) => {
    const program = fileURLToPath(new URL('../../src/main/cli.ts', import.meta.url))
    const paths = { kernel: join(dir, 'linux'), initrd: join(dir, 'initrd') }
    const args = ['import', 'linux', '--name', 'Big', '--lab', lab]
    return spawn(
      process.execPath,
      [program, ...args, '--kernel', paths.kernel, '--initrd', paths.initrd],
      { stdio: ['ignore', 'pipe', 'pipe'] },
    )
  }

  it('that fails leaves no new lab behind', async () => {
    const lab = join(dir, 'none')
    expect((await once(start(lab), 'close'))[0]).toBe(1)
    expect(existsSync(lab)).toBe(false)
  })

  it.each([
    ['cancelled by Ctrl-C', 'SIGINT', 1, 0],
    ['killed', 'SIGKILL', null, 1],
  ] as const)(
    '%s leaves no half image, and goes on at the next try',
    async (_, signal, code, incoming) => {
      const lab = join(dir, signal)
      const store = join(lab, 'images')
      await writeFile(join(dir, 'linux'), 'kernel')
      await writeFile(join(dir, 'initrd'), '')
      await truncate(join(dir, 'initrd'), 160 * 1024 * 1024)
      const first = start(lab)
      let told = ''
      let isAsked = false
      first.stderr.on('data', (bytes: Buffer) => {
        told += bytes.toString()
        // The kernel is stored by then, and the initrd under way.
        if (isAsked || !told.includes('initrd')) return
        isAsked = true
        first.kill(signal)
      })
      expect((await once(first, 'close'))[0]).toBe(code)
      expect(told.includes('image.cancelled')).toBe(signal === 'SIGINT')
      expect(await readdir(join(store, 'incoming'))).toHaveLength(incoming)
      const [ledger = ''] = await readdir(join(store, 'imports'))
      expect(await readFile(join(store, 'imports', ledger), 'utf8')).toContain('linux')

      const second = start(lab)
      let again = ''
      second.stderr.on('data', (bytes: Buffer) => (again += bytes.toString()))
      expect((await once(second, 'close'))[0]).toBe(0)
      expect(again).toContain('100%')
      expect(await readdir(join(store, 'imports'))).toEqual([])
    },
  )
})
