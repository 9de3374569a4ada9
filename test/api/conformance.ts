import type { ContractRouterClient } from '@orpc/contract'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readApiError, type Contract } from '../../src/shared/contract/index.ts'
import { chunkSize, type Recorded } from '../../src/shared/facts/index.ts'
import { bytesOf, unpack } from '../../src/renderer/client/pack.ts'
import type { ApiRouter } from '../../src/main/api/index.ts'
import { createRig, type Rig } from './rig.ts'

export type Client = ContractRouterClient<Contract>
export type Connection = { readonly client: Client; close(): Promise<void> }

const opened = (version: number) => ({ type: 'lab.opened', name: 'Lab', version }) as const

const errorOf = async (call: Promise<unknown>) => {
  const outcome = await call.then(
    () => undefined,
    (error: unknown) => error,
  )
  expect(outcome).toBeInstanceOf(Error)
  return readApiError(outcome)
}

/** Messages that no client of the API sends. */
export const nonsense: readonly (readonly [string, string | Buffer])[] = [
  ['no JSON', '{not json'],
  ['nothing', ''],
  ['null', 'null'],
  ['a number', '7'],
  ['a request without an address', '{"i":"1","p":{}}'],
  ['a request that is null', '{"i":"1","p":null}'],
  ['an address that is none', '{"i":"1","p":{"u":"http://"}}'],
  ['bytes', Buffer.from([255, 0, 1])],
]

/** Takes facts until `count` are there, then leaves the iterator. */
const take = async (
  batches: AsyncIterable<readonly Recorded[]>,
  count: number,
): Promise<readonly Recorded[]> => {
  const taken: Recorded[] = []
  for await (const batch of batches) {
    taken.push(...batch)
    if (taken.length >= count) break
  }
  return taken
}

/** What every transport of the API holds to. */
export const describeTransport = (
  name: string,
  connect: (router: ApiRouter) => Promise<Connection>,
): void => {
  describe(name, () => {
    let rig: Rig
    let connection: Connection
    let client: Client
    beforeEach(async () => {
      rig = await createRig()
      connection = await connect(rig.router)
      client = connection.client
    })
    afterEach(() => connection.close())

    it('tells where the lab stands', async () => {
      const state = await client.lab.state()
      expect(state).toMatchObject({ documentVersion: 1, seq: 1, level: { kind: 'lab' } })
      expect(state.document.hosts.map(({ id }) => id)).toEqual(['esx-01', 'esx-02'])
    })

    it('carries the bytes of an upload as they are', async () => {
      const { upload } = await client.imports.openUpload({ files: [{ path: 'a.iso', size: 3 }] })
      await client.imports.putUpload({ upload, file: 0, offset: 0, bytes: new Blob(['abc']) })
      expect(rig.asked).toEqual(['put 0 0 abc'])
      const outside = [{ path: '../a.iso', size: 3 }]
      expect(await errorOf(client.imports.openUpload({ files: outside }))).toMatchObject({
        code: 'api.bad-request',
      })
    })

    it('tells how far an import is, and why it failed', async () => {
      const { upload } = await client.imports.openUpload({ files: [{ path: 'a.iso', size: 3 }] })
      const steps = []
      for await (const step of await client.imports.run({ source: { kind: 'upload', upload } }))
        steps.push(step.kind)
      expect(steps).toEqual(['reading', 'added'])
      const broken = await client.imports.run({ source: { kind: 'path', path: '/absent.iso' } })
      expect(await errorOf(broken.next())).toMatchObject({ code: 'image.unreadable' })
    })

    it('hands commands to the rooms', async () => {
      await client.plug.pull({ plug: 'autoDeploy' })
      await client.plug.restore({ plug: 'waiter' })
      await client.host.powerOn({ hosts: ['esx-01', 'esx-02'] })
      await client.host.reconnect({ host: 'esx-01' })
      expect(rig.asked).toEqual([
        'pull autoDeploy',
        'restore waiter',
        'powerOn esx-01,esx-02',
        'reconnect esx-01',
      ])
    })

    it('tells how each plug stands', async () => {
      expect(await client.plug.state()).toEqual({ dhcp: 'in', waiter: 'failed' })
    })

    it('edits, undoes and redoes', async () => {
      expect(await client.document.edit({ kind: 'setSpeed', speed: 10 })).toMatchObject({
        version: 2,
      })
      expect((await client.lab.state()).document.speed).toBe(10)
      await client.document.undo()
      expect((await client.lab.state()).document.speed).toBe(1)
      await client.document.redo()
      expect((await client.lab.state()).document.speed).toBe(10)
    })

    it('shows the versions of the document and what differs', async () => {
      await client.document.edit({ kind: 'setSpeed', speed: 10 })
      await client.document.edit({ kind: 'setSpeed', speed: 20 })
      await client.document.undo()
      expect(await client.document.history()).toMatchObject([
        { version: 1, summary: 'Opened', current: false },
        { version: 2, summary: 'Set the speed to 10×', current: true },
        { version: 3, summary: 'Set the speed to 20×', current: false },
      ])
      expect((await client.document.read({ version: 3 })).speed).toBe(20)
      expect(await client.document.diff({ from: 1, to: 3 })).toEqual(['Speed was 1; is 20'])
      expect(await errorOf(client.document.read({ version: 9 }))).toMatchObject({
        code: 'lab.not-found',
      })
    })

    it('carries a refusal over as data: code, message, remedy, details', async () => {
      expect(await errorOf(client.plug.pull({ plug: 'dhcp' }))).toEqual({
        code: 'plug.already-out',
        message: 'DHCP is unplugged already.',
        remedy: 'It is unplugged already. Restore it first.',
        details: { plug: 'dhcp' },
      })
      expect(rig.unexpected).toEqual([])
    })

    it('names the field of bad input', async () => {
      const error = await errorOf(client.host.powerOn({ hosts: ['esx-01', 'Not a host!'] }))
      expect(error).toMatchObject({ code: 'api.bad-request', details: { path: 'hosts.1' } })
      expect(rig.asked).toEqual([])
    })

    it('gives the journal from a place on, then each new fact', async () => {
      await rig.append(...[2, 3, 4].map(opened))
      const batches = await client.journal.follow({ after: 2 })
      expect(await batches.next()).toMatchObject({ value: [{ seq: 3 }, { seq: 4 }] })
      const next = batches.next()
      await rig.append(opened(5))
      expect(await next).toMatchObject({ value: [{ seq: 5, fact: opened(5) }] })
      await batches.return?.()
    })

    it('gives every fact once and in order while facts are written', async () => {
      const count = 5000
      const batches = await client.journal.follow({ after: 0 })
      const taken = take(batches, count)
      for (let i = 2; i <= count; i += 3) await rig.append(opened(i), opened(i + 1), opened(i + 2))
      expect((await taken).slice(0, count).map(({ seq }) => seq)).toEqual(
        Array.from({ length: count }, (_, i) => i + 1),
      )
    })

    it('gives the whole chunks of the past, packed, from that of a place on', async () => {
      const count = 3 * chunkSize + 5
      await rig.append(...Array.from({ length: count }, (_, i) => opened(i + 2)))
      const packed: string[] = []
      for await (const chunks of await client.journal.past({ after: chunkSize + 7 }))
        packed.push(...chunks)
      const facts = packed.flatMap((chunk) => [...unpack(bytesOf(chunk))])
      expect(facts).toEqual(
        await rig.stores.journal.read({ after: chunkSize, limit: 2 * chunkSize }),
      )
    })

    it('says when the journal has no such place', async () => {
      const follow = client.journal.follow({ after: 99 }).then((batches) => batches.next())
      expect(await errorOf(follow)).toMatchObject({ code: 'journal.no-such-place' })
    })

    it('goes on behind the batch a reader names, and refuses a name that is none', async () => {
      await rig.append({ type: 'host.poweredOn', host: 'esx-01', by: 'operator' })
      const next = async (lastEventId: string) => {
        const batches = await client.journal.follow({ after: 0 }, { lastEventId })
        const { value } = await batches.next()
        await batches.return?.()
        return value
      }
      const end = rig.stores.journal.last()
      expect(await next(String(end - 1))).toMatchObject([{ seq: end }])
      expect(await errorOf(next('last'))).toMatchObject({ code: 'api.bad-request' })
    })

    it('reads a page about one host, or of some types', async () => {
      const powered = (host: string) => ({ type: 'host.poweredOn', host, by: 'operator' }) as const
      await rig.append(powered('esx-01'), powered('esx-02'))
      const page = await client.journal.read({ host: 'esx-02' })
      expect(page.map(({ seq }) => seq)).toEqual([3])
      const last = await client.journal.read({ types: ['host.poweredOn'], before: 4, take: 'last' })
      expect(last.map(({ seq }) => seq)).toEqual([2, 3])
    })
  })
}
