import { X509Certificate } from 'node:crypto'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { agentPort, agentState } from '../../src/shared/protocol/index.ts'
import { forecast } from '../../src/shared/lab/index.ts'
import { why } from '../../src/shared/host/index.ts'
import { isSettled, startRig, typesAbout, type Rig } from './rig.ts'

const hosts = ['esx-01', 'esx-02', 'esx-03'] as const

describe('certificates kept by Auto Deploy', () => {
  let rig: Rig
  beforeAll(async () => {
    rig = await startRig('127.133', { 'esx-01': {}, 'esx-02': {}, 'esx-03': {} })
  })
  afterEach(async () => {
    await rig.app.faults.reset()
    await rig.app.plugs.restoreAll()
    await rig.app.hosts.powerOff([...hosts])
  })
  afterAll(() => rig.stop())

  const shown = async (id: string) => {
    const reply = await fetch(`http://${rig.host(id).address ?? ''}:${agentPort}/agent/state`)
    return new X509Certificate(agentState.parse(await reply.json()).certificate ?? '')
  }
  const countOf = (id: string, type: string) =>
    typesAbout(rig.facts(), id).filter((each) => each === type).length

  it('signs one at the first boot, for this host, and keeps it for all later ones', async () => {
    await rig.boot('esx-01')
    const first = await shown('esx-01')
    expect(first.subject).toBe('CN=esx-01')
    expect(first.issuer).toBe('CN=Headwaiter vCenter CA')
    await rig.app.hosts.reboot(['esx-01'])
    await rig.until('waiter.certificateServed', ({ host, kept }) => host === 'esx-01' && kept)
    await rig.untilHost('esx-01', isSettled)
    expect((await shown('esx-01')).fingerprint256).toBe(first.fingerprint256)
    expect(countOf('esx-01', 'vcenter.certificateIssued')).toBe(1)
    expect(rig.host('esx-01').certificate).toMatchObject({ serial: first.serialNumber })
  })

  it('has a host show the same from its cache, with Auto Deploy away', async () => {
    await rig.boot('esx-01')
    const before = await shown('esx-01')
    await rig.app.plugs.pull('autoDeploy')
    await rig.app.hosts.reboot(['esx-01'])
    await rig.untilHost('esx-01', ({ state, source }) => state === 'running' && source === 'cache')
    expect((await shown('esx-01')).fingerprint256).toBe(before.fingerprint256)
    await rig.app.vcenter.reconnect('esx-01')
    expect(rig.host('esx-01').connection).toBe('connected')
  })

  it('lets a host with a kept certificate boot and wait while vCenter is away', async () => {
    await rig.boot('esx-01')
    await rig.app.plugs.pull('vcenter')
    await rig.app.hosts.reboot(['esx-01'])
    await rig.until('waiter.hostReported', ({ host }) => host === 'esx-01')
    await rig.untilHost('esx-01', ({ state }) => state === 'running')
    expect(typesAbout(rig.facts(), 'esx-01')).not.toContain('esxi.notCertified')
  })

  it.each([
    ['vCenter away', 'esx-02', () => rig.app.plugs.pull('vcenter')],
    [
      'the certificate authority alone away',
      'esx-03',
      () =>
        rig.app.faults.inject({
          id: 'authority-down',
          component: 'vcenter',
          message: 'certificate',
          effect: { kind: 'httpStatus', status: 503 },
        }),
    ],
  ])('cycles through shutdown and restart at its first boot with %s', async (_, id, breakIt) => {
    await breakIt()
    await rig.app.hosts.powerOn([id])
    const first = await rig.until('host.rebooted', ({ by }) => by === 'noCertificate')
    const second = await rig.until('host.rebooted', ({ by }) => by === 'noCertificate', first.seq)
    await rig.until('esxi.notCertified', undefined, second.seq)
    expect(typesAbout(rig.facts(), id)).not.toContain('esxi.up')
    const chain = why(rig.facts(), rig.host(id)).map(({ text }) => text)
    expect(chain.join(' ')).toMatch(/(vCenter was unplugged|fault authority-down).*no certificate/s)
    await rig.app.faults.reset()
    await rig.app.plugs.restoreAll()
    expect(await rig.untilHost(id, isSettled)).toMatchObject({ connection: 'connected' })
  })

  it('foresees the cycle for a host without one, and the wait for a host with one', async () => {
    await rig.boot('esx-01')
    const fresh = { ...rig.view(), hosts: new Map(rig.view().hosts) }
    const { certificate: _, ...without } = rig.host('esx-02')
    fresh.hosts.set('esx-02', without)
    const outlooks = forecast(fresh, rig.document(), rig.view().at).get('vcenter') ?? []
    const outlookOf = (id: string) => outlooks.find(({ host }) => host === id)?.nextBoot
    expect(outlookOf('esx-01')).toMatchObject({ joins: 'onceVCenterIsBack' })
    expect(outlookOf('esx-02')).toMatchObject({ joins: 'onceCertified' })
  })
})
