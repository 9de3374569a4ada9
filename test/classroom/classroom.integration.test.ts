import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { once } from 'node:events'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/websocket'
import type { ContractRouterClient } from '@orpc/contract'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { createClassroom, onlookerRouter, type Classroom } from '../../src/main/classroom/index.ts'
import { neededNoMore, type Clock } from '../../src/shared/base/index.ts'
import { contract, readApiError, type Contract } from '../../src/shared/contract/index.ts'
import { bytesOf, unpack } from '../../src/renderer/client/pack.ts'
import { createRig, type Rig } from '../api/rig.ts'
import { crowd } from '../fixtures/crowd.ts'

const address = '127.0.0.1'

/** A clock that stands until it is told that all who sleep have slept long enough. */
const createHandClock = () => {
  const asleep = new Set<() => void>()
  const clock: Clock = {
    now: () => 0,
    sleep: (_, signal) =>
      new Promise((resolve, reject) => {
        asleep.add(resolve)
        signal?.addEventListener('abort', () => reject(neededNoMore))
      }),
  }
  const wake = async (): Promise<void> => {
    for (const each of asleep) each()
    asleep.clear()
    await new Promise((resolve) => setImmediate(resolve))
  }
  return { clock, wake }
}

describe('the classroom', () => {
  let folder: string
  let rig: Rig
  let classroom: Classroom
  const { clock, wake } = createHandClock()
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'headwaiter-class-'))
    await writeFile(join(folder, 'index.html'), '<title>Headwaiter</title>')
    rig = await createRig()
    classroom = createClassroom({
      router: () => onlookerRouter(rig.deps),
      screenFolder: folder,
      record: (...facts) => rig.stores.journal.append({ facts }),
      clock,
    })
  })
  afterEach(async () => {
    await classroom.close()
    await rm(folder, { recursive: true })
  })

  const facts = async () =>
    (await rig.stores.journal.read({ after: 0, limit: 100 })).map(({ fact }) => fact)

  const socketOf = (url: string, code: string): string =>
    `ws://${new URL(url).host}/api?token=${code}`

  /** A screen that looks on. */
  const look = async () => {
    const { url, code } = await classroom.open({ address, port: 0 })
    const websocket = new globalThis.WebSocket(socketOf(url, code))
    const client: ContractRouterClient<Contract> = createORPCClient(new RPCLink({ websocket }))
    return { client, websocket }
  }

  const statusOf = (url: string): Promise<number> =>
    new Promise((resolve, reject) => {
      const socket = new WebSocket(url)
      socket.on('open', () => resolve(101))
      socket.on('unexpected-response', (_, response) => resolve(response.statusCode ?? 0))
      socket.on('error', reject)
    })

  it('is entered by its address with the code, as one types it', async () => {
    const { url, code } = await classroom.open({ address, port: 0 })
    expect(url).toBe(`${new URL(url).origin}/${code}`)
    const answer = await fetch(url)
    expect(answer.status).toBe(200)
    expect(answer.url).toBe(`${new URL(url).origin}/?token=${code}`)
    expect(await answer.text()).toBe('<title>Headwaiter</title>')
    expect((await fetch(`${new URL(url).origin}/${code}x`)).status).toBe(404)
    expect(await statusOf(socketOf(url, `${code}x`))).toBe(401)
    expect(await classroom.invitation()).toEqual({ url, code })
  })

  it('shows the lab as one that is looked on at, and follows it', async () => {
    for (const version of [1, 2, 3]) await rig.append({ type: 'lab.opened', name: 'Lab', version })
    const { client } = await look()
    expect(await client.lab.state()).toMatchObject({ seat: { kind: 'onlooker' }, canUndo: false })
    const batches = await client.journal.followPacked({ after: 0 })
    const { value: batch } = await batches.next()
    expect(unpack(bytesOf(String(batch))).length).toBeGreaterThan(2)
    await batches.return?.()
  })

  it('lets so many connections in, whoever they are of', async () => {
    const { url } = await classroom.open({ address, port: 0 })
    const sockets = Array.from({ length: 600 }, () => connect(Number(new URL(url).port), address))
    for (const socket of sockets) socket.on('error', () => undefined)
    await expect.poll(() => sockets.filter(({ destroyed }) => destroyed).length).toBe(88)
    for (const socket of sockets) socket.destroy()
  })

  it('keeps its screens, and lets in others, beside a machine that takes every connection', async () => {
    const { client } = await look()
    await client.lab.state()
    const { url = '' } = (await classroom.invitation()) ?? {}
    const port = Number(new URL(url).port)
    const leave = await crowd(700, { port, host: address, from: '127.0.0.66' })
    expect((await fetch(url)).status).toBe(200)
    expect(await client.lab.state()).toMatchObject({ seat: { kind: 'onlooker' } })
    leave()
  })

  it('feeds few streams of one screen at a time', async () => {
    const { client } = await look()
    const begun = await Promise.allSettled(
      Array.from({ length: 17 }, () => client.journal.followPacked({ after: 0 })),
    )
    expect(begun.slice(0, 16).map(({ status }) => status)).toEqual(Array(16).fill('fulfilled'))
    const last = begun[16]?.status === 'rejected' ? begun[16].reason : undefined
    expect(readApiError(last).code).toBe('api.too-many-streams')
  })

  it('does nothing of what it is asked to change', async () => {
    const { client } = await look()
    const calls = [
      client.plug.pull({ plug: 'tftp' }),
      client.lab.restoreEverything(),
      client.host.powerOn({ hosts: ['esx-01'] }),
      client.document.edit({ kind: 'setSpeed', speed: 2 }),
      client.document.undo(),
      client.network.serve({ interface: 'eth1', typed: 'eth1', mode: 'authoritative' }),
      client.fault.reset(),
      client.lesson.start({ lesson: 'first', interactive: false }),
      client.powercli.open(),
      client.imports.openUpload({ files: [{ path: 'a.iso', size: 1 }] }),
      client.classroom.invitation(),
      client.classroom.close(),
    ]
    for (const call of calls) {
      const error = readApiError(
        await call.then(
          () => undefined,
          (thrown: unknown) => thrown,
        ),
      )
      expect(error.code).toBe('api.looking-on')
    }
    expect(rig.asked).toEqual([])
  })

  it('answers no call that nobody has allowed', async () => {
    const { client } = await look()
    const allowed = new Set<string>()
    for (const [room, procedures] of Object.entries(contract)) {
      for (const name of Object.keys(procedures)) {
        const call: unknown = Reflect.get(Reflect.get(client, room), name)
        if (typeof call !== 'function') continue
        const outcome: unknown = await Promise.resolve(call({})).catch((error: unknown) => error)
        const refused = outcome instanceof Error && readApiError(outcome).code === 'api.looking-on'
        if (!refused) allowed.add(`${room}.${name}`)
      }
    }
    expect([...allowed].toSorted()).toEqual([
      'capture.file',
      'capture.packets',
      'document.diff',
      'document.history',
      'document.read',
      'fault.list',
      'host.kinds',
      'host.progress',
      'images.depots',
      'images.loaders',
      'images.software',
      'images.users',
      'images.versions',
      'journal.followPacked',
      'journal.past',
      'journal.read',
      'lab.state',
      'lesson.list',
      'lesson.phrases',
      'logs.follow',
      'logs.read',
      'logs.state',
      'plug.state',
      'rules.boots',
      'rules.discovered',
      'rules.explain',
      'rules.export',
      'rules.nextBoot',
      'rules.preview',
      'storm.report',
    ])
  })

  it('says in the journal that it opened, how many came, and that it closed', async () => {
    const { client, websocket } = await look()
    await client.lab.state()
    await expect
      .poll(facts, { timeout: 20_000 })
      .toContainEqual({ type: 'classroom.attended', screens: 1 })
    const gone = new Promise((resolve) => websocket.addEventListener('close', resolve))
    await classroom.close()
    await gone
    expect(
      (await facts()).map(({ type }) => type).filter((type) => type.startsWith('classroom.')),
    ).toEqual(['classroom.opened', 'classroom.attended', 'classroom.closed'])
    expect(await classroom.invitation()).toBeUndefined()
  })

  it('lets go of a screen that does not answer any more, and of no other', async () => {
    const { url, code } = await classroom.open({ address, port: 0 })
    const enter = async (autoPong: boolean) => {
      const screen = new WebSocket(socketOf(url, code), { autoPong })
      await once(screen, 'open')
      return screen
    }
    const [awake, silent] = [await enter(true), await enter(false)]
    const gone = once(silent, 'close')
    const asked = once(awake, 'ping')
    await wake()
    await asked
    // Its answer is with the server when a question of its own, which left later, is answered.
    awake.ping()
    await once(awake, 'pong')
    expect([awake.readyState, silent.readyState]).toEqual([WebSocket.OPEN, WebSocket.OPEN])
    await wake()
    await gone
    expect(awake.readyState).toBe(WebSocket.OPEN)
    await expect
      .poll(async () => (await facts()).at(-1), { timeout: 20_000 })
      .toEqual({ type: 'classroom.attended', screens: 1 })
  })

  it('opens once, on an address of this computer, with another code each time', async () => {
    await expect(classroom.open({ address: '192.0.2.1', port: 0 })).rejects.toMatchObject({
      code: 'net.address-absent',
    })
    const { code } = await classroom.open({ address, port: 0 })
    await expect(classroom.open({ address, port: 0 })).rejects.toMatchObject({
      code: 'classroom.open',
    })
    await classroom.close()
    await classroom.close()
    expect((await classroom.open({ address, port: 0 })).code).not.toBe(code)
  })

  it('has room for sixty-four screens', async () => {
    const { url, code } = await classroom.open({ address, port: 0 })
    const socket = socketOf(url, code)
    const statuses = await Promise.all(Array.from({ length: 64 }, () => statusOf(socket)))
    expect(new Set(statuses)).toEqual(new Set([101]))
    expect(await statusOf(socket)).toBe(503)
  })

  it('is closed again when the journal takes no word of it', async () => {
    let port = 0
    const failing = createClassroom({
      router: () => onlookerRouter(rig.deps),
      screenFolder: folder,
      record: (fact) => {
        if (fact?.type === 'classroom.opened') port = Number(fact.on.split(':')[1])
        return Promise.reject(new Error('The disk is full.'))
      },
      clock,
    })
    await expect(failing.open({ address, port: 0 })).rejects.toThrow('The disk is full.')
    await expect(fetch(`http://${address}:${port}/`)).rejects.toThrow()
    expect(await failing.invitation()).toBeUndefined()
  })
})
