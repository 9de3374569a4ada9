import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { NextBootChoice } from '../../src/shared/facts/index.ts'
import { isSettled, startRig, type Rig } from './rig.ts'

const own = { kind: 'disk' } as const
const other = 'Small-2.0'

describe('a choice for the next boot only', { timeout: 120_000 }, () => {
  let rig: Rig
  beforeAll(async () => {
    rig = await startRig('127.226', {
      'esx-01': {},
      'esx-02': { firmware: 'bios' },
      'esx-03': { bootOrder: ['network'] },
    })
    const [imageProfile] = rig.document().imageProfiles
    if (imageProfile === undefined) throw new Error('no image')
    await rig.app.documents.edit({
      kind: 'addImageProfile',
      imageProfile: { ...imageProfile, name: other },
    })
  })
  afterEach(() => rig.app.hosts.powerOff(['esx-01', 'esx-02']))
  afterAll(() => rig.stop())

  const usual = 'Small-1.0-standard'
  const choose = (host: string, choice: NextBootChoice) =>
    rig.app.rules.chooseNextBoot({ hosts: [host], choice })
  const usedBy = (host: string) =>
    rig.facts().filter(({ fact }) => fact.type === 'waiter.nextBootUsed' && fact.host === host)
  const lastUse = (host: string) => usedBy(host).at(-1)?.seq ?? 0

  it.each(['esx-01', 'esx-02'])(
    'sends %s to its own disk once, and then it is as before',
    async (id) => {
      await rig.boot(id)
      const used = usedBy(id).length
      await choose(id, own)
      expect(rig.host(id).nextBoot).toEqual(own)
      await rig.app.hosts.reboot([id])
      const cached = await rig.untilHost(
        id,
        ({ state, source }) => state === 'running' && source === 'cache',
      )
      expect(cached).toMatchObject({ once: own, imageProfile: usual })
      expect(cached.nextBoot).toBeUndefined()
      expect(cached.boots.at(-1)).toMatchObject({ failedAt: 'register', source: 'cache' })
      expect(cached.networkTrack.find(({ id: step }) => step === 'rules')).toMatchObject({
        state: 'failed',
        note: { word: 'declined' },
      })

      await rig.app.hosts.reboot([id])
      const again = await rig.untilHost(id, (host) => host.source === 'network' && isSettled(host))
      expect(again.once).toBeUndefined()
      expect(usedBy(id)).toHaveLength(used + 1)
    },
  )

  it('gives another image once: what the host is given for good stays as it is', async () => {
    const before = await rig.boot('esx-01')
    await choose('esx-01', { kind: 'image', imageProfile: other })
    await rig.app.hosts.reboot(['esx-01'])
    const once = await rig.untilHost(
      'esx-01',
      (host) => host.imageProfile === other && isSettled(host),
    )
    expect(once).toMatchObject({
      once: { kind: 'image', imageProfile: other },
      stored: before.stored,
      association: before.stored,
      compliance: 'compliant',
    })
    expect(await rig.app.rules.test({ hosts: ['esx-01'] })).toEqual([{ host: 'esx-01', items: [] }])

    await rig.app.hosts.reboot(['esx-01'])
    await rig.untilHost('esx-01', (host) => host.imageProfile === usual && isSettled(host))
  })

  it('is not used up by a boot that ends before the waiter has answered it', async () => {
    const used = lastUse('esx-01')
    await choose('esx-01', own)
    await rig.app.hosts.powerOn(['esx-01'])
    await rig.until('ipxe.started', ({ host }) => host === 'esx-01')
    await rig.app.hosts.powerOff(['esx-01'])
    expect(rig.host('esx-01').nextBoot).toEqual(own)

    // The rules engine that is away decides nothing, so nothing was carried out.
    await rig.app.plugs.pull('rules')
    await rig.app.hosts.powerOn(['esx-01'])
    await rig.untilHost('esx-01', ({ state }) => state === 'running')
    expect(rig.host('esx-01').nextBoot).toEqual(own)
    expect(lastUse('esx-01')).toBe(used)
    await rig.app.plugs.restoreAll()
    await rig.app.hosts.reboot(['esx-01'])
    await rig.until('waiter.nextBootUsed', ({ host }) => host === 'esx-01', used)
  })

  it('can be taken back, and is nothing for a host whose disk does not follow the network', async () => {
    await choose('esx-02', own)
    const explained = await rig.app.rules.explain({ set: 'active', host: 'esx-02' })
    expect(explained.nextBoot).toEqual(own)
    await rig.app.rules.takeBackNextBoot({ hosts: ['esx-02'] })
    const used = usedBy('esx-02').length
    await rig.boot('esx-02')
    expect(usedBy('esx-02')).toHaveLength(used)
    await expect(choose('esx-03', own)).rejects.toMatchObject({ code: 'hosts.no-disk-next' })
  })
})
