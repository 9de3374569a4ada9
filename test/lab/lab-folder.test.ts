import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeLabFolder } from '../../src/main/lab-folder.ts'

const unusable: unknown = expect.objectContaining({ code: 'lab.folder-unusable' })

describe('makeLabFolder', () => {
  let scratch: string
  beforeAll(async () => {
    scratch = await mkdtemp(join(tmpdir(), 'headwaiter-lab-folder-'))
  })
  afterAll(() => rm(scratch, { recursive: true }))

  it('makes the folder with its parents, and says which it made first', async () => {
    const top = join(scratch, 'labs')
    expect(await makeLabFolder(join(top, 'of', 'mine'))).toBe(top)
    expect(existsSync(join(top, 'of', 'mine'))).toBe(true)
    expect(await makeLabFolder(top)).toBeUndefined()
  })

  it('lets two make the same folder at a time', async () => {
    const folder = join(scratch, 'at', 'once')
    await Promise.all([makeLabFolder(folder), makeLabFolder(folder)])
    expect(existsSync(folder)).toBe(true)
  })

  it('refuses a file, and a place within one', async () => {
    const file = join(scratch, 'file')
    await writeFile(file, '')
    await expect(makeLabFolder(file)).rejects.toEqual(unusable)
    await expect(makeLabFolder(join(file, 'lab'))).rejects.toEqual(unusable)
  })

  it.skipIf(process.platform !== 'linux')('ends where no folder can be made', async () => {
    await expect(makeLabFolder('/proc/headwaiter/lab')).rejects.toEqual(unusable)
    await expect(makeLabFolder('/proc/headwaiter')).rejects.toEqual(unusable)
  })
})
