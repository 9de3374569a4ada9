import { beforeEach, describe, expect, it } from 'vitest'
import { createDocuments, type Documents } from '../../src/main/document/index.ts'
import { createMemoryStores, type Stores } from '../../src/main/journal/index.ts'
import { LabError, type Clock } from '../../src/shared/base/index.ts'
import type { DocumentEdit } from '../../src/shared/contract/index.ts'
import { applyEdit } from '../../src/shared/edits/index.ts'
import { smallLab } from './small-lab.ts'

const clock: Clock = { now: () => 1_763_807_121_123, sleep: () => Promise.resolve() }

describe('createDocuments', () => {
  let stores: Stores
  let documents: Documents
  beforeEach(async () => {
    stores = createMemoryStores({ clock })
    documents = createDocuments({
      store: stores.documents,
      record: (...facts) => stores.journal.append({ facts }),
      clock,
    })
    await documents.edit({ kind: 'replace', document: smallLab, summary: 'Opened' })
  })
  const facts = async () =>
    (await stores.journal.read({ after: 0, limit: 100 })).map(({ fact }) => fact)

  it('says that no lab is open while there is none', () => {
    const empty = createMemoryStores({ clock })
    const none = createDocuments({
      store: empty.documents,
      record: (...facts) => empty.journal.append({ facts }),
      clock,
    })
    expect(() => none.current()).toThrow('No lab is open')
  })

  it('records each change with the version it led to', async () => {
    await documents.edit({ kind: 'setSpeed', speed: 10 })
    await documents.undo()
    await documents.redo()
    expect(await facts()).toEqual([
      { type: 'document.changed', version: 1, summary: 'Opened' },
      { type: 'document.changed', version: 2, summary: 'Set the speed to 10×' },
      { type: 'document.changed', version: 1, summary: 'Undid: Set the speed to 10×' },
      { type: 'document.changed', version: 2, summary: 'Redid: Set the speed to 10×' },
    ])
  })

  it('gives the same object until the document changes', async () => {
    const before = documents.current()
    expect(documents.current()).toBe(before)
    await documents.edit({ kind: 'setSpeed', speed: 10 })
    expect(documents.current()).not.toBe(before)
  })

  it('goes back to what was', async () => {
    await documents.edit({ kind: 'setSpeed', speed: 10 })
    expect(documents.canUndo()).toBe(true)
    await documents.undo()
    expect(documents.current()).toEqual(smallLab)
    expect([documents.canUndo(), documents.canRedo()]).toEqual([false, true])
  })

  it('applies edits that come at once one after the other', async () => {
    const images = smallLab.imageProfiles.flatMap((image) =>
      Array.from({ length: 10 }, (_, i) => ({ ...image, name: `image-${i}` })),
    )
    await Promise.all(
      images.map((imageProfile) => documents.edit({ kind: 'addImageProfile', imageProfile })),
    )
    expect(documents.current().imageProfiles).toHaveLength(11)
    expect(documents.version()).toBe(11)
  })

  it('changes nothing and records nothing when an edit is refused', async () => {
    const refused = documents.edit({ kind: 'removeImageProfile', name: 'Reference' })
    await expect(refused).rejects.toMatchObject({ code: 'image.in-use' })
    expect(documents.version()).toBe(1)
    expect(await facts()).toHaveLength(1)
  })

  it('tells of a version that the journal did not take before anything else is changed', async () => {
    const disk = { isFull: false }
    const again = createDocuments({
      store: stores.documents,
      record: (...more) =>
        disk.isFull
          ? Promise.reject(new LabError('journal.write-failed', 'The disk is full.'))
          : stores.journal.append({ facts: more }),
      clock,
    })
    disk.isFull = true
    const full = { code: 'journal.write-failed' }
    await expect(again.edit({ kind: 'addFolder', name: 'Prod' })).rejects.toMatchObject(full)
    await expect(again.edit({ kind: 'addFolder', name: 'Test' })).rejects.toMatchObject(full)
    disk.isFull = false
    await expect(again.edit({ kind: 'addFolder', name: 'Prod' })).rejects.toMatchObject({
      code: 'document.name-taken',
    })
    await again.undo()
    expect((await facts()).slice(1)).toEqual([
      { type: 'document.changed', version: 2, summary: expect.stringContaining('Prod') as unknown },
      {
        type: 'document.changed',
        version: 1,
        summary: expect.stringContaining('Undid') as unknown,
      },
    ])
  })

  it('says when nothing is left to undo or redo', async () => {
    await expect(documents.undo()).rejects.toMatchObject({ code: 'document.nothing-to-undo' })
    await expect(documents.redo()).rejects.toMatchObject({ code: 'document.nothing-to-redo' })
  })

  describe('when hosts come and go', () => {
    const add: DocumentEdit = {
      kind: 'addHosts',
      count: 1,
      rack: 'Rack A',
      hardware: { kind: 'like', host: 'esx-01' },
    }

    it('tells who came and who went, by an edit, its undo and its redo', async () => {
      await documents.edit(add)
      await documents.undo()
      await documents.redo()
      await documents.edit({ kind: 'removeHosts', hosts: ['esx-01'] })
      const told = (await facts()).slice(1).map((fact) => 'hosts' in fact && fact.hosts)
      expect(told).toEqual([
        { added: ['esx-03'], removed: [], changed: [] },
        { added: [], removed: ['esx-03'], changed: [] },
        { added: ['esx-03'], removed: [], changed: [] },
        { added: [], removed: ['esx-01'], changed: [] },
      ])
    })

    it('asks before a step forth or back, and makes none that is refused', async () => {
      const steps: string[] = []
      let refuses = false
      const asking = createDocuments({
        store: stores.documents,
        record: (...facts) => stores.journal.append({ facts }),
        clock,
        admit: ({ from, to }) => {
          steps.push(`${from.hosts.length} to ${to.hosts.length}`)
          if (refuses) throw new LabError('hosts.powered-on', 'esx-03 is on.')
        },
      })
      await asking.edit(add)
      refuses = true
      const refused = expect.objectContaining({ code: 'hosts.powered-on' })
      await expect(asking.undo()).rejects.toEqual(refused)
      await expect(asking.edit(add)).rejects.toEqual(refused)
      expect([asking.version(), asking.canUndo()]).toEqual([2, true])
      refuses = false
      await asking.undo()
      refuses = true
      await expect(asking.redo()).rejects.toEqual(refused)
      expect(asking.version()).toBe(1)
      expect(steps).toEqual(['2 to 3', '3 to 2', '3 to 4', '3 to 2', '2 to 3'])
    })

    it('tells afterwards what a kill between version and fact left untold, once', async () => {
      await stores.documents.save({
        at: 0,
        summary: 'Added a host to Rack A',
        document: applyEdit(smallLab, add),
      })
      await documents.tellMissed(1)
      await documents.tellMissed(2)
      expect((await facts()).slice(1)).toEqual([
        {
          type: 'document.changed',
          version: 2,
          summary: 'Added a host to Rack A',
          hosts: { added: ['esx-03'], removed: [], changed: [] },
        },
      ])
    })
  })
})
