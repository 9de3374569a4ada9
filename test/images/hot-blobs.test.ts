import { execFile } from 'node:child_process'
import { appendFile, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createHotBlobs, hotPieces, type Filler } from '../../src/main/images/hot-blobs.ts'
import { createImageStore, type ImageStore } from '../../src/main/images/index.ts'
import { readAll } from './archive/tools.ts'

const crowded = fileURLToPath(new URL('crowded.ts', import.meta.url))
const MiB = 1024 * 1024

/** Fillers of blobs whose every byte is their name; how many were opened and closed is counted. */
const source = () => {
  const count = { opened: 0, closed: 0 }
  const open = (byte: string) => (): Promise<Filler> => {
    count.opened += 1
    return Promise.resolve({
      read: ({ start, end }) => Promise.resolve(Buffer.alloc(end - start, byte)),
      close: () => {
        count.closed += 1
        return Promise.resolve()
      },
    })
  }
  return { count, open }
}

describe('hot blobs', () => {
  it('come in at the second request and are read from the file once', async () => {
    const { count, open } = source()
    const hot = createHotBlobs({ limit: 10 * MiB })
    expect(await hot.find('a', 's', 3 * MiB, open('a'))).toBeUndefined()
    const found = await hot.find('a', 's', 3 * MiB, open('a'))
    expect(await hot.find('a', 's', 3 * MiB, open('a'))).toBe(found)
    expect(hot.bytes()).toBe(3 * MiB)
    if (found === undefined) throw new Error('not in memory')
    expect((await readAll(hotPieces(found, { start: 0, end: 3 * MiB }))).length).toBe(3 * MiB)
    expect(await readAll(hotPieces(found, { start: MiB - 2, end: MiB + 3 }))).toEqual(
      Buffer.from('aaaaa'),
    )
    expect(count).toEqual({ opened: 1, closed: 1 })
  })

  it('stay within the limit: the one unused for longest leaves, one being read does not', async () => {
    const { open } = source()
    const hot = createHotBlobs({ limit: 10 * MiB })
    const bring = async (name: string, size: number) => {
      await hot.find(name, 's', size, open(name))
      return hot.find(name, 's', size, open(name))
    }
    const a = await bring('a', 4 * MiB)
    const b = await bring('b', 4 * MiB)
    if (a === undefined || b === undefined) throw new Error('not in memory')
    const reading = hotPieces(b, { start: 0, end: 4 * MiB })
    await reading.next()
    expect(await bring('c', 4 * MiB)).toBeDefined()
    expect(hot.bytes()).toBe(8 * MiB)
    expect(await hot.find('b', 's', 4 * MiB, open('b'))).toBe(b)
    expect(await bring('d', 8 * MiB)).toBeUndefined()
    expect(await bring('e', 11 * MiB)).toBeUndefined()
    expect(hot.bytes()).toBeLessThanOrEqual(10 * MiB)
    await reading.return(undefined)
    expect(await bring('d', 8 * MiB)).toBeDefined()
  })

  it('forget a blob whose file changed or could not be read', async () => {
    const { open } = source()
    const hot = createHotBlobs({ limit: 10 * MiB })
    await hot.find('a', 's', MiB, open('a'))
    const first = await hot.find('a', 's', MiB, open('a'))
    const second = await hot.find('a', 'other', MiB, open('a'))
    expect(second).not.toBe(first)
    expect(hot.bytes()).toBe(MiB)

    const failing = () =>
      Promise.resolve({
        read: () => Promise.reject(new Error('disk')),
        close: () => Promise.resolve(),
      })
    await hot.find('x', 's', MiB, failing)
    const broken = await hot.find('x', 's', MiB, failing)
    if (broken === undefined) throw new Error('not begun')
    await expect(readAll(hotPieces(broken, { start: 0, end: MiB }))).rejects.toThrow('disk')
    expect(hot.bytes()).toBe(MiB)
  })
})

describe('a store with hot blobs', () => {
  let dir: string
  let store: ImageStore
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'headwaiter-test-'))
    store = createImageStore({ dir })
  })
  afterEach(() => rm(dir, { recursive: true }))

  it('gives the same bytes cold and hot, whole and in part', async () => {
    const bytes = Buffer.from(Array.from({ length: 2 * MiB + 77 }, (_, index) => index % 251))
    const { sha256, size } = await store.add(bytes)
    for (let round = 0; round < 4; round++) {
      const blob = await store.open(sha256)
      const same = async (start: number, end: number) =>
        bytes.subarray(start, end).equals(await readAll(blob.pieces({ start, end })))
      expect(bytes.equals(await readAll(blob.pieces()))).toBe(true)
      expect(await same(MiB - 5, size - 3)).toBe(true)
      expect(await same(9, 9)).toBe(true)
      await blob.close()
    }
  })

  it('does not serve from memory what was changed on disk', async () => {
    const { sha256 } = await store.add(Buffer.alloc(3 * MiB, 'a'))
    for (let round = 0; round < 3; round++) {
      const blob = await store.open(sha256)
      await readAll(blob.pieces())
      await blob.close()
    }
    await writeFile(store.path(sha256), Buffer.alloc(3 * MiB, 'b'))
    await expect(store.open(sha256)).rejects.toMatchObject({ code: 'image.blob-corrupt' })
    await appendFile(store.path(sha256), 'c')
    await expect(store.open(sha256)).rejects.toMatchObject({ code: 'image.blob-corrupt' })
  })

  it.skipIf(process.platform === 'win32')(
    'reads from the file what finds no descriptor on its way into memory',
    async () => {
      const { sha256 } = await store.add(Buffer.from('as it is'))
      const args = ['-c', 'ulimit -n 64 && exec "$@"', 'sh', process.execPath, crowded]
      const { stdout } = await promisify(execFile)('sh', [...args, dir, sha256])
      expect(stdout).toBe('as it is')
    },
  )
})
