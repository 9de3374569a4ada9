import { readFile, writeFile } from 'node:fs/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createVCenterClient, type VCenterClient } from '../../src/main/vcenter/client.ts'
import { startAgentHost, type AgentHost } from './agent-host.ts'
import { exchangeList, recordConversation, replayConversation } from './conversation.ts'
import { startLab, type Lab } from './lab.ts'

const server = '127.82.0.1'
const fixture = new URL('../fixtures/vcenter/conversation.json', import.meta.url)
const signal = AbortSignal.timeout(50_000)
const clientAt = (url: string, password = 'secret') =>
  createVCenterClient({ url, user: 'administrator@vsphere.local', password, signal })

/** What the recorded conversation is about. */
const converse = async (client: VCenterClient) => {
  const clusters = await client.clusters()
  const before = await client.hosts()
  await client.disconnect('esx-01')
  await client.disconnect('esx-01')
  const between = await client.hosts()
  await client.connect('esx-01')
  const stranger = await client.connect('esx-99').catch((error: unknown) => error)
  const after = await client.hosts()
  await client.logout()
  return { clusters, before, between, after, stranger }
}

const expected = {
  clusters: [
    { id: 'Cluster A', name: 'Cluster A' },
    { id: 'Cluster B', name: 'Cluster B' },
  ],
  before: [{ id: 'esx-01', name: 'esx-01', connection: 'connected' }],
  between: [{ id: 'esx-01', name: 'esx-01', connection: 'disconnected' }],
  after: [{ id: 'esx-01', name: 'esx-01', connection: 'connected' }],
  stranger: { code: 'vcenter.unknown-host' },
}

describe('the client for a vCenter', () => {
  let lab: Lab
  let host: AgentHost
  let url: string

  beforeEach(async () => {
    lab = await startLab(server)
    host = await startAgentHost('esx-01', '127.82.0.11')
    const port = Number((await lab.vcenter.start()).split(':')[1])
    url = `http://${server}:${port}`
    const association = { cluster: 'Cluster A' }
    await lab.connect(port, 'esx-01', { address: host.address, agentPort: host.port, association })
  })
  afterEach(async () => {
    await lab.vcenter.stop()
    await lab.remove()
    await host.close()
  })

  it('holds with the embedded vCenter the conversation that is on record', async () => {
    const recorder = await recordConversation(url)
    expect(await converse(clientAt(recorder.url))).toMatchObject(expected)
    await recorder.close()
    const recorded = `${JSON.stringify(recorder.exchanges, null, 2)}\n`
    if (process.env['UPDATE_GOLDEN'] === '1') await writeFile(fixture, recorded)
    expect(recorded).toBe(await readFile(fixture, 'utf8'))
    expect(process.env['UPDATE_GOLDEN']).not.toBe('1')
  })

  it('understands the recorded conversation without a vCenter', async () => {
    const exchanges = exchangeList.parse(JSON.parse(await readFile(fixture, 'utf8')))
    const replay = await replayConversation(exchanges)
    expect(await converse(clientAt(replay.url))).toMatchObject(expected)
    expect([replay.left, replay.strays]).toEqual([[], []])
    await replay.close()
  })

  it('logs in again when its session has run out', async () => {
    const client = clientAt(url)
    await client.hosts()
    const port = Number(new URL(url).port)
    lab.change((document) => {
      const { network } = document
      return { ...document, network: { ...network, ports: { ...network.ports, vcenter: port } } }
    })
    await lab.vcenter.stop()
    await lab.vcenter.start()
    expect(await client.hosts()).toHaveLength(1)
  })

  it('says that a login is refused', async () => {
    await expect(clientAt(url, '').hosts()).rejects.toMatchObject({ code: 'vcenter.login-refused' })
  })

  it('says that nobody answers', async () => {
    await lab.vcenter.stop()
    await expect(clientAt(url).hosts()).rejects.toMatchObject({ code: 'vcenter.unreachable' })
  })

  it.each([
    ['/api/vcenter/host', 401],
    ['/api/vcenter/nothing', 401],
    ['/nothing', 404],
  ])('%s without a session answers %i in the words of the API', async (path, status) => {
    const reply = await fetch(`${url}${path}`)
    expect(reply.status).toBe(status)
    expect(await reply.json()).toMatchObject({
      error_type: status === 401 ? 'UNAUTHENTICATED' : 'NOT_FOUND',
      messages: [{ default_message: expect.any(String) }],
    })
  })

  it('lists hosts by filter', async () => {
    const login = await fetch(`${url}/api/session`, {
      method: 'POST',
      headers: { authorization: `Basic ${btoa('a:b')}` },
    })
    const session = String(await login.json())
    const list = async (path: string): Promise<unknown> =>
      (
        await fetch(`${url}/api/vcenter/${path}`, { headers: { 'vmware-api-session-id': session } })
      ).json()
    expect(await list('host?connection_states=CONNECTED&clusters=Cluster%20A')).toEqual([
      { host: 'esx-01', name: 'esx-01', connection_state: 'CONNECTED', power_state: 'POWERED_ON' },
    ])
    expect(await list('host?clusters=Cluster%20B')).toEqual([])
    expect(await list('vm')).toHaveLength(2)
    const headers = { 'vmware-api-session-id': session }
    for (const name of ['esx-99', '%ff', '%E2%82', 'a%20b']) {
      const act = `${url}/api/vcenter/host/${name}?action=connect`
      expect((await fetch(act, { method: 'POST', headers })).status).toBe(404)
    }
    const reply = await fetch(`${url}/api/headwaiter/events?host=esx-01`, {
      headers: { 'vmware-api-session-id': session },
    })
    expect(await reply.json()).toContainEqual(
      expect.objectContaining({ id: 'vim.event.HostAddedEvent', text: 'Host Added' }),
    )
    const full = await fetch(`${url}/api/headwaiter/hosts?hosts=esx-01`, {
      headers: { 'vmware-api-session-id': session },
    })
    expect(await full.json()).toMatchObject([
      {
        host: 'esx-01',
        parent: 'Cluster A',
        runtime: { connectionState: 'connected', inMaintenanceMode: false },
        config: { deploymentInfo: { bootedFromStatelessCache: false } },
        complianceCheckResult: { complianceStatus: 'compliant', failure: [] },
      },
    ])
    expect(await list('datacenter')).toEqual([{ datacenter: 'Datacenter', name: 'Datacenter' }])
    lab.change((document) => ({
      ...document,
      moreDatacenters: [{ name: 'Second' }],
      clusters: document.clusters.map((each) =>
        each.name === 'Cluster B' ? { ...each, datacenter: 'Second' } : each,
      ),
    }))
    expect(await list('datacenter')).toHaveLength(2)
    expect(await list('cluster?datacenters=Second')).toMatchObject([{ name: 'Cluster B' }])
    expect(await list('host?datacenters=Second')).toEqual([])
    expect(await list('host?datacenters=Datacenter')).toMatchObject([{ name: 'esx-01' }])
  })
})
