import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { App } from '../../src/main/app.ts'
import { openStage, type Stage } from '../../src/main/lessons/index.ts'
import type { Fact } from '../../src/shared/facts/index.ts'
import type { HostView } from '../../src/shared/host/index.ts'
import { agentPort, agentState } from '../../src/shared/protocol/index.ts'
import { withDemoLab } from './demo-lab.ts'

/*
 * The cautions of the outage articles and of the manual, one test each, on the running system: a rack of
 * four simulated hosts that has lost its Auto Deploy server.
 */

const [right, networkOnly, untouched, isolated] = ['esx-01', 'esx-02', 'esx-03', 'esx-04'] as const
const all = [right, networkOnly, untouched, isolated]
const signal = AbortSignal.timeout(200_000)

let app: App
let stage: Stage
let close: () => Promise<void>

const host = (id: string): HostView => {
  const view = stage.view().hosts.get(id)
  if (view === undefined) throw new Error(`no ${id}`)
  return view
}
const until = async (id: string, fits: (view: HostView) => boolean): Promise<HostView> => {
  while (!fits(host(id))) await stage.next(signal)
  return host(id)
}
const factsOf = (id: string, type: Fact['type']): readonly Fact[] =>
  stage
    .facts()
    .map(({ fact }) => fact)
    .filter((fact) => fact.type === type && 'host' in fact && fact.host === id)
const isStateless = (view: HostView): boolean =>
  view.state === 'running' && view.source === 'network' && view.compliance === 'compliant'
const agentOf = (id: string, path: string): string =>
  `http://${host(id).address ?? ''}:${agentPort}${path}`
const stateOf = async (id: string) =>
  agentState.parse(await (await fetch(agentOf(id, '/agent/state'))).json())

beforeAll(async () => {
  const opened = Promise.withResolvers<App>()
  const done = Promise.withResolvers<void>()
  const lab = withDemoLab(
    async (running) => {
      opened.resolve(running)
      await done.promise
    },
    (document) => ({ ...document, speed: 20 }),
  )
  app = await opened.promise
  close = () => {
    stage.close()
    done.resolve()
    return lab
  }
  stage = await openStage(app.journal, app.documents.current(), () => undefined)
  await app.hosts.powerOn(all)
  for (const id of all) await until(id, (view) => isStateless(view) && view.cache !== undefined)
  await app.documents.edit({
    kind: 'setBootOrder',
    host: networkOnly,
    bootOrder: ['network'],
  })
  await app.faults.inject({
    id: 'isolated',
    component: 'dhcp',
    hosts: [isolated],
    effect: { kind: 'drop' },
  })
  await app.plugs.pull('autoDeploy')
  await app.hosts.reboot([right, networkOnly, isolated])
  await until(right, ({ state, source }) => state === 'running' && source === 'cache')
  await until(networkOnly, ({ state }) => state === 'noBootDevice')
  await until(isolated, ({ state, source }) => state === 'running' && source === 'cache')
}, 120_000)

afterAll(() => close())

describe('cautions of an Auto Deploy outage', () => {
  it('the BIOS must try the network first, then the disk', () => {
    expect(host(right)).toMatchObject({ state: 'running', source: 'cache' })
    expect(host(networkOnly).state).toBe('noBootDevice')
    expect(host(networkOnly).cache).toBeDefined()
  })

  it('hosts that do not restart notice nothing of the outage', () => {
    expect(host(untouched)).toMatchObject({
      state: 'running',
      connection: 'connected',
      compliance: 'compliant',
    })
  })

  it('the reconnect is manual', async () => {
    await until(right, ({ connection }) => connection === 'notResponding')
    expect(factsOf(right, 'vcenter.hostConnected')).toHaveLength(1)
    await app.vcenter.reconnect(right)
    await until(right, ({ connection }) => connection === 'connected')
    expect(factsOf(right, 'vcenter.hostConnected').at(-1)).toMatchObject({ by: 'admin' })
  })

  it('an isolated host cannot be reconnected, other than in an outage of a service', async () => {
    await expect(app.vcenter.reconnect(isolated)).rejects.toMatchObject({
      code: 'vcenter.host-unreachable',
    })
  })

  it('vCenter notices the boot from the cache and flags the host', async () => {
    const flagged = await until(right, ({ compliance }) => compliance === 'nonCompliant')
    expect(flagged.bootedFromCache).toBe(true)
    expect(flagged.complianceFailures.join()).toContain('cached on its disk')
    expect(factsOf(right, 'vcenter.bootedFromCache')).toMatchObject([
      { text: 'Host booted from stateless cache.' },
    ])
  })

  it('after the reconnect the host is in its cluster and runs virtual machines', async () => {
    expect(host(right).cluster).toBe('Rack A')
    await app.vcenter.placeVm(right)
    expect((await stateOf(right)).virtualMachines).toHaveLength(1)
  })

  it('the flag clears by no remediation and by no end of the outage', async () => {
    await app.vcenter.remediate(right)
    expect(factsOf(right, 'vcenter.remediated')).toMatchObject([{ cleared: false }])
    await app.plugs.restore('autoDeploy')
    await app.vcenter.remediate(right)
    await stage.caughtUp(signal)
    expect(host(right)).toMatchObject({ bootedFromCache: true, compliance: 'nonCompliant' })
  })

  it('changes made meanwhile are lost, and the flag with them, at the next network boot', async () => {
    const changed = JSON.stringify({ virtualMachines: ['made-on-the-host'] })
    await fetch(agentOf(right, '/agent/virtual-machines'), { method: 'PUT', body: changed })
    expect((await stateOf(right)).virtualMachines).toEqual(['made-on-the-host'])
    const known = host(right).virtualMachines
    await app.hosts.reboot([right])
    const clean = await until(right, (view) => isStateless(view) && !view.bootedFromCache)
    expect(clean.connection).toBe('connected')
    expect(factsOf(right, 'vcenter.cacheFlagCleared')).toHaveLength(1)
    expect((await stateOf(right)).virtualMachines).toEqual(known)
  })
})

describe('cautions of a vCenter outage', () => {
  it('a host that boots while only vCenter is away is not helped by its cache, nor flagged', async () => {
    await app.plugs.pull('vcenter')
    await app.hosts.reboot([untouched])
    await until(untouched, ({ state, boots }) => state === 'running' && boots.length === 2)
    expect(host(untouched).source).toBe('network')
    expect((await stateOf(untouched)).maintenance).toBe(true)
    await app.plugs.restore('vcenter')
    await until(untouched, () => factsOf(untouched, 'vcenter.profileApplied').length === 2)
    await until(untouched, isStateless)
    expect(host(untouched).bootedFromCache).toBe(false)
  })
})
