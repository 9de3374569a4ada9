import { readdir, readFile } from 'node:fs/promises'
import { get } from 'node:http'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { restoreEverything } from '../../src/main/api/index.ts'
import { resourcesFolder } from '../../src/main/folders.ts'
import type { Fact, FactOf, FactType } from '../../src/shared/facts/index.ts'
import { faultInWords } from '../../src/shared/faults/index.ts'
import { planEffects, planOutlook, planReach } from '../../src/shared/lab/index.ts'
import { isSettled, startRig, type Rig } from '../hosts/rig.ts'

const folder = join(resourcesFolder, 'faults')
const planText = (name: string): Promise<string> => readFile(join(folder, `${name}.yaml`), 'utf8')
const hosts = ['esx-01', 'esx-02', 'esx-03'] as const

describe('fault plans that ship, on the running lab', () => {
  let rig: Rig
  beforeAll(async () => {
    rig = await startRig('127.134', {
      'esx-01': {},
      'esx-02': { firmware: 'bios' },
      'esx-03': { bootOrder: ['network'] },
    })
    await rig.app.hosts.powerOn([...hosts])
    for (const id of hosts) await rig.untilHost(id, isSettled)
  })
  afterEach(async () => {
    await restoreEverything(rig.app)
    await rig.app.documents.edit({ kind: 'setSpeed', speed: 50 })
  })
  afterAll(() => rig.stop())

  /** Restarts a host under a plan; resolves with its facts up to the end of that boot. */
  const restart = async (id: string, name: string) => {
    const plan = await rig.app.faults.load(await planText(name))
    const since = rig.facts().length
    const boots = rig.host(id).boots.length
    await rig.app.hosts.reboot([id])
    await rig.untilHost(
      id,
      (host) => host.boots.length > boots && /^(running|hung|noBoot)/.test(host.state),
    )
    const recorded = rig.facts().slice(since)
    const facts = recorded
      .map(({ fact }) => fact)
      .filter((fact) => !('host' in fact) || fact.host === id)
    return { plan, facts, effects: planEffects(rig.view(), recorded, [id]) }
  }
  const all = <T extends FactType>(facts: readonly Fact[], type: T): FactOf<T>[] =>
    facts.filter((fact): fact is FactOf<T> => fact.type === type)
  const sourceOf = (facts: readonly Fact[]) =>
    all(facts, 'kernel.started').map(({ source }) => source)
  /** How much of a file of the waiter's comes before the connection ends. */
  const bytesBeforeTheCut = (path: string): Promise<number> =>
    new Promise((resolve, reject) => {
      let bytes = 0
      const asked = get(`http://127.134.0.1:6501${path}`, (response) => {
        response.on('data', (chunk: Buffer) => (bytes += chunk.length))
        response.on('error', () => undefined)
        response.on('close', () => resolve(bytes))
      })
      asked.on('error', reject)
    })
  const reachOf = async (name: string): Promise<string> => {
    const { faults } = rig.app.faults.check(await planText(name))
    return planReach(planOutlook(rig.view(), rig.document(), faults, rig.view().at))
  }

  it('are all readable, and say what they do', async () => {
    for (const file of await readdir(folder)) {
      const { faults } = rig.app.faults.check(await readFile(join(folder, file), 'utf8'))
      for (const fault of faults) expect(faultInWords(fault)).toContain(fault.component)
    }
  })

  it('drops the third DATA block to esx-02 and no other, and TFTP sends it again', async () => {
    const { facts, effects } = await restart('esx-02', 'third-data-block')
    expect(all(facts, 'fault.fired')).toMatchObject([{ message: 'DATA', effect: 'drop' }])
    expect(all(facts, 'tftp.sent')[0]?.resent).toBeGreaterThan(0)
    expect(sourceOf(facts)).toEqual(['network'])
    expect(effects[0]?.fired).toEqual(new Map([['third-data-block', 1]]))
  })

  it('offers a wrong next server: the loader does not come, and the cache does', async () => {
    expect(await reachOf('wrong-next-server')).toContain(
      '2 would fall to cache, 0 of them stale; 1 would not boot',
    )
    const { facts } = await restart('esx-01', 'wrong-next-server')
    expect(all(facts, 'firmware.addressed')[0]?.nextServer).toBe('127.0.0.9')
    expect(all(facts, 'firmware.networkFailed')[0]).toMatchObject({ stage: 'loader' })
    expect(sourceOf(facts)).toEqual(['cache'])
    await rig.app.vcenter.reconnect('esx-01')
  })

  it('has the first ACK come 9 s late: firmware asks again, and boots', async () => {
    await rig.app.documents.edit({ kind: 'setSpeed', speed: 5 })
    const { facts } = await restart('esx-01', 'late-ack')
    expect(all(facts, 'fault.fired')).toMatchObject([{ message: 'ACK', effect: 'delay' }])
    expect(all(facts, 'dhcp.discovered').length).toBeGreaterThan(2)
    expect(sourceOf(facts)).toEqual(['network'])
  })

  it('answers 503 twice, and the third request of iPXE is served', async () => {
    const { facts } = await restart('esx-01', 'busy-twice')
    expect(all(facts, 'fault.fired').map(({ message }) => message)).toEqual(['tramp', 'tramp'])
    expect(all(facts, 'waiter.trampServed')).toHaveLength(1)
    expect(sourceOf(facts)).toEqual(['network'])
  })

  it('cuts a module short at 70 %: mboot hangs, as was foreseen', async () => {
    expect(await reachOf('module-cut-short')).toContain('3 would hang in mboot')
    const { facts } = await restart('esx-01', 'module-cut-short')
    expect(all(facts, 'mboot.hung')).toMatchObject([{ file: 'system.v00' }])
    const file = rig.document().imageProfiles[0]?.modules.find(({ name }) => name === 'system.v00')
    const got = await bytesBeforeTheCut(`/vmw/cache/${file?.sha256 ?? ''}/system.v00`)
    expect(got).toBe(Math.floor((file?.size ?? 0) * 0.7))
  })

  it('plays several faults at once, and one runs out by itself', async () => {
    const plan = await rig.app.faults.load(await planText('bad-morning'))
    expect(plan.faults).toHaveLength(4)
    await rig.app.faults.remove('closed-for-ten-seconds')
    const brief = { ...plan.faults[3], id: 'brief', lasts: 50 }
    await rig.app.faults.inject(brief)
    await rig.until('fault.removed', ({ id }) => id === 'brief')
    expect(rig.app.faults.list().map(({ fault }) => fault.id)).toEqual([
      'lossy-dhcp',
      'lossy-tftp',
      'slow-authority',
    ])
  })

  it('saves what is in force as a plan that loads again', async () => {
    const text = await planText('bad-morning')
    const { title, faults } = await rig.app.faults.load(text)
    const yaml = rig.app.faults.save(title)
    await expect(rig.app.faults.load(yaml)).rejects.toMatchObject({ code: 'fault.exists' })
    await rig.app.faults.reset()
    expect(await rig.app.faults.load(yaml)).toEqual({ title, faults })
    await rig.app.faults.reset()
    expect(() => rig.app.faults.save('None')).toThrow(
      expect.objectContaining({ code: 'fault.none' }),
    )
  })

  it('puts in nothing of a plan with a mistake, and names its place', async () => {
    const twice = `title: x\nfaults:\n${'  - { id: a, component: tftp, effect: { kind: drop } }\n'.repeat(2)}`
    await expect(rig.app.faults.load(twice)).rejects.toMatchObject({
      code: 'fault.invalid',
      details: { at: 'faults.1.id' },
    })
    await expect(rig.app.faults.load('title: [')).rejects.toMatchObject({ code: 'fault.invalid' })
    expect(rig.app.faults.list()).toEqual([])
  })

  it('heals all at once: faults out, plugs, cables and disks in, each proven', async () => {
    await rig.app.faults.load(await planText('busy-twice'))
    await rig.app.plugs.pull('tftp')
    await rig.app.hosts.unplug(['esx-01'], 'uplink')
    await rig.app.hosts.unplug(['esx-02'], 'disk')
    const since = rig.facts().length
    await restoreEverything(rig.app)
    await rig.until('host.partPluggedIn', ({ part }) => part === 'disk', since)
    const healed = rig
      .facts()
      .flatMap(({ seq, fact }) =>
        seq > since && fact.type === 'plug.healed' ? [fact.component] : [],
      )
    expect(new Set(healed)).toEqual(new Set(['tftp', 'waiter']))
    expect(rig.host('esx-01').link).toBe('up')
    expect(rig.host('esx-02').disk).toBe('in')
    expect(rig.app.faults.list()).toEqual([])
    await restoreEverything(rig.app)
  })
})
