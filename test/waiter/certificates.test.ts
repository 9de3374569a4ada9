import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createCertificates } from '../../src/main/waiter/index.ts'

describe('a kept certificate', () => {
  let folder: string
  const file = () => join(folder, 'esx-01.json')
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'headwaiter-certificates-'))
  })
  afterEach(() => rm(folder, { recursive: true }))

  it('is none where there is no file', async () => {
    expect(await createCertificates({ folder }).get('esx-01')).toBeUndefined()
  })

  it.each(['{"certificate":"', '{}'])('is none when it is damaged (%s)', async (text) => {
    await writeFile(file(), text)
    expect(await createCertificates({ folder }).get('esx-01')).toBeUndefined()
  })

  it('is not taken for none when the system does not give it', async () => {
    await mkdir(file())
    await expect(createCertificates({ folder }).get('esx-01')).rejects.toMatchObject({
      code: 'EISDIR',
    })
  })
})
