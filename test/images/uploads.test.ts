import { execFileSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createImageStore, createImports, createUploads } from '../../src/main/images/index.ts'
import { LabError } from '../../src/shared/base/index.ts'
import type { ImportStep } from '../../src/shared/contract/index.ts'
import type { ImageProfile } from '../../src/shared/document/schema.ts'
import type { Fact } from '../../src/shared/facts/index.ts'
import { createSystemClock } from '../../src/main/system-clock.ts'
import { scratchFolder } from './archive/tools.ts'

let scratch: Awaited<ReturnType<typeof scratchFolder>>
let dir: string
beforeEach(async () => {
  scratch = await scratchFolder()
  dir = join(scratch.dir, 'uploads')
})
afterEach(() => scratch.remove())

/** To the end, or to its error. */
const run = async (steps: AsyncIterable<ImportStep>): Promise<ImportStep | undefined> => {
  let last: ImportStep | undefined
  for await (const step of steps) last = step
  return last
}

const text = (bytes: string) => Buffer.from(bytes)

describe('an upload', () => {
  it('is whole once every piece came, in order', async () => {
    const uploads = createUploads({ dir })
    const upload = await uploads.open([{ path: 'esxi.iso', size: 6 }])
    await uploads.put(upload, 0, 0, text('abc'))
    await expect(uploads.complete(upload)).rejects.toMatchObject({ code: 'image.truncated' })
    await uploads.put(upload, 0, 3, text('def'))
    expect(await readFile(await uploads.complete(upload), 'utf8')).toBe('abcdef')
  })

  it.skipIf(process.platform === 'win32')(
    'has no piece that the disk took a part of and no more',
    () => {
      const rooms = new URL('../../src/main/images/index.ts', import.meta.url)
      const put = `
        const { createUploads } = await import(process.argv[1])
        const uploads = createUploads({ dir: process.argv[2] })
        const upload = await uploads.open([{ path: 'esxi.iso', size: 100_000 }])
        const put = uploads.put(upload, 0, 0, Buffer.alloc(100_000))
        process.stdout.write(await put.then(() => 'taken', ({ code }) => code))`
      // No file of this process may become larger than a few blocks: a write beyond that is cut short.
      const limited = 'trap "" XFSZ; ulimit -f 32; exec "$0" --input-type=module --eval "$@"'
      const said = execFileSync('sh', ['-c', limited, process.execPath, put, rooms.href, dir])
      expect(said.toString()).toBe('EFBIG')
    },
  )

  it('takes no piece at another place, of another file or past the end', async () => {
    const uploads = createUploads({ dir })
    const upload = await uploads.open([{ path: 'esxi.iso', size: 3 }])
    for (const [file, offset, bytes] of [
      [0, 1, 'bc'],
      [1, 0, 'abc'],
      [0, 0, 'abcd'],
    ] as const)
      await expect(uploads.put(upload, file, offset, text(bytes))).rejects.toMatchObject({
        code: 'image.upload-lost',
      })
    await expect(uploads.put(randomUUID(), 0, 0, text('abc'))).rejects.toMatchObject({
      code: 'image.upload-lost',
    })
  })

  it('is a folder when one was dropped, files without bytes included', async () => {
    const uploads = createUploads({ dir })
    const upload = await uploads.open([
      { path: 'ESXi/boot.cfg', size: 1 },
      { path: 'ESXi/efi/empty', size: 0 },
    ])
    await uploads.put(upload, 0, 0, text('x'))
    const folder = await uploads.complete(upload)
    expect((await readdir(folder, { recursive: true })).toSorted()).toEqual([
      'boot.cfg',
      'efi',
      join('efi', 'empty'),
    ])
  })

  it('leaves nothing once it is dropped, nor after a new start', async () => {
    const uploads = createUploads({ dir })
    const upload = await uploads.open([{ path: 'a.iso', size: 1 }])
    await uploads.open([{ path: 'b.iso', size: 1 }])
    await uploads.drop(upload)
    expect(await readdir(dir)).toHaveLength(1)
    await createUploads({ dir }).clear()
    await expect(readdir(dir)).rejects.toMatchObject({ code: 'ENOENT' })
  })
})

describe('an import of an open lab', () => {
  const open = (
    showRecording = async (file: string): Promise<string | undefined> => readFile(file, 'utf8'),
  ) => {
    const profiles: ImageProfile[] = []
    const facts: Fact[] = []
    const uploads = createUploads({ dir })
    const imports = createImports({
      store: createImageStore({ dir: join(scratch.dir, 'store') }),
      uploads,
      showRecording,
      addProfile: (profile) => Promise.resolve(profiles.push(profile)),
      record: (...more) => {
        facts.push(...more)
        return Promise.resolve([])
      },
      clock: createSystemClock(),
    })
    return { profiles, facts, uploads, imports }
  }
  const config = 'build=8.0.3\nkernel=/b.b00\nmodules=/s.v00\n'
  const medium = [
    ['ESXi/boot.cfg', config],
    ['ESXi/b.b00', 'kernel'],
    ['ESXi/s.v00', 'module'],
  ] as const

  it('takes an uploaded folder in, tells of it and forgets the upload', async () => {
    const { profiles, facts, uploads, imports } = open()
    const upload = await uploads.open(medium.map(([path, bytes]) => ({ path, size: bytes.length })))
    for (const [file, [, bytes]] of medium.entries())
      await uploads.put(upload, file, 0, text(bytes))
    const steps: ImportStep[] = []
    const order = { source: { kind: 'upload', upload } } as const
    for await (const step of imports.run(order, new AbortController().signal)) steps.push(step)
    expect(steps.at(-1)).toEqual({ kind: 'added', imageProfile: 'ESXi' })
    expect(profiles).toMatchObject([
      { name: 'ESXi', version: '8.0.3', modules: [{ name: 's.v00' }] },
    ])
    expect(facts).toMatchObject([{ type: 'image.added', imageProfile: 'ESXi', files: 2, size: 12 }])
    expect(await readdir(dir)).toEqual([])
  })

  it('adds nothing once it is cancelled, and keeps an upload that failed', async () => {
    const { profiles, uploads, imports } = open()
    const folder = join(scratch.dir, 'ESXi')
    await mkdir(folder)
    for (const [path, bytes] of medium) await writeFile(join(scratch.dir, path), bytes)
    const cancelled = imports.run({ source: { kind: 'path', path: folder } }, AbortSignal.abort())
    await expect(run(cancelled)).rejects.toMatchObject({ name: 'AbortError' })
    const upload = await uploads.open([{ path: 'a.iso', size: 1 }])
    await uploads.put(upload, 0, 0, text('x'))
    const broken = imports.run({ source: { kind: 'upload', upload } }, new AbortController().signal)
    await expect(run(broken)).rejects.toMatchObject({ name: 'LabError' })
    expect(await readdir(dir)).toEqual([upload])
    expect(profiles).toEqual([])
  })

  it('opens a lab file that was uploaded, and keeps no upload', async () => {
    const { uploads, imports } = open()
    const upload = await uploads.open([{ path: 'demo.lab', size: 5 }])
    await uploads.put(upload, 0, 0, text('facts'))
    expect(await imports.openRecording({ kind: 'upload', upload })).toBe('facts')
    expect(await readdir(dir)).toEqual([])
  })

  it('says what is wrong with an uploaded lab file by the name it was dropped with', async () => {
    const { uploads, imports } = open((file) =>
      Promise.reject(new LabError('journal.not-a-lab', `${file} is not a lab file.`, { file })),
    )
    const upload = await uploads.open([{ path: 'demo.lab', size: 5 }])
    await uploads.put(upload, 0, 0, text('facts'))
    await expect(imports.openRecording({ kind: 'upload', upload })).rejects.toMatchObject({
      code: 'journal.not-a-lab',
      message: 'demo.lab is not a lab file.',
    })
    expect(await readdir(dir)).toEqual([])
  })
})
