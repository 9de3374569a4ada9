import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { demoLab, openLab, readLabFile } from '../../src/main/open-lab.ts'
import { createSystemClock } from '../../src/main/system-clock.ts'
import { toErrorData } from '../../src/shared/base/index.ts'

describe('a lab folder with something else in the place of its own', () => {
  let folder: string
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'headwaiter-out-of-place-'))
  })
  afterEach(() => rm(folder, { recursive: true }))

  const open = async () =>
    openLab({
      folder,
      initial: await readLabFile(demoLab),
      clock: createSystemClock(),
      hostsWorker: new URL('../../src/main/hosts/simulated/worker.ts', import.meta.url),
      platform: 'browser',
      onUnexpected: (error) => {
        throw error
      },
    })

  it.each([
    ['images', 'file'],
    ['images/blobs', 'file'],
    ['vcenter-ca', 'file'],
    ['vcenter-ca/authority.pem', 'folder'],
  ])('says what to do about %s, which is a %s', async (place, kind) => {
    const path = join(folder, place)
    await mkdir(kind === 'file' ? dirname(path) : path, { recursive: true })
    if (kind === 'file') await writeFile(path, 'in the way')
    const refused: unknown = await open().catch((error: unknown) => error)
    expect(toErrorData(refused)).toMatchObject({ code: 'lab.out-of-place' })
  })
})
