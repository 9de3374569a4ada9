import { copyFile, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openStores } from '../../src/main/journal/index.ts'
import { migrations } from '../../src/main/journal/sqlite/migrations.ts'
import { fixedClock } from './conformance.ts'

const fixtures = fileURLToPath(new URL('../fixtures/journal/', import.meta.url))

describe('a lab file of an earlier version', () => {
  let folder: string
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'headwaiter-old-'))
  })
  afterEach(() => rm(folder, { recursive: true }))

  it('is kept for each migration that was released', async () => {
    const files = (await readdir(fixtures)).sort()
    expect(files).toEqual(migrations.slice(1).map((_, index) => `version-${index + 1}.lab`))
  })

  it.each(migrations.slice(1).map((_, index) => index + 1))(
    'opens with all it holds (version %i)',
    async (version) => {
      const file = join(folder, 'old.lab')
      await copyFile(join(fixtures, `version-${version}.lab`), file)
      const stores = await openStores({ file, clock: fixedClock })
      const facts = await stores.journal.read({ after: 0, limit: 100 })
      expect(facts.map(({ seq, fact }) => [seq, fact.type])).toEqual([
        [1, 'lab.opened'],
        [2, 'host.poweredOn'],
        [3, 'dhcp.acknowledged'],
        [4, 'lab.closed'],
      ])
      expect(facts[0]?.at).toBe(1_763_807_121_123.456)
      expect(await stores.leases.all()).toMatchObject([{ address: '127.66.0.51', state: 'bound' }])
      expect(stores.documents.current()).toMatchObject({ version: 2, document: { value: 2 } })
      expect(await stores.documents.undo()).toMatchObject({ version: 1, document: { value: 1 } })
      expect(
        await stores.journal.read({ after: 0, limit: 10, types: ['lab.closed'] }),
      ).toHaveLength(1)
      await stores.close()

      const now = new DatabaseSync(file)
      expect(now.prepare('PRAGMA user_version').get()).toEqual({ user_version: migrations.length })
      now.close()
    },
  )
})
