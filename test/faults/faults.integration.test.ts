import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { App } from '../../src/main/app.ts'
import { claimFreeSubnet, type ClaimedSubnet } from '../../src/main/cli/free-lab.ts'
import { demoLab, openLab, readLabFile } from '../../src/main/open-lab.ts'
import { createSystemClock } from '../../src/main/system-clock.ts'
import { rawRequest } from '../waiter/lab.ts'
import {
  recorded,
  type Fact,
  type FactOf,
  type FactType,
  type Recorded,
} from '../../src/shared/facts/index.ts'

const clock = createSystemClock()

describe('faults on the running lab', () => {
  let folder: string
  let claimed: ClaimedSubnet
  let app: App

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'headwaiter-faults-'))
    claimed = await claimFreeSubnet(await readLabFile(demoLab))
    app = await openLab({
      folder,
      initial: { ...claimed.document, speed: 50 },
      clock,
      hostsWorker: new URL('../../src/main/hosts/simulated/worker.ts', import.meta.url),
      platform: 'browser',
      onUnexpected: (error) => {
        throw error
      },
    })
  })
  afterEach(async () => {
    await app.faults.reset()
    await app.hosts.powerOff(['esx-01', 'esx-02', 'esx-04'])
  })
  afterAll(async () => {
    await app.stop()
    await claimed[Symbol.asyncDispose]()
    await rm(folder, { recursive: true, force: true })
  })

  /** Boots one host and collects its facts until one that ends the boot. */
  const boot = async (host: string): Promise<readonly Fact[]> => {
    const after = app.journal.last()
    const ends = new Set<FactType>(['esxi.up', 'firmware.noBootDevice', 'mboot.hung'])
    let seen: readonly Recorded[] = []
    await app.hosts.powerOn([host])
    await expect
      .poll(
        async () => {
          seen = await app.journal.read({ after, limit: 10_000, host })
          return seen.some(({ fact }) => ends.has(fact.type))
        },
        { timeout: 30_000 },
      )
      .toBe(true)
    return seen.map(({ fact }) => fact)
  }
  const all = <T extends FactType>(facts: readonly Fact[], type: T): FactOf<T>[] =>
    facts.filter((fact): fact is FactOf<T> => fact.type === type)

  it('answers 503 twice and then lets the boot go on', async () => {
    await app.faults.inject({
      ...{ id: 'busy', component: 'waiter', message: 'tramp', hosts: ['esx-01'], limit: 2 },
      effect: { kind: 'httpStatus', status: 503, retryAfter: 1 },
    })
    const facts = await boot('esx-01')
    expect(all(facts, 'fault.fired').map(({ id }) => id)).toEqual(['busy', 'busy'])
    expect(all(facts, 'esxi.up')[0]?.source).toBe('network')
  })

  it.each([
    [404, 1],
    [500, 3],
  ])('answers every registration with %i, and the host goes on to its disk', async (status, n) => {
    await app.faults.inject({
      ...{ id: 'no', component: 'waiter', message: 'host-register', hosts: ['esx-01'] },
      effect: { kind: 'httpStatus', status },
    })
    const facts = await boot('esx-01')
    expect(all(facts, 'fault.fired')).toHaveLength(n)
    expect(all(facts, 'firmware.networkFailed')[0]).toMatchObject({ stage: 'register' })
  })

  it('leaves a request whose target is no URL to the waiter', async () => {
    await app.faults.inject({
      ...{ id: 'all', component: 'waiter', hosts: ['esx-01'], limit: 1 },
      effect: { kind: 'httpStatus', status: 503 },
    })
    const { server, ports } = app.state().document.network
    const answer = await rawRequest(
      `http://${server}:${ports.waiter}`,
      'GET // HTTP/1.1\r\nHost: w\r\nConnection: close\r\n\r\n',
    )
    expect(answer).toMatch(/^HTTP\/1\.1 404 /)
  })

  it.each(['/vmw/rbd/host-register?mac=x%20y', `/vmw/rbd/host/${'h'.repeat(80)}/boot.cfg`])(
    'fires at a request of nobody it could name: %s',
    async (path) => {
      const after = app.journal.last()
      await app.faults.inject({
        ...{ id: 'all', component: 'waiter' },
        effect: { kind: 'httpStatus', status: 503 },
      })
      const { server, ports } = app.state().document.network
      const head = `GET ${path} HTTP/1.1\r\nHost: w\r\nConnection: close\r\n\r\n`
      expect(await rawRequest(`http://${server}:${ports.waiter}`, head)).toMatch(/^HTTP\/1\.1 503 /)
      const made = await app.journal.read({ after, limit: 10 })
      expect(made.map((each) => recorded.safeParse(each).success)).toEqual(made.map(() => true))
      expect(made.map(({ fact }) => fact.type)).toContain('fault.fired')
    },
  )

  it('drops the third DATA block, and the transfer repairs itself', async () => {
    await app.faults.inject({
      ...{ id: 'third', component: 'tftp', message: 'DATA', hosts: ['esx-02'], skip: 2, limit: 1 },
      effect: { kind: 'drop' },
    })
    const facts = await boot('esx-02')
    expect(all(facts, 'fault.fired')).toHaveLength(1)
    expect(all(facts, 'tftp.sent')[0]?.resent).toBeGreaterThan(0)
    expect(all(facts, 'esxi.up')[0]?.source).toBe('network')
  })

  it('offers a boot file that is not there, and TFTP says so', async () => {
    await app.faults.inject({
      ...{ id: 'wrong-file', component: 'dhcp', message: 'ACK', hosts: ['esx-01'] },
      effect: { kind: 'rewrite', bootFile: 'gone.efi' },
    })
    await app.faults.inject({
      ...{ id: 'wrong-offer', component: 'dhcp', message: 'OFFER', hosts: ['esx-01'] },
      effect: { kind: 'rewrite', bootFile: 'gone.efi' },
    })
    const facts = await boot('esx-01')
    expect(all(facts, 'fault.fired').map(({ message }) => message)).toContain('OFFER')
    expect(all(facts, 'firmware.addressed')[0]?.bootFile).toBe('gone.efi')
    expect(all(facts, 'tftp.refused')[0]).toMatchObject({ file: 'gone.efi', errorCode: 1 })
    expect(all(facts, 'firmware.networkFailed')[0]).toMatchObject({ stage: 'loader' })
  })

  it('cuts a module short at 70 %, and mboot hangs on it', async () => {
    await app.faults.inject({
      ...{ id: 'short', component: 'waiter', message: 'file', file: 'kern.b00', hosts: ['esx-01'] },
      effect: { kind: 'truncate', at: 0.7 },
    })
    const facts = await boot('esx-01')
    const [cut] = all(facts, 'waiter.fileCut')
    expect(cut).toMatchObject({ file: 'kern.b00' })
    expect(cut?.bytes).toBeLessThan(cut?.of ?? 0)
    expect(all(facts, 'mboot.hung')[0]?.file).toContain('kern.b00')
  })

  it('sends a file slowly and whole', async () => {
    const bytesPerSecond = 1_000_000
    await app.faults.inject({
      ...{ id: 'slow', component: 'waiter', message: 'file', file: 'net-one.v00' },
      ...{ hosts: ['esx-01'], effect: { kind: 'throttle', bytesPerSecond } },
    })
    const facts = await boot('esx-01')
    expect(all(facts, 'fault.fired')).toHaveLength(1)
    expect(all(facts, 'waiter.fileCut')).toEqual([])
    const slow = all(facts, 'waiter.fileServed').find(({ file }) => file === 'net-one.v00')
    // A timer may be a millisecond early.
    expect(slow?.took).toBeGreaterThan(((slow?.bytes ?? 0) / bytesPerSecond) * 1000 * 0.9)
    expect(all(facts, 'esxi.up')[0]?.source).toBe('network')
  })

  it('holds a message until it is stepped on', async () => {
    await app.faults.inject({
      ...{ id: 'step', component: 'waiter', message: 'boot.cfg', hosts: ['esx-02'], limit: 1 },
      effect: { kind: 'hold' },
    })
    const booting = boot('esx-02')
    await expect.poll(() => app.faults.step(), { timeout: 20_000 }).toBe(true)
    const facts = await booting
    expect(all(facts, 'fault.released')).toHaveLength(1)
    expect(all(facts, 'esxi.up')[0]?.source).toBe('network')
  })

  it('leaves hosts alone that a fault is not for', async () => {
    await app.faults.inject({
      ...{ id: 'other', component: 'waiter', hosts: ['esx-02'] },
      effect: { kind: 'refuse' },
    })
    const facts = await boot('esx-04')
    expect(all(facts, 'fault.fired')).toHaveLength(0)
    expect(all(facts, 'esxi.up')[0]?.source).toBe('network')
  })

  it('refuses a fault that is none, one twice, and the removal of one that is not there', async () => {
    await expect(app.faults.inject({ id: 'x' })).rejects.toMatchObject({ code: 'fault.invalid' })
    const drop = { id: 'x', component: 'tftp', effect: { kind: 'drop' } }
    await app.faults.inject(drop)
    await expect(app.faults.inject(drop)).rejects.toMatchObject({ code: 'fault.exists' })
    await app.faults.remove('x')
    await expect(app.faults.remove('x')).rejects.toMatchObject({ code: 'fault.unknown' })
  })
})
