import { inflateRawSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { chunkSize, fromColumns, type Fact, type Recorded } from '../../src/shared/facts/index.ts'
import { LabError, type Clock } from '../../src/shared/base/index.ts'
import type { JournalQuery, Lease, Stores } from '../../src/main/journal/index.ts'

/** Stands at a moment that no binary fraction of a second hits by chance. */
export const fixedClock: Clock = {
  now: () => 1_763_807_121_123.456,
  sleep: () => Promise.resolve(),
}

const powered = (host: string): Fact => ({ type: 'host.poweredOn', host, by: 'operator' })
const opened = (version: number): Fact => ({ type: 'lab.opened', name: 'Lab', version })
const lease = (client: string, change: Partial<Lease> = {}): Lease => ({
  client,
  host: 'esx-01',
  mac: '52:54:00:aa:bb:01',
  address: '127.66.0.51',
  expiresAt: 1_763_807_999_999.5,
  state: 'bound',
  ...change,
})
const seqs = (facts: readonly Recorded[]): readonly number[] => facts.map(({ seq }) => seq)

/** What every implementation of the stores holds to. `open` makes empty stores. */
export const describeStores = (name: string, open: () => Promise<Stores>): void => {
  describe(name, () => {
    let stores: Stores
    beforeEach(async () => {
      stores = await open()
    })
    afterEach(() => stores.close())

    describe('journal', () => {
      it('is empty at first', async () => {
        expect(stores.journal.last()).toBe(0)
        expect(await stores.journal.read({ after: 0, limit: 10 })).toEqual([])
      })

      it('numbers facts from 1 without gaps, in the order of the calls', async () => {
        const results = await Promise.all([
          stores.journal.append({ facts: [opened(1), opened(2)] }),
          stores.journal.append({ facts: [] }),
          stores.journal.append({ facts: [opened(3)] }),
        ])
        expect(results.map(seqs)).toEqual([[1, 2], [], [3]])
        await stores.journal.append({ facts: [opened(4)] })
        const facts = await stores.journal.read({ after: 0, limit: 10 })
        expect(seqs(facts)).toEqual([1, 2, 3, 4])
        expect(facts.map(({ fact }) => fact)).toEqual([1, 2, 3, 4].map(opened))
        expect(stores.journal.last()).toBe(4)
      })

      it('gives back the very fact and time that it took', async () => {
        const fact: Fact = {
          type: 'tftp.requested',
          transfer: '127.66.0.51:2070/1',
          file: 'a "quoted"\\name\u2028é',
          client: '127.66.0.51',
          options: { blksize: '1468', tsize: '0' },
          size: 0,
          blockSize: 1468,
          windowSize: 1,
        }
        const [taken] = await stores.journal.append({ facts: [fact] })
        expect(taken).toEqual({ seq: 1, at: fixedClock.now(), fact })
        expect(await stores.journal.read({ after: 0, limit: 1 })).toEqual([taken])
      })

      it('packs a chunk once it is whole', async () => {
        const facts = Array.from({ length: 2 * chunkSize - 1 }, (_, i) => opened(i))
        await stores.journal.append({ facts })
        expect(await stores.journal.readPacked(1)).toBeUndefined()
        await stores.journal.append({ facts: [opened(7), opened(8)] })
        const packed = (await stores.journal.readPacked(1)) ?? expect.fail('not packed')
        expect(fromColumns(JSON.parse(inflateRawSync(packed).toString()))).toEqual(
          await stores.journal.read({ after: chunkSize, limit: chunkSize }),
        )
        expect(await stores.journal.readPacked(2)).toBeUndefined()
      })

      it('reads a page after a sequence number', async () => {
        await stores.journal.append({ facts: Array.from({ length: 20 }, (_, i) => opened(i)) })
        expect(seqs(await stores.journal.read({ after: 5, limit: 3 }))).toEqual([6, 7, 8])
        expect(seqs(await stores.journal.read({ after: 18, limit: 10 }))).toEqual([19, 20])
        expect(await stores.journal.read({ after: 20, limit: 10 })).toEqual([])
        expect(await stores.journal.read({ after: 99, limit: 10 })).toEqual([])
      })

      it('reads the facts about one host', async () => {
        const facts = ['esx-01', 'esx-02', 'esx-01', 'esx-02', 'esx-01'].map(powered)
        await stores.journal.append({ facts: [opened(1), ...facts] })
        const page = await stores.journal.read({ after: 2, limit: 10, host: 'esx-01' })
        expect(seqs(page)).toEqual([4, 6])
        expect(seqs(await stores.journal.read({ after: 0, limit: 2, host: 'esx-02' }))).toEqual([
          3, 5,
        ])
      })

      it('reads facts of some types, between two places, from either end', async () => {
        const hosts = ['esx-01', 'esx-02', 'esx-03']
        await stores.journal.append({ facts: hosts.flatMap((id, i) => [powered(id), opened(i)]) })
        const read = async (query: Partial<JournalQuery>): Promise<readonly number[]> =>
          seqs(await stores.journal.read({ after: 0, limit: 10, ...query }))
        expect(await read({ types: ['lab.opened'] })).toEqual([2, 4, 6])
        expect(await read({ types: ['lab.opened', 'host.poweredOn'], limit: 3 })).toEqual([1, 2, 3])
        expect(await read({ types: [] })).toEqual([])
        expect(await read({ after: 1, before: 5 })).toEqual([2, 3, 4])
        expect(await read({ take: 'last', limit: 2 })).toEqual([5, 6])
        expect(await read({ take: 'last', before: 5, types: ['host.poweredOn'] })).toEqual([1, 3])
        expect(await read({ host: 'esx-02', types: ['lab.opened'] })).toEqual([])
      })

      it('reads every fact of a journal longer than what it keeps at hand', async () => {
        const count = 10_000
        for (let i = 0; i < count; i += 1000) {
          const facts = Array.from({ length: 1000 }, (_, k) => opened(i + k))
          await stores.journal.append({ facts })
        }
        const found: number[] = []
        while (found.length < count) {
          const page = await stores.journal.read({ after: found.at(-1) ?? 0, limit: 777 })
          expect(page.length).toBeGreaterThan(0)
          found.push(...seqs(page))
        }
        expect(found).toEqual(Array.from({ length: count }, (_, i) => i + 1))
      })

      it('tells subscribers of each batch, in order, before the append resolves', async () => {
        const heard: number[] = []
        stores.journal.subscribe((facts) => heard.push(...seqs(facts)))
        await Promise.all(
          [1, 2, 3].map(async (i) => {
            const [taken] = await stores.journal.append({ facts: [opened(i)] })
            expect(heard).toContain(taken?.seq)
          }),
        )
        expect(heard).toEqual([1, 2, 3])
      })

      it('shows a subscriber what is already readable', async () => {
        const read = new Promise<readonly Recorded[]>((resolve) => {
          stores.journal.subscribe(([first]) => {
            resolve(stores.journal.read({ after: (first?.seq ?? 0) - 1, limit: 1 }))
          })
        })
        await stores.journal.append({ facts: [opened(1)] })
        expect(seqs(await read)).toEqual([1])
      })

      it('tells nothing to a subscriber that has left', async () => {
        const heard: number[] = []
        const leave = stores.journal.subscribe((facts) => heard.push(...seqs(facts)))
        await stores.journal.append({ facts: [opened(1)] })
        leave()
        await stores.journal.append({ facts: [opened(2)] })
        expect(heard).toEqual([1])
      })

      it('finishes what it took before it closes, and takes no more', async () => {
        const taken = stores.journal.append({ facts: [opened(1)] })
        await stores.close()
        expect(seqs(await taken)).toEqual([1])
        const late = stores.journal.append({ facts: [opened(2)] })
        await expect(late).rejects.toMatchObject({ code: 'journal.closed' })
        await expect(late).rejects.toBeInstanceOf(LabError)
      })

      it('may be closed twice', async () => {
        await stores.close()
        await expect(stores.close()).resolves.toBeUndefined()
      })
    })

    describe('leases', () => {
      it('are empty at first', async () => {
        expect(await stores.leases.all()).toEqual([])
      })

      it('are written with the facts they belong to', async () => {
        const entry = { facts: [powered('esx-01')], leases: [lease('a'), lease('b')] }
        await stores.journal.append(entry)
        expect(await stores.leases.all()).toEqual([lease('a'), lease('b')])
      })

      it('keep the last state of each client', async () => {
        await Promise.all([
          stores.journal.append({ facts: [], leases: [lease('a', { state: 'offered' })] }),
          stores.journal.append({ facts: [], leases: [lease('a'), lease('a', { uuid: 'x' })] }),
        ])
        expect(await stores.leases.all()).toEqual([lease('a', { uuid: 'x' })])
      })
    })

    describe('documents', () => {
      const save = (value: number): Promise<unknown> =>
        stores.documents.save({ at: value, summary: `edit ${value}`, document: { value } })
      const value = (): unknown => stores.documents.current()?.document

      it('hold no version at first', async () => {
        expect(stores.documents.current()).toBeUndefined()
        expect(await stores.documents.undo()).toBeUndefined()
        expect(await stores.documents.redo()).toBeUndefined()
      })

      it('make a version of each save', async () => {
        await save(1)
        await save(2)
        expect(stores.documents.current()).toEqual({
          version: 2,
          at: 2,
          summary: 'edit 2',
          document: { value: 2 },
        })
      })

      it('go back and forth', async () => {
        await save(1)
        await save(2)
        expect([stores.documents.canUndo(), stores.documents.canRedo()]).toEqual([true, false])
        expect(await stores.documents.undo()).toMatchObject({ version: 1 })
        expect(value()).toEqual({ value: 1 })
        expect([stores.documents.canUndo(), stores.documents.canRedo()]).toEqual([false, true])
        expect(await stores.documents.undo()).toBeUndefined()
        expect(await stores.documents.redo()).toMatchObject({ version: 2 })
        expect(await stores.documents.redo()).toBeUndefined()
        expect(value()).toEqual({ value: 2 })
      })

      it('drop undone versions at the next save and never use a number twice', async () => {
        await save(1)
        await save(2)
        await save(3)
        await stores.documents.undo()
        await stores.documents.undo()
        await save(4)
        expect(stores.documents.current()).toMatchObject({ version: 4, document: { value: 4 } })
        expect(stores.documents.canRedo()).toBe(false)
        expect(await stores.documents.undo()).toMatchObject({ version: 1 })
        expect(await stores.documents.redo()).toMatchObject({ version: 4 })
      })

      it('list what undo walks along and read any version there ever was', async () => {
        await save(1)
        await save(2)
        await stores.documents.undo()
        await save(3)
        expect(await stores.documents.history()).toEqual([
          { version: 1, at: 1, summary: 'edit 1' },
          { version: 3, at: 3, summary: 'edit 3' },
        ])
        expect(await stores.documents.read(2)).toMatchObject({ document: { value: 2 } })
        expect(await stores.documents.read(9)).toBeUndefined()
        expect(await stores.documents.readPart(2, 'value')).toEqual({ part: 2 })
        expect(await stores.documents.readPart(2, 'other')).toEqual({ part: null })
        expect(await stores.documents.readPart(9, 'value')).toBeUndefined()
      })
    })
  })
}
