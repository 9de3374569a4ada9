import { createPrivateKey } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { hostCertificate } from '../../src/shared/protocol/index.ts'
import { eventOf } from '../../src/shared/vcenter/index.ts'
import { crowd } from '../fixtures/crowd.ts'
import { startAgentHost, type AgentHost } from './agent-host.ts'
import { startLab, type Lab } from './lab.ts'

const server = '127.81.0.1'
const association = { imageProfile: 'ESXi-8', cluster: 'Cluster A' }

describe('vCenter on real sockets', () => {
  let lab: Lab
  let host: AgentHost
  let port: number

  const connect = () =>
    lab.connect(port, 'esx-01', { address: host.address, agentPort: host.port, association })
  const typesOf = async () => (await lab.facts()).map(({ type }) => type)

  beforeEach(async () => {
    lab = await startLab(server)
    host = await startAgentHost('esx-01', '127.81.0.11')
    port = Number((await lab.vcenter.start()).split(':')[1])
  })
  afterEach(async () => {
    await lab.vcenter.stop()
    await lab.remove()
    await host.close()
  })

  it('adds a host that Auto Deploy announces, applies its profile and finds it compliant', async () => {
    const reply = await connect()
    expect(await reply.json()).toEqual({ connected: true, message: 'Connected.' })
    expect(await typesOf()).toEqual([
      'vcenter.hostAdded',
      'vcenter.hostConnected',
      'vcenter.maintenanceEntered',
      'vcenter.profileApplied',
      'vcenter.maintenanceExited',
      'vcenter.complianceChecked',
    ])
    expect(await lab.all('vcenter.complianceChecked')).toMatchObject([
      { status: 'compliant', failures: [] },
    ])
    expect(host.state).toMatchObject({ hostProfile: 'HP-A', maintenance: false })
  })

  it('answers that it is not connected when the host does not answer', async () => {
    await host.close()
    const reply = await connect()
    expect(await reply.json()).toMatchObject({ connected: false })
    expect(await lab.all('vcenter.connectFailed')).toMatchObject([
      {
        host: 'esx-01',
        by: 'autoDeploy',
        isKnown: false,
        reason: { code: 'vcenter.host-unreachable' },
      },
    ])
    host = await startAgentHost('esx-01', '127.81.0.11')
  })

  it('says of a known host that it cannot be reconnected, not that it cannot be added', async () => {
    await connect()
    await host.close()
    await connect()
    expect((await lab.all('vcenter.connectFailed')).map(eventOf)).toMatchObject([
      { text: 'Cannot reconnect host' },
    ])
    host = await startAgentHost('esx-01', '127.81.0.11')
  })

  it('keeps a host in maintenance mode when its profile does not apply', async () => {
    host.profileFails = 'no disk'
    await connect()
    expect(host.state.maintenance).toBe(true)
    expect((await lab.all('vcenter.profileFailed'))[0]?.reason.message).toBe('no disk')
    await expect(lab.vcenter.placeVm('esx-01')).rejects.toMatchObject({
      code: 'vcenter.placement-refused',
    })
  })

  it('flags a host that booted from its cache once an admin reconnects it', async () => {
    await connect()
    await lab.vcenter.placeVm('esx-01')
    host.reboot({ bootedFromStatelessCache: true, maintenance: false })
    await host.beat(port, server)
    await lab.next('vcenter.hostNotResponding')
    await lab.vcenter.reconnect('esx-01')
    expect((await lab.all('vcenter.hostConnected')).at(-1)).toMatchObject({
      by: 'admin',
      cluster: 'Cluster A',
      bootedFromStatelessCache: true,
    })
    expect(await lab.all('vcenter.bootedFromCache')).toMatchObject([
      { text: 'Host booted from stateless cache.' },
    ])
    expect((await lab.all('vcenter.complianceChecked')).at(-1)).toMatchObject({
      status: 'nonCompliant',
    })
    expect(host.state.virtualMachines).toEqual(['vm-1'])
  })

  it('does not clear the flag by remediation, and takes VMs with it', async () => {
    await connect()
    host.reboot({ bootedFromStatelessCache: true, maintenance: false })
    await lab.vcenter.reconnect('esx-01')
    await lab.vcenter.remediate('esx-01')
    expect(await lab.all('vcenter.remediated')).toMatchObject([{ cleared: false }])
    expect(await lab.all('vcenter.cacheFlagCleared')).toEqual([])
    await lab.vcenter.placeVm('esx-01')
    expect(host.state.virtualMachines).toEqual(['vm-1'])
  })

  it('names no failed boot when it is a remediation whose profile does not apply', async () => {
    await connect()
    host.profileFails = 'no disk'
    await lab.vcenter.remediate('esx-01')
    const failed = await lab.all('vcenter.profileFailed')
    expect(failed).toMatchObject([{ by: 'remediation' }])
    expect(failed.map(eventOf)).toEqual([undefined])
    expect(host.state.maintenance).toBe(false)
  })

  it('checks a host anew when it is asked, and knows nothing of one it is not connected to', async () => {
    await connect()
    lab.change((document) => ({
      ...document,
      clusters: document.clusters.map((each) => ({ ...each, hostProfile: 'HP-B' })),
    }))
    await lab.vcenter.checkCompliance('esx-01')
    expect((await lab.all('vcenter.complianceChecked')).at(-1)).toMatchObject({
      status: 'nonCompliant',
      failures: ['The host profile HP-B is not applied to the host.'],
    })
    expect(host.state.hostProfile).toBe('HP-A')
    await lab.vcenter.disconnect('esx-01')
    await lab.vcenter.checkCompliance('esx-01')
    expect((await lab.all('vcenter.complianceChecked')).at(-1)).toMatchObject({
      status: 'unknown',
      failures: ['vCenter is not connected to esx-01.'],
    })
    await lab.vcenter.reconnect('esx-01')
    expect((await lab.all('vcenter.complianceChecked')).at(-1)?.status).toBe('nonCompliant')
  })

  it('holds a host to its profile, whatever image Auto Deploy would give it now', async () => {
    await connect()
    await lab.record({
      type: 'rules.associationStored',
      host: 'esx-01',
      by: 'repair',
      association: { cluster: 'Cluster A', imageProfile: 'Newer-1.1-standard' },
      rules: {},
      changes: [],
    })
    await lab.vcenter.remediate('esx-01')
    expect(await lab.all('vcenter.remediated')).toMatchObject([{ cleared: true }])
    expect((await lab.all('vcenter.complianceChecked')).at(-1)).toMatchObject({
      status: 'compliant',
      failures: [],
    })
  })

  it('clears the flag when the host comes back by a network boot', async () => {
    await connect()
    host.reboot({ bootedFromStatelessCache: true, maintenance: false })
    await lab.vcenter.reconnect('esx-01')
    host.reboot({ bootedFromStatelessCache: false, maintenance: true, hostProfile: '' })
    await connect()
    expect(await lab.all('vcenter.cacheFlagCleared')).toHaveLength(1)
    expect((await lab.all('vcenter.complianceChecked')).at(-1)?.status).toBe('compliant')
  })

  it('keeps a host that came over the network out of service until it has its profile', async () => {
    await connect()
    host.reboot({ bootedFromStatelessCache: false, maintenance: true, hostProfile: '' })
    await lab.vcenter.reconnect('esx-01')
    expect(host.state.maintenance).toBe(true)
    await expect(lab.vcenter.placeVm('esx-01')).rejects.toMatchObject({
      code: 'vcenter.placement-refused',
    })
    await lab.vcenter.remediate('esx-01')
    expect(host.state).toMatchObject({ hostProfile: 'HP-A', maintenance: false })
    expect((await lab.all('vcenter.complianceChecked')).at(-1)?.status).toBe('compliant')
  })

  it('finds a silent host not responding, and connected again when its heartbeats return', async () => {
    await connect()
    await lab.next('vcenter.hostNotResponding')
    const back = lab.next('vcenter.hostConnected')
    await host.beat(port, server)
    expect(await back).toMatchObject({ by: 'heartbeat', host: 'esx-01' })
  })

  it('moves a virtual machine from a fuller host when none is idle', async () => {
    const other = await startAgentHost('esx-02', '127.81.0.12')
    await connect()
    await lab.connect(port, 'esx-02', {
      address: other.address,
      agentPort: other.port,
      association,
    })
    await lab.vcenter.placeVm('esx-01')
    await lab.vcenter.placeVm('esx-01')
    await lab.vcenter.placeVm('esx-02')
    expect(host.state.virtualMachines).toEqual(['vm-2'])
    expect(other.state.virtualMachines).toEqual(['vm-1'])
    expect(await lab.all('vcenter.vmLeft')).toMatchObject([{ vm: 'vm-1', to: 'esx-02' }])
    await other.close()
  })

  describe('with a second host', () => {
    let other: AgentHost
    const connectOther = () =>
      lab.connect(port, 'esx-02', { address: other.address, agentPort: other.port, association })
    const loseFirst = async () => {
      await host.close()
      host = await startAgentHost('esx-01', '127.81.0.13')
    }
    beforeEach(async () => {
      other = await startAgentHost('esx-02', '127.81.0.12')
      await connect()
    })
    afterEach(() => other.close())

    it('leaves a virtual machine where it is when its host does not answer', async () => {
      await lab.vcenter.placeVm('esx-01')
      await lab.vcenter.placeVm('esx-01')
      await connectOther()
      await loseFirst()
      await expect(lab.vcenter.placeVm('esx-02')).rejects.toMatchObject({
        code: 'vcenter.host-unreachable',
      })
      expect(await lab.all('vcenter.vmLeft')).toEqual([])
      expect(other.state.virtualMachines).toEqual([])
    })

    it('lets a host in whose cluster cannot be evened out', async () => {
      lab.change((document) => ({
        ...document,
        clusters: document.clusters.map((cluster) => ({ ...cluster, drs: 'automatic' })),
      }))
      await connect()
      expect(host.state.virtualMachines).toEqual(['vm-1', 'vm-2'])
      await loseFirst()
      expect(await (await connectOther()).json()).toMatchObject({ connected: true })
      expect(await lab.all('vcenter.vmLeft')).toEqual([])
    })

    it('gives others the virtual machines of a host that left the lab', async () => {
      await lab.vcenter.placeVm('esx-01')
      await lab.vcenter.placeVm('esx-01')
      await connectOther()
      await loseFirst()
      const hosts = { added: [], removed: ['esx-01'], changed: [] }
      await lab.record({ type: 'document.changed', version: 2, summary: 'Removed', hosts })
      await lab.vcenter.placeVm('esx-02')
      expect(other.state.virtualMachines).toEqual(['vm-1'])
      expect(await lab.all('vcenter.vmLeft')).toMatchObject([{ host: 'esx-01', vm: 'vm-1' }])
      await lab.vcenter.remove('esx-01')
      await lab.vcenter.placeVm('esx-02')
      expect(other.state.virtualMachines).toEqual(['vm-1', 'vm-2'])
    })
  })

  it('lets an installed host out of maintenance mode that came up while vCenter was away', async () => {
    host.profileFails = 'not now'
    await connect()
    await lab.vcenter.stop()
    host.reboot({ boot: host.state.boot, maintenance: false, hostProfile: 'HP-A' })
    port = Number((await lab.vcenter.start()).split(':')[1])
    const checked = lab.next('vcenter.complianceChecked')
    await host.beat(port, server)
    expect(await checked).toMatchObject({ status: 'compliant' })
    expect(await lab.all('vcenter.maintenanceExited')).toHaveLength(1)
  })

  it('refuses a virtual machine for a host it is not connected to', async () => {
    await connect()
    await lab.next('vcenter.hostNotResponding')
    await expect(lab.vcenter.placeVm('esx-01')).rejects.toMatchObject({
      code: 'vcenter.placement-refused',
      details: { reason: 'vcenter.not-connected' },
    })
  })

  it('rejects an admin while its plug is out, and refuses connections', async () => {
    await connect()
    await lab.vcenter.stop()
    await expect(lab.vcenter.reconnect('esx-01')).rejects.toMatchObject({
      code: 'vcenter.unreachable',
    })
    await expect(connect()).rejects.toThrow('fetch failed')
  })

  it('knows its hosts after a restart of the program', async () => {
    await connect()
    await lab.vcenter.stop()
    const again = lab.restarted()
    await again.start()
    await again.reconnect('esx-01')
    expect(await lab.all('vcenter.hostAdded')).toHaveLength(1)
    await again.stop()
  })

  it('leaves a host alone that an admin disconnected, whatever its heartbeats say', async () => {
    await connect()
    await lab.vcenter.disconnect('esx-01')
    await host.beat(port, server)
    await lab.vcenter.reconnect('esx-01')
    expect((await lab.all('vcenter.hostConnected')).map(({ by }) => by)).toEqual([
      'autoDeploy',
      'admin',
    ])
  })

  it('keeps a host in the maintenance mode an admin asked for, over a reboot', async () => {
    await connect()
    await lab.vcenter.enterMaintenance('esx-01')
    host.reboot({ maintenance: true, hostProfile: '' })
    await connect()
    expect(host.state.maintenance).toBe(true)
    await lab.vcenter.exitMaintenance('esx-01')
    expect(host.state.maintenance).toBe(false)
  })

  it('empties a host before maintenance mode, and refuses when nobody can take its VMs', async () => {
    await connect()
    await lab.vcenter.placeVm('esx-01')
    await expect(lab.vcenter.enterMaintenance('esx-01')).rejects.toMatchObject({
      code: 'vcenter.placement-refused',
    })
    const other = await startAgentHost('esx-02', '127.81.0.12')
    const at = { address: other.address, agentPort: other.port }
    await lab.connect(port, 'esx-02', { ...at, association })
    await lab.vcenter.enterMaintenance('esx-01')
    expect(other.state.virtualMachines).toEqual(['vm-1'])
    expect(host.state).toMatchObject({ maintenance: true, virtualMachines: [] })
    await other.close()
  })

  it('places and evens out by itself where DRS is automatic', async () => {
    lab.change((document) => ({
      ...document,
      clusters: document.clusters.map((cluster) => ({ ...cluster, drs: 'automatic' })),
    }))
    const other = await startAgentHost('esx-02', '127.81.0.12')
    await connect()
    expect(host.state.virtualMachines).toEqual(['vm-1', 'vm-2'])
    const at = { address: other.address, agentPort: other.port }
    await lab.connect(port, 'esx-02', { ...at, association })
    expect([host.state.virtualMachines, other.state.virtualMachines]).toEqual([['vm-2'], ['vm-1']])
    await other.close()
  })

  it('goes through the remediation states of the API', async () => {
    await connect()
    await lab.vcenter.remediate('esx-01')
    const states = (await lab.all('vcenter.remediationChanged')).map(({ status }) => status)
    expect(states).toEqual([
      'precheckRemediationRunning',
      'precheckRemediationComplete',
      'remediationRunning',
      'remediationReady',
    ])
  })

  it('has no remediation that still runs once the host or vCenter itself is gone', async () => {
    const statusAfter = async (cutOff: () => Promise<unknown>): Promise<string | undefined> => {
      await connect()
      const asked = host.nextProfile()
      const remediated = lab.vcenter.remediate('esx-01').catch((error: unknown) => error)
      await asked
      await cutOff()
      expect(await remediated).toMatchObject({ name: 'LabError' })
      return (await lab.all('vcenter.remediationChanged')).at(-1)?.status
    }
    expect(await statusAfter(() => host.close())).toBe('remediationFailed')
    host = await startAgentHost('esx-01', '127.81.0.11')
    expect(await statusAfter(() => lab.vcenter.stop())).toBe('remediationFailed')
  })

  it('forgets a host that is removed', async () => {
    await connect()
    await lab.vcenter.remove('esx-01')
    await expect(lab.vcenter.reconnect('esx-01')).rejects.toMatchObject({
      code: 'vcenter.unknown-host',
    })
    await connect()
    expect(await lab.all('vcenter.hostAdded')).toHaveLength(2)
  })

  it('has never had a host nobody announced', async () => {
    await expect(lab.vcenter.reconnect('esx-09')).rejects.toMatchObject({
      code: 'vcenter.unknown-host',
    })
  })

  it('proves itself by reading its inventory over HTTP', async () => {
    await connect()
    expect(await lab.vcenter.prove(AbortSignal.timeout(5_000))).toEqual([
      `POST http://${server}:${port}/api/session: logged in`,
      `GET http://${server}:${port}/api/vcenter/host: 1 hosts, 1 connected`,
      'session closed',
    ])
  })

  it.each([
    ['not JSON', '{'],
    ['another shape', '{"address":"x"}'],
  ])('turns a connect request that is %s into a fact', async (_, body) => {
    const reply = await fetch(`http://${server}:${port}/api/autodeploy/hosts/esx-01/connect`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    })
    expect(reply.status).toBe(400)
    expect(await lab.all('net.badInput')).toMatchObject([
      { component: 'vcenter', reason: { code: 'vcenter.bad-request' } },
    ])
  })

  it('answers beside a machine that takes every connection, and writes that down', async () => {
    const leave = await crowd(1_200, { port, host: server, from: '127.0.0.66' })
    const connect = `http://${server}:${port}/api/autodeploy/hosts/esx-01/connect`
    for (let ask = 0; ask < 5; ask += 1) expect((await fetch(connect)).status).toBe(404)
    leave()
    const [crowded] = await lab.all('net.crowded')
    expect(crowded).toMatchObject({ component: 'vcenter', open: 1024 })
  })

  it('turns a datagram that is no heartbeat into a fact', async () => {
    const fact = lab.next('net.badInput')
    await host.beat(port, server, 'hello')
    expect(await fact).toMatchObject({ component: 'vcenter', size: 5 })
  })

  it('writes down at most twenty datagrams of a flood in a second, and counts the others', async () => {
    const noted = async () => (await lab.all('net.badInput')).map(({ reason }) => reason.message)
    for (let sent = 0; sent < 60; sent++) await host.beat(port, server, 'hello')
    await expect
      .poll(async () => {
        await host.beat(port, server, 'hello')
        return noted()
      })
      .toContainEqual(
        expect.stringMatching(/^The datagram is not a heartbeat\. [1-9]\d* more like/),
      )
    expect((await noted()).length).toBeLessThan(60)
  })

  it('outlives what its journal cannot take', async () => {
    await connect()
    lab.fill(true)
    await host.beat(port, server, 'hello')
    await expect.poll(() => lab.refused()).toBe(1)
    // The host falls silent, and that cannot be written either.
    await expect.poll(() => lab.refused(), { timeout: 15_000 }).toBeGreaterThan(1)
    const fact = lab.next('vcenter.hostNotResponding')
    lab.fill(false)
    expect(await fact).toMatchObject({ host: 'esx-01' })
  })

  it('tells of a defect that a silent host meets, and finds the host silent again', async () => {
    await connect()
    const defect = new TypeError('a defect')
    lab.spoil(defect)
    await expect.poll(() => lab.unexpected).toContain(defect)
    const fact = lab.next('vcenter.hostNotResponding')
    lab.fill(false)
    expect(await fact).toMatchObject({ host: 'esx-01' })
  })

  it('takes a host in whose certificate it signed, and refuses one signed for another host', async () => {
    host.state = { ...host.state, certificate: lab.authority.issue('esx-99').certificate }
    expect(await (await connect()).json()).toMatchObject({ connected: false })
    const [{ reason } = {}] = await lab.all('vcenter.connectFailed')
    expect(reason).toMatchObject({ code: 'vcenter.certificate-refused' })
    host.state = { ...host.state, certificate: lab.authority.issue('esx-01').certificate }
    expect(await (await connect()).json()).toMatchObject({ connected: true })
  })

  it('signs a certificate when Auto Deploy asks for one', async () => {
    const url = `http://${server}:${port}/api/autodeploy/hosts/esx-01/certificate`
    const reply = hostCertificate.parse(await (await fetch(url, { method: 'POST' })).json())
    expect(lab.authority.signed(reply.certificate, 'esx-01')).toBe(true)
    expect(createPrivateKey(reply.key).asymmetricKeyType).toBe('ec')
    expect(await lab.all('vcenter.certificateIssued')).toMatchObject([{ host: 'esx-01' }])
  })
})
