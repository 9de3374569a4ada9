import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { labDocument, type LabDocument } from '../../src/shared/document/schema.ts'
import type { Fact, Recorded } from '../../src/shared/facts/index.ts'
import { createLabNetwork } from '../../src/main/net/index.ts'
import { createRulesEngine } from '../../src/main/rules/index.ts'
import { createMemoryStores } from '../../src/main/journal/index.ts'
import type { Component } from '../../src/main/component.ts'
import type { DecideReply } from '../../src/shared/protocol/index.ts'
import { crowd } from '../fixtures/crowd.ts'
import { seen } from '../host/facts.ts'
import { machine } from './machine.ts'

const address = '127.86.0.1'

const documentWith = (active: string[]): LabDocument =>
  labDocument.parse({
    headwaiter: 1,
    name: 'Test',
    network: {
      subnet: '127.86.0.0/16',
      server: address,
      pool: { first: '127.86.1.1', last: '127.86.1.9' },
      ports: { dhcp: 0, dhcpClient: 0, tftp: 0, waiter: 0, rules: 0, vcenter: 0 },
    },
    clusters: [{ name: 'Main' }],
    rules: {
      defined: [
        {
          name: 'acme',
          patterns: ['vendor==Acme'],
          items: [
            { kind: 'imageProfile', name: 'esxi-1' },
            { kind: 'cluster', name: 'Main' },
          ],
        },
        { name: 'new', items: [{ kind: 'imageProfile', name: 'esxi-2' }] },
      ],
      active,
    },
    racks: [],
    hosts: [],
  })

/** The real journal, in memory, and all that is in it. */
const createJournal = () => {
  const clock = { now: () => 0, sleep: () => Promise.resolve() }
  const { journal } = createMemoryStores({ clock })
  const facts: Recorded[] = []
  journal.subscribe((batch) => facts.push(...batch))
  return { ...journal, facts, record: (...added: Fact[]) => journal.append({ facts: added }) }
}

describe('rules engine', () => {
  let document = documentWith(['acme'])
  let journal = createJournal()
  let engine: Component
  let on = ''

  const ask = async (body: unknown, init: RequestInit = {}) => {
    const response = await fetch(`http://${on}/vmw/rbd/decide`, {
      method: 'POST',
      body: typeof body === 'string' ? body : JSON.stringify(body),
      ...init,
    })
    return { status: response.status, body: (await response.json()) as unknown }
  }
  const types = (): string[] => journal.facts.map(({ fact }) => fact.type)

  beforeEach(async () => {
    document = documentWith(['acme'])
    journal = createJournal()
    engine = createRulesEngine({
      network: createLabNetwork({ address }),
      port: 0,
      document: () => document,
      journal,
      record: journal.record,
      clock: { now: () => 0 },
    })
    on = await engine.start()
  })
  afterEach(() => engine.stop())

  it('tells what was chosen for this boot beside its decision, and asking uses nothing up', async () => {
    const host = 'esx-01'
    const choice = { kind: 'disk' } as const
    const nextBootOf = async () => {
      await journal.record(seen.registered())
      const { body } = await ask({ host, attributes: machine() })
      expect(body).toMatchObject({ kind: 'decided', association: { imageProfile: 'esxi-1' } })
      return (body as DecideReply).nextBoot
    }
    await journal.record({ type: 'rules.nextBootChosen', host, choice }, seen.discovered())
    expect([await nextBootOf(), await nextBootOf()]).toEqual([choice, choice])
    await journal.record({ type: 'waiter.nextBootUsed', host, choice })
    // Firmware that goes on to HTTP Boot is in the same boot; one that comes by PXE again is not.
    await journal.record(seen.discovered({ arch: 16 }))
    expect(await nextBootOf()).toEqual(choice)
    await journal.record({ type: 'waiter.nextBootUsed', host, choice }, seen.discovered())
    expect(await nextBootOf()).toBeUndefined()
  })

  it('decides by the active rules and records it before it answers', async () => {
    const { status, body } = await ask({ host: 'esx-01', attributes: machine() })
    const given = {
      from: 'rules',
      association: { imageProfile: 'esxi-1', cluster: 'Main' },
      rules: { imageProfile: 'acme', location: 'acme' },
    }
    expect({ status, body }).toEqual({ status: 200, body: { kind: 'decided', ...given } })
    expect(journal.facts[1]?.fact).toEqual({ type: 'rules.decided', host: 'esx-01', ...given })
  })

  it('records a machine that no rule matches, with what it sent', async () => {
    const attributes = machine({ vendor: 'Zven' })
    const { body } = await ask({ host: 'esx-02', attributes })
    expect(body).toEqual({ kind: 'noMatch', considered: 1 })
    expect(journal.facts[1]?.fact).toEqual({
      type: 'rules.noMatch',
      host: 'esx-02',
      considered: 1,
      attributes,
    })
  })

  it('uses an edited rule set at the next request', async () => {
    document = documentWith(['new'])
    const { body } = await ask({ host: 'esx-01', attributes: machine() })
    expect(body).toMatchObject({ association: { imageProfile: 'esxi-2' } })
  })

  it('writes the active set down before the first decision by it, and once', async () => {
    await Promise.all(['esx-01', 'esx-02'].map((host) => ask({ host, attributes: machine() })))
    document = documentWith(['new', 'acme'])
    await ask({ host: 'esx-03', attributes: machine() })
    expect(types()).toEqual([
      'rules.setInForce',
      'rules.decided',
      'rules.decided',
      'rules.setInForce',
      'rules.decided',
    ])
    expect(journal.facts[3]?.fact).toMatchObject({ rules: [{ name: 'new' }, { name: 'acme' }] })
  })

  it('does not write a set down again after a restart', async () => {
    await ask({ host: 'esx-01', attributes: machine() })
    await engine.stop()
    on = await engine.start()
    await ask({ host: 'esx-02', attributes: machine() })
    expect(types()).toEqual(['rules.setInForce', 'rules.decided', 'rules.decided'])
  })

  it('gives a repaired host what was stored for it at the repair', async () => {
    await ask({ host: 'esx-01', attributes: machine() })
    await journal.record(
      { type: 'vcenter.hostAdded', host: 'esx-01', cluster: 'Main', by: 'autoDeploy' },
      {
        type: 'rules.associationStored',
        host: 'esx-01',
        by: 'repair',
        association: { imageProfile: 'esxi-2', cluster: 'Main' },
        rules: { imageProfile: 'new' },
        changes: [{ itemType: 'imageProfile', current: 'esxi-1', expected: 'esxi-2' }],
      },
    )
    const { body } = await ask({ host: 'esx-01', attributes: machine() })
    expect(body).toMatchObject({ from: 'association', association: { imageProfile: 'esxi-2' } })
  })

  it('gives a host vCenter knows what was stored for it, whatever the rules say now', async () => {
    await ask({ host: 'esx-01', attributes: machine() })
    await journal.record({
      type: 'vcenter.hostAdded',
      host: 'esx-01',
      cluster: 'Main',
      by: 'autoDeploy',
    })
    document = documentWith(['new'])
    const { body } = await ask({ host: 'esx-01', attributes: machine() })
    expect(body).toMatchObject({ from: 'association', association: { imageProfile: 'esxi-1' } })
  })

  it('finds the stored associations again after a restart', async () => {
    await ask({ host: 'esx-01', attributes: machine() })
    await engine.stop()
    await journal.record({
      type: 'vcenter.hostAdded',
      host: 'esx-01',
      cluster: 'Main',
      by: 'autoDeploy',
    })
    document = documentWith(['new'])
    on = await engine.start()
    const { body } = await ask({ host: 'esx-01', attributes: machine() })
    expect(body).toMatchObject({ from: 'association', association: { imageProfile: 'esxi-1' } })
  })

  it.each([
    ['no JSON', '{'],
    ['a missing attribute', { host: 'esx-01', attributes: { vendor: 'Acme' } }],
    ['a bad host id', { host: 'ESX 1', attributes: machine() }],
    ['a body beyond the limit', `"${'x'.repeat(70_000)}"`],
  ])('answers %s with a coded 400 and a fact', async (_, body) => {
    const answer = await ask(body)
    expect(answer).toMatchObject({ status: 400, body: { code: 'rules.bad-request' } })
    expect(types()).toEqual(['net.badInput'])
  })

  it('writes down at most twenty refusals of a flood in a second', async () => {
    for (let asked = 0; asked < 30; asked += 1) expect((await ask('{')).status).toBe(400)
    expect(types()).toHaveLength(20)
  })

  it('answers beside a machine that takes every connection, and writes that down', async () => {
    const { port, hostname } = new URL(`http://${on}`)
    const leave = await crowd(1_200, { port: Number(port), host: hostname, from: '127.0.0.66' })
    for (let times = 0; times < 5; times += 1)
      expect((await ask({ host: 'esx-01', attributes: machine() })).status).toBe(200)
    leave()
    expect(types()).toContain('net.crowded')
  })

  it('answers other paths with 404 and other methods with 405', async () => {
    const other = await fetch(`http://${on}/other`)
    expect(other.status).toBe(404)
    await other.body?.cancel()
    const get = await fetch(`http://${on}/vmw/rbd/decide`)
    expect([get.status, get.headers.get('allow')]).toEqual([405, 'POST'])
    await get.body?.cancel()
  })

  it('proves itself without leaving a fact', async () => {
    const proof = await engine.prove(AbortSignal.timeout(5000))
    expect(proof).toEqual([
      `POST http://${on}/vmw/rbd/decide for a hypothetical host: 200, no rule of 1 matches it`,
    ])
    expect(types()).toEqual([])
  })

  it('closes its port when stopped, and opens it again', async () => {
    await engine.stop()
    await expect(ask({})).rejects.toThrow('fetch failed')
    on = await engine.start()
    expect((await ask({ host: 'esx-01', attributes: machine() })).status).toBe(200)
  })

  it('says which port is taken', async () => {
    const second = createRulesEngine({
      network: createLabNetwork({ address }),
      port: Number(on.split(':')[1]),
      document: () => document,
      journal,
      record: journal.record,
      clock: { now: () => 0 },
    })
    await expect(second.start()).rejects.toMatchObject({ code: 'net.port-in-use' })
  })

  it('listens on loopback addresses only', async () => {
    const open = createRulesEngine({
      network: { ...createLabNetwork({ address }), address: '0.0.0.0' },
      port: 0,
      document: () => document,
      journal,
      record: journal.record,
      clock: { now: () => 0 },
    })
    await expect(open.start()).rejects.toMatchObject({ code: 'rules.not-loopback' })
  })
})
