import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readAr } from '../../../src/main/images/archive/ar.ts'
import { sourceOf } from '../../../src/main/images/archive/source.ts'
import { openZip, readSmall } from '../../../src/main/images/archive/zip.ts'
import { contents, run, scratchFolder, toolsMissing } from './tools.ts'

let scratch: Awaited<ReturnType<typeof scratchFolder>>
beforeEach(async () => {
  scratch = await scratchFolder()
})
afterEach(() => scratch.remove())

const noAr = toolsMissing('ar')
describe.skipIf(noAr !== undefined)(`ar archives (${noAr ?? 'tool present'})`, () => {
  const make = async () => {
    await scratch.write({
      'descriptor.xml': '<vib/>',
      'sig.pkcs7': '',
      odd: 'odd',
      'a-name-longer-than-sixteen.vgz': 'long',
    })
    const members = ['descriptor.xml', 'sig.pkcs7', 'odd', 'a-name-longer-than-sixteen.vgz']
    run('ar', ['rc', 'test.vib', ...members], scratch.dir)
    return readFile(join(scratch.dir, 'test.vib'))
  }

  it('made by ar are read member by member, in order', async () => {
    const archive = await readAr(sourceOf(await make()))
    expect(Object.entries(await contents(archive))).toEqual([
      ['descriptor.xml', '<vib/>'],
      ['sig.pkcs7', ''],
      ['odd', 'odd'],
      ['a-name-longer-than-sixteen.vgz', 'long'],
    ])
  })

  it('of the BSD form are read too', async () => {
    const data = 'descriptor.xml\0\0<vib/>'
    const header = `${'#1/16'.padEnd(16)}${'0'.padEnd(32)}${String(data.length).padEnd(10)}\`\n`
    const bytes = Buffer.from(`!<arch>\n${header}${data}`)
    expect(await contents(await readAr(sourceOf(bytes)))).toEqual({ 'descriptor.xml': '<vib/>' })
  })

  it('that lie about a size are refused', async () => {
    const bytes = await make()
    bytes.write('9999999999', 8 + 48)
    await expect(readAr(sourceOf(bytes))).rejects.toMatchObject({ code: 'image.ar-invalid' })
    bytes.write('-1        ', 8 + 48)
    await expect(readAr(sourceOf(bytes))).rejects.toMatchObject({ code: 'image.ar-invalid' })
  })
})

const noZip = toolsMissing('zip')
describe.skipIf(noZip !== undefined)(`zip archives (${noZip ?? 'tool present'})`, () => {
  const make = async (...options: readonly string[]) => {
    await scratch.write({
      'index.xml': '<vendorList/>',
      'deep/er/file.bin': Buffer.alloc(70_000, 7),
    })
    run('zip', ['-q', '-r', ...options, 'test.zip', 'index.xml', 'deep'], scratch.dir)
    return join(scratch.dir, 'test.zip')
  }

  it.each([
    ['deflated', '-9'],
    ['stored', '-0'],
  ])('made by zip, %s, are read file by file', async (_, option) => {
    const path = await make(option)
    for (const from of [path, await readFile(path)]) {
      const zip = await openZip(from)
      const all = await contents(zip)
      expect(all['index.xml']).toBe('<vendorList/>')
      expect(all['deep/er/file.bin']).toBe('\u0007'.repeat(70_000))
      await zip.close()
    }
  })

  it('with a damaged file are refused when it is read', async () => {
    const bytes = await readFile(await make('-0'))
    bytes.writeUInt8(9, bytes.indexOf(Buffer.alloc(100, 7)) + 50)
    await expect(contents(await openZip(bytes))).rejects.toMatchObject({
      code: 'image.zip-invalid',
    })
  })

  it('with a password are refused in words of their own', async () => {
    const zip = await openZip(await make('-P', 'secret'))
    await expect(contents(zip)).rejects.toMatchObject({
      code: 'image.zip-invalid',
      message: 'This zip archive cannot be read: index.xml is encrypted.',
    })
    await zip.close()
  })

  it('with a name that leads out of a folder are refused', async () => {
    const bytes = await readFile(await make())
    const evil = Buffer.from(bytes.toString('latin1').replaceAll('deep/er/', '../../../'), 'latin1')
    await expect(openZip(evil)).rejects.toMatchObject({ code: 'image.zip-invalid' })
  })

  it('that unpack to far more than they are are refused unread', async () => {
    await scratch.write({ 'bomb.bin': Buffer.alloc(80 * 1024 * 1024) })
    run('zip', ['-q', '-9', 'bomb.zip', 'bomb.bin'], scratch.dir)
    await expect(openZip(join(scratch.dir, 'bomb.zip'))).rejects.toMatchObject({
      code: 'image.zip-bomb',
    })
  })

  it('that are cut short, empty or not there are refused by code', async () => {
    const path = await make()
    const bytes = await readFile(path)
    for (const size of [0, 10, bytes.length - 5]) {
      await expect(openZip(bytes.subarray(0, size))).rejects.toMatchObject({
        code: 'image.zip-invalid',
      })
    }
    await expect(openZip(`${path}.gone`)).rejects.toMatchObject({ code: 'image.unreadable' })
  })

  it('give small files whole, and only small ones', async () => {
    const zip = await openZip(await make())
    const file = zip.files.find(({ path }) => path === 'index.xml')
    if (file === undefined) throw new Error('not found')
    expect((await readSmall(file, 100)).toString()).toBe('<vendorList/>')
    await expect(readSmall(file, 5)).rejects.toMatchObject({ code: 'image.zip-bomb' })
    await zip.close()
  })
})
