import { execFileSync } from 'node:child_process'
import { createCipheriv, createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, open, readdir, stat, statfs, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createImageStore } from '../../src/main/images/index.ts'
import { run, scratchFolder, toolsMissing } from '../images/archive/tools.ts'
import { base, makeDepot, standard, type VibRecipe } from '../images/depot/make-depot.ts'

const GiB = 1024 ** 3
const child = new URL('support/import-child.ts', import.meta.url).pathname
const space = await statfs(tmpdir())
const missing =
  toolsMissing('xorriso', 'ar', 'zip', 'unshare') ??
  (space.bavail * space.bsize < 16 * GiB ? '16 GiB of disk' : undefined)

type Result = { name?: string; files?: number; size?: number; peakMiB?: number; code?: string }

describe.skipIf(missing !== undefined)(`large images (${missing ?? 'all present'})`, () => {
  let scratch: Awaited<ReturnType<typeof scratchFolder>>
  beforeEach(async () => {
    scratch = await scratchFolder()
  })
  afterEach(() => scratch.remove())

  const importIn = (store: string, path: string, ...before: readonly string[]): Result => {
    const command = [...before, process.execPath, child, store, path]
    const [program = '', ...args] = command
    const result: unknown = JSON.parse(execFileSync(program, args, { encoding: 'utf8' }))
    return typeof result === 'object' && result !== null ? result : {}
  }

  it('of more than 4 GiB in one file come in without taking memory', async () => {
    await scratch.write({
      'in/boot.cfg': 'kernel=/b.b00\nmodules=/big.v00 --- /k.b00\n',
      'in/b.b00': 'kernel',
      'in/k.b00': 'after the big one',
      'in/big.v00': '',
    })
    const size = 4 * GiB + 5 * 1024 * 1024 + 3
    await truncate(join(scratch.dir, 'in/big.v00'), size)
    // Its zeros are holes of the file, here as there.
    const made =
      'xorriso -as mkisofs -quiet -iso-level 3 in | cp --sparse=always /dev/stdin big.iso'
    execFileSync('/bin/sh', ['-c', made], { cwd: scratch.dir })
    const result = importIn(join(scratch.dir, 'store'), join(scratch.dir, 'big.iso'))
    expect(result).toMatchObject({ files: 3, size: size + 6 + 17 })
    expect(result.peakMiB).toBeLessThan(200)
  })

  it('of 200 packages come in', async () => {
    const drivers = Array.from({ length: 200 }, (_, index): VibRecipe => {
      const payloads = [{ name: `p${index}`, type: 'vgz', text: `driver ${index}` }]
      return { name: `driver-${index}`, payloads }
    })
    const path = await makeDepot(scratch, [{ ...standard, vibs: [base, ...drivers] }])
    expect(importIn(join(scratch.dir, 'store'), path)).toMatchObject({ files: 203 })
  })

  it('with a payload of 512 MiB come in without taking memory', async () => {
    const folder = join(scratch.dir, 'vib')
    await mkdir(folder)
    const file = await open(join(folder, 'huge'), 'w')
    const cipher = createCipheriv('aes-128-ctr', Buffer.alloc(16), Buffer.alloc(16))
    const hash = createHash('sha256')
    const huge = GiB / 2
    for (let at = 0; at < 32; at++) {
      const bytes = cipher.update(Buffer.alloc(huge / 32))
      hash.update(bytes)
      await file.write(bytes)
    }
    await file.close()
    const vib = `<vib version="5.0"><type>bootbank</type><name>huge</name><version>1-1</version><vendor>ACME</vendor><acceptance-level>partner</acceptance-level><stateless-ready>true</stateless-ready><payloads><payload name="huge" type="boot" size="${huge}"><checksum checksum-type="sha-256">${hash.digest('hex')}</checksum></payload></payloads>`
    await writeFile(join(folder, 'descriptor.xml'), `${vib}</vib>`)
    run('ar', ['rc', 'huge.vib', 'descriptor.xml', 'huge'], folder)
    const { size } = await stat(join(folder, 'huge.vib'))
    await scratch.write({
      'depot/index.xml': '<vendorList><vendor><indexfile>v.xml</indexfile></vendor></vendorList>',
      'depot/v.xml': '<metaList><metadata><url>metadata.zip</url></metadata></metaList>',
      'metadata/vibs/huge.xml': `${vib}<relative-path>huge.vib</relative-path><packed-size>${size}</packed-size></vib>`,
      'metadata/profiles/p.xml':
        '<imageprofile><name>Huge</name><viblist><vib><vib-id>ACME_bootbank_huge_1-1</vib-id></vib></viblist></imageprofile>',
    })
    run('zip', ['-q', '-r', '../depot/metadata.zip', '.'], join(scratch.dir, 'metadata'))
    run('mv', ['huge.vib', '../depot/'], folder)
    run('zip', ['-q', '-0', '-r', '../huge.zip', '.'], join(scratch.dir, 'depot'))
    const result = importIn(join(scratch.dir, 'store'), join(scratch.dir, 'huge.zip'))
    expect(result).toMatchObject({ name: 'Huge', files: 1, size: huge })
    expect(result.peakMiB).toBeLessThan(200)
  })

  it.skipIf(process.getuid?.() !== 0 || !existsSync('/usr/bin/unshare'))(
    'that do not fit on the disk are refused at any byte, and the store stays sound',
    async () => {
      const folder = join(scratch.dir, 'in')
      const store = join(scratch.dir, 'small')
      await mkdir(store)
      await scratch.write({
        'in/boot.cfg': 'kernel=/b.b00\nmodules=/m.v00\n',
        'in/b.b00': Buffer.alloc(700_000, 'k'),
        'in/m.v00': Buffer.alloc(900_000, 'm'),
      })
      // The small disk is seen by the child alone and goes with it.
      const onDisk = (size: string, command: string) =>
        `mount -t tmpfs -o size=${size} none '${store}' && ${command}; ls '${store}/incoming'; find '${store}/blobs' -type f -exec sha256sum {} + || true`
      const command = `'${process.execPath}' '${child}' '${store}' '${folder}'`
      for (const size of ['300k', '720k', '1200k', '1500k']) {
        const text = execFileSync('/usr/bin/unshare', ['-m', 'sh', '-c', onDisk(size, command)], {
          encoding: 'utf8',
          stdio: ['ignore', 'pipe', 'ignore'],
        })
        const [answer = '', ...rest] = text.trim().split('\n')
        expect(JSON.parse(answer)).toEqual({ code: 'image.disk-full' })
        for (const line of rest) {
          const [digest = '', path = ''] = line.split(/\s+/)
          expect(path.endsWith(digest)).toBe(true)
        }
      }
      expect(await readdir(store)).toEqual([])
      expect(await createImageStore({ dir: store }).list()).toEqual([])
    },
  )
})
