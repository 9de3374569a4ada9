import { createHash } from 'node:crypto'
import { appendFile, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createImageStore, type ImageStore } from '../../src/main/images/index.ts'

let dir: string
let store: ImageStore
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'headwaiter-test-'))
  store = createImageStore({ dir })
})
afterEach(() => rm(dir, { recursive: true }))

const bytes = Buffer.from('some bytes')
const digest = createHash('sha256').update(bytes).digest('hex')
const leftovers = () => readdir(join(dir, 'incoming'))

describe('the image store', () => {
  it('keeps bytes under their digest, once', async () => {
    expect(await store.add(bytes)).toEqual({ sha256: digest, size: bytes.length })
    expect(await store.add(bytes)).toEqual({ sha256: digest, size: bytes.length })
    expect(await readFile(store.path(digest))).toEqual(bytes)
    expect(await store.read(digest)).toEqual(bytes)
    expect(await store.has(digest)).toBe(true)
    expect(await leftovers()).toEqual([])
  })

  it('takes streams', async () => {
    const source = async function* () {
      yield Buffer.from('some ')
      yield Buffer.from('bytes')
    }
    expect((await store.add(source())).sha256).toBe(digest)
  })

  it('leaves nothing behind when an addition is aborted or its source fails', async () => {
    const aborted = new AbortController()
    const source = async function* () {
      yield bytes
      aborted.abort(new Error('enough'))
      yield bytes
    }
    await expect(store.add(source(), aborted.signal)).rejects.toThrow('enough')
    const failing = async function* () {
      yield bytes
      throw new Error('cable')
    }
    await expect(store.add(failing())).rejects.toThrow('cable')
    expect(await leftovers()).toEqual([])
    expect(await store.has(digest)).toBe(false)
  })

  it('says that a blob is missing', async () => {
    await expect(store.open(digest)).rejects.toMatchObject({ code: 'image.blob-missing' })
    expect(await store.has(digest)).toBe(false)
  })

  it('does not open a blob that was changed, even with its times set back', async () => {
    await store.add(bytes)
    await store.read(digest)
    await writeFile(store.path(digest), 'Some bytes')
    await utimes(store.path(digest), 0, 0)
    await expect(store.open(digest)).rejects.toMatchObject({
      code: 'image.blob-corrupt',
      details: { found: createHash('sha256').update('Some bytes').digest('hex') },
    })
    await expect(store.verify(digest)).rejects.toMatchObject({ code: 'image.blob-corrupt' })
    await store.add(bytes)
    expect(await store.verify(digest)).toEqual({ sha256: digest, size: bytes.length })
  })

  it('does not give out the end of a blob that was written to meanwhile', async () => {
    await store.add(bytes)
    const blob = await store.open(digest)
    await appendFile(store.path(digest), 'x')
    await expect(blob.pieces().next()).rejects.toMatchObject({ code: 'image.blob-corrupt' })
    await blob.close()
  })

  it('gives out nothing of a blob that was read after it was written to', async () => {
    const large = Buffer.alloc(4 * 1024 * 1024, 'a')
    const { sha256 } = await store.add(large)
    const blob = await store.open(sha256)
    const pieces = blob.pieces()
    expect(
      Buffer.compare((await pieces.next()).value ?? Buffer.of(), large.subarray(0, 512 * 1024)),
    ).toBe(0)
    await appendFile(store.path(sha256), 'x')
    await expect(pieces.next()).rejects.toMatchObject({ code: 'image.blob-corrupt' })
    await blob.close()
  })

  it('goes on with an open blob whose file was added again, dated anew or taken away', async () => {
    await store.add(bytes)
    const blob = await store.open(digest)
    await store.add(bytes)
    await utimes(store.path(digest), 0, 0)
    await rm(store.path(digest))
    expect((await blob.pieces().next()).value).toEqual(bytes)
    await blob.close()
  })
})
