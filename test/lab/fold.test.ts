import { describe, expect, it } from 'vitest'
import { hostOf, type Fact } from '../../src/shared/facts/index.ts'
import { emptyLab, foldLab, withDocument } from '../../src/shared/lab/index.ts'
import { parseDocument } from '../../src/shared/document/index.ts'
import { smallLabInput } from '../document/small-lab.ts'
import { networkBoot, record, seen, told } from '../host/facts.ts'

const empty = emptyLab(parseDocument(smallLabInput()))
const after = (...facts: readonly Fact[]) => foldLab(empty, record(facts))
const up: Fact = { type: 'component.started', component: 'waiter', on: '127.66.0.1:6501' }
const pulled: Fact = { type: 'plug.pulled', plug: 'waiter', component: 'waiter' }
const restored: Fact = { type: 'plug.restored', plug: 'waiter', component: 'waiter' }
const healed: Fact = {
  type: 'plug.healed',
  component: 'waiter',
  steps: ['GET tramp: 200'],
  took: 3,
}

describe('foldLab', () => {
  it('begins with the document’s hosts, off', () => {
    expect([...empty.hosts.values()].map(({ id, state }) => `${id} ${state}`)).toEqual([
      'esx-01 off',
      'esx-02 off',
    ])
  })

  it('follows a plug out, in and healed', () => {
    expect(after(up).components.waiter).toMatchObject({ plug: 'in', on: '127.66.0.1:6501' })
    expect(after(up, pulled).components.waiter.plug).toBe('out')
    expect(after(up, pulled).components.waiter.on).toBeUndefined()
    expect(after(up, pulled, restored, up).components.waiter.plug).toBe('proving')
    expect(after(up, pulled, restored, up, healed).components.waiter).toMatchObject({
      plug: 'in',
      proof: ['GET tramp: 200'],
    })
  })

  it('has nothing of a lab that is not open stand unplugged by hand', () => {
    expect(empty.components.waiter.since).toBe(0)
    expect(after(up, pulled).components.waiter.since).toBeGreaterThan(0)
    const closed = after(up, { type: 'lab.closed' }).components.waiter
    expect(closed).toMatchObject({ plug: 'out', since: 0 })
    expect(closed.on).toBeUndefined()
  })

  it('knows where a class looks on, and forgets it with the program that let it', () => {
    const opened: Fact = { type: 'classroom.opened', on: '10.0.0.5:8080' }
    const attended: Fact = { type: 'classroom.attended', screens: 12 }
    expect(after(opened, attended).classroom).toEqual({ on: '10.0.0.5:8080', screens: 12 })
    expect(
      after(opened, { type: 'classroom.closed', on: '10.0.0.5:8080' }).classroom,
    ).toBeUndefined()
    expect(after(opened, { type: 'lab.opened', name: 'Lab', version: 1 }).classroom).toBeUndefined()
    expect(after(attended).classroom).toBeUndefined()
  })

  it('counts no lease that another server gave', () => {
    const told = { host: 'esx-01', mac: '52:54:00:aa:bb:01', xid: '1', serverId: '10.0.0.2' }
    const elsewhere = { type: 'dhcp.addressedElsewhere', ...told, address: '10.0.0.77' } as const
    const view = after(elsewhere)
    expect(view.hosts.get('esx-01')?.address).toBe('10.0.0.77')
    expect(view.components.dhcp.counts['leases'] ?? 0).toBe(0)
  })

  it('counts leases, transfers, requests and connected hosts', () => {
    const view = after(told.poweredOn(), ...networkBoot())
    expect(view.components.dhcp.counts).toMatchObject({ leases: 1, discovers: 2 })
    expect(view.components.tftp.counts).toMatchObject({ transfers: 2, active: 0 })
    expect(view.components.rules.counts).toMatchObject({ decisions: 1 })
    expect(view.components.vcenter.counts).toMatchObject({ connected: 1, notResponding: 0 })
    expect(
      foldLab(view, record([seen.notResponding()], 100)).components.vcenter.counts,
    ).toMatchObject({ connected: 0, notResponding: 1 })
  })

  it('folds a batch as it folds one by one', () => {
    const facts = record([up, told.poweredOn(), ...networkBoot(), pulled])
    expect(facts.reduce(foldLab, empty)).toEqual(foldLab(empty, facts))
  })

  it('shares the hosts a fact is not about', () => {
    const view = after(told.poweredOn())
    expect(view.hosts.get('esx-02')).toBe(empty.hosts.get('esx-02'))
    expect(foldLab(view, record([up], 9)).hosts).toBe(view.hosts)
  })

  describe('when hosts come and go', () => {
    const turned = (added: string[], removed: string[], changed: string[] = []): Fact => ({
      type: 'document.changed',
      version: 2,
      summary: 'Hosts',
      hosts: { added, removed, changed },
    })
    const booted = [told.poweredOn(), ...networkBoot()]
    const host = booted.map(hostOf).find((id) => id !== undefined) ?? ''

    it('shows one that was added, off, from that moment on', () => {
      const view = after(turned(['esx-09'], []))
      expect(view.hosts.get('esx-09')).toMatchObject({ id: 'esx-09', state: 'off' })
    })

    it('shows one that left no more, counts it no more, and takes no late word for its return', () => {
      const before = after(...booted)
      const view = foldLab(before, record([turned([], [host]), seen.notResponding({ host })], 500))
      expect(view.hosts.has(host)).toBe(false)
      expect(view.components.dhcp.counts).toMatchObject({ leases: 0 })
      expect(view.components.vcenter.counts).toMatchObject({ connected: 0, notResponding: 0 })
    })

    it('brings one back as it was left', () => {
      const before = after(...booted)
      const away = foldLab(before, record([turned([], [host])], 500))
      const back = foldLab(away, record([turned([host], [])], 501))
      expect(back.hosts.get(host)).toEqual(before.hosts.get(host))
      expect(back.components.vcenter.counts).toEqual(before.components.vcenter.counts)
      expect(back.gone).toBeUndefined()
    })

    it('no longer knows what one sent that became another machine', () => {
      const before = after(...booted)
      expect(before.hosts.get(host)?.attributes).toBeDefined()
      const view = foldLab(before, record([turned([], [], [host])], 500))
      const { attributes: _sent, ...rest } = before.hosts.get(host) ?? {}
      expect(view.hosts.get(host)).toEqual(rest)
    })

    it('keeps one away that a document of later names', () => {
      const away = after(turned([], ['esx-01']))
      const later = withDocument(away, parseDocument(smallLabInput()))
      expect(later.hosts.has('esx-01')).toBe(false)
      const back = foldLab(later, record([turned(['esx-01'], [])], 501))
      expect(back.hosts.get('esx-01')).toMatchObject({ mac: '52:54:00:aa:bb:01' })
    })

    it('shows a machine that turned up by the name it was given, and by its old one after an undo', () => {
      const old = 'host-525400ccdd01'
      const before = after(seen.discovered({ host: old }))
      const named = foldLab(before, record([turned(['esx-31'], [old])], 500))
      expect([...named.hosts.keys()]).toEqual(['esx-01', 'esx-02', 'esx-31'])
      const undone = foldLab(named, record([turned([old], ['esx-31'])], 501))
      expect(undone.hosts.get(old)).toEqual(before.hosts.get(old))
      expect(undone.hosts.has('esx-31')).toBe(false)
    })

    it('makes no host of a name under which nobody was seen', () => {
      const view = after(turned(['esx-31'], ['host-525400ccdd01']))
      const undone = foldLab(view, record([turned(['host-525400ccdd01'], ['esx-31'])], 501))
      expect([...undone.hosts.keys()]).toEqual(['esx-01', 'esx-02'])
    })

    it('folds a batch as it folds one by one', () => {
      const facts = record([
        ...booted,
        turned(['esx-09'], [host]),
        seen.notResponding({ host }),
        turned([host], ['esx-09']),
        pulled,
      ])
      expect(facts.reduce(foldLab, empty)).toEqual(foldLab(empty, facts))
    })
  })
})
