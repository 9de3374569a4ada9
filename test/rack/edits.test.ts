import { describe, expect, it } from 'vitest'
import type { DocumentEdit } from '../../src/shared/contract/index.ts'
import { parseDocument } from '../../src/shared/document/index.ts'
import { applyEdit, summarize } from '../../src/shared/edits/index.ts'
import type { Host } from '../../src/shared/document/schema.ts'
import { mostHosts, nextName, touchedHosts, turnoverOf } from '../../src/shared/rack/index.ts'
import { smallLab, smallLabInput } from '../document/small-lab.ts'

const [first] = smallLab.hosts
if (first === undefined) throw new Error('The small lab has a host.')
const server = {
  title: 'PowerEdge',
  smbios: { vendor: 'Dell Inc.', model: 'R640', serial: '', asset: '', oemStrings: [] },
  firmware: 'bios' as const,
  selfTest: 1000,
  cards: 2,
  disks: [],
}
const three: DocumentEdit = {
  kind: 'addHosts',
  count: 3,
  rack: 'Rack A',
  hardware: { kind: 'server', server },
}
const answered = parseDocument({
  ...smallLabInput(),
  customizations: [{ host: 'esx-01', answers: {} }],
  machineIdentities: [{ host: 'esx-01', identifier: 'mac=52:54:00:aa:bb:09' }],
})

describe('addHosts', () => {
  it('counts on from the last name, in the rack, of the kind, with addresses outside the pool', () => {
    const after = applyEdit(smallLab, three)
    const added = after.hosts.slice(2)
    expect(added.map(({ id }) => id)).toEqual(['esx-03', 'esx-04', 'esx-05'])
    expect(after.racks).toEqual([
      { name: 'Rack A', hosts: ['esx-01', 'esx-02', 'esx-03', 'esx-04', 'esx-05'] },
    ])
    expect(added.map(({ address }) => address)).toEqual(['127.66.1.1', '127.66.1.2', '127.66.1.3'])
    for (const host of added) {
      expect(host).toMatchObject({ kind: 'simulated', firmware: 'bios', selfTest: 1000 })
      expect(host.moreCards).toHaveLength(1)
    }
  })

  it('makes a host like another one, in a rack that it makes, with an identity of its own', () => {
    const after = applyEdit(smallLab, {
      kind: 'addHosts',
      count: 1,
      rack: 'Rack B',
      hardware: { kind: 'like', host: 'esx-02' },
      first: 'blade',
    })
    expect(after.racks.at(-1)).toEqual({ name: 'Rack B', hosts: ['blade'] })
    expect(after.hosts.at(-1)).toMatchObject({
      id: 'blade',
      kind: 'simulated',
      firmware: 'bios',
      bootOrder: ['network'],
      smbios: { serial: 'HW00100001' },
    })
  })

  it('fills a lab that has no host', () => {
    const empty = applyEdit(smallLab, { kind: 'removeHosts', hosts: ['esx-01'] })
    const none = { ...empty, hosts: [], racks: [] }
    expect(nextName(none)).toBe('esx-01')
    expect(applyEdit(none, three).hosts.map(({ id }) => id)).toEqual(['esx-01', 'esx-02', 'esx-03'])
  })

  it('takes as many hosts as a lab may have, and not one more', () => {
    const full = applyEdit(smallLab, { ...three, count: mostHosts - 1 })
    expect(full.hosts).toHaveLength(mostHosts + 1)
    expect(() => applyEdit(full, { ...three, count: 1 })).toThrow(
      expect.objectContaining({
        code: 'hosts.too-many',
        message: 'A lab takes 5000 simulated hosts; this one has 5000, and 1 more were asked for.',
      }),
    )
  })

  it('leaves addresses to the pool where the subnet has none outside', () => {
    const small = parseDocument({
      ...smallLabInput(),
      network: { ...smallLab.network, subnet: '127.66.0.0/24' },
    })
    expect(applyEdit(small, three).hosts.at(-1)?.address).toBeUndefined()
  })
})

describe('changeHost', () => {
  it('changes what a host is where it stands', () => {
    const to = { ...first, firmware: 'bios' as const, diskMiB: 0 }
    const after = applyEdit(smallLab, { kind: 'changeHost', host: 'esx-01', to })
    expect(after).toEqual({ ...smallLab, hosts: smallLab.hosts.with(0, to) })
  })

  it('renames a host wherever the document names it', () => {
    const to = { ...first, id: 'blade-1' }
    const after = applyEdit(answered, { kind: 'changeHost', host: 'esx-01', to })
    expect(after.racks).toEqual([{ name: 'Rack A', hosts: ['blade-1', 'esx-02'] }])
    expect(after.customizations?.map(({ host }) => host)).toEqual(['blade-1'])
    expect(after.machineIdentities?.map(({ host }) => host)).toEqual(['blade-1'])
  })

  it('moves a host to another rack, and takes an empty one away', () => {
    const moved = applyEdit(smallLab, {
      kind: 'changeHost',
      host: 'esx-01',
      to: first,
      rack: 'Rack B',
    })
    expect(moved.racks).toEqual([
      { name: 'Rack A', hosts: ['esx-02'] },
      { name: 'Rack B', hosts: ['esx-01'] },
    ])
    const back = applyEdit(moved, {
      kind: 'changeHost',
      host: 'esx-01',
      to: first,
      rack: 'Rack A',
    })
    expect(back.racks).toEqual([{ name: 'Rack A', hosts: ['esx-02', 'esx-01'] }])
  })
})

describe('removeHosts', () => {
  it('takes hosts out of all that names them, and leaves the others', () => {
    const after = applyEdit(answered, { kind: 'removeHosts', hosts: ['esx-01'] })
    expect(after.hosts.map(({ id }) => id)).toEqual(['esx-02'])
    expect(after.racks).toEqual([{ name: 'Rack A', hosts: ['esx-02'] }])
    expect([after.customizations, after.machineIdentities]).toEqual([[], []])
  })

  it('takes a physical host off the list; one that asks again turns up under its MAC', () => {
    const after = applyEdit(smallLab, { kind: 'removeHosts', hosts: ['esx-02'] })
    expect(after.hosts.map(({ id }) => id)).toEqual(['esx-01'])
    expect(turnoverOf(smallLab, after)).toEqual({
      ...{ added: ['host-525400aabb02'], removed: ['esx-02'], changed: [] },
    })
  })
})

describe('a physical host', () => {
  const [mac, uuid] = ['52:54:00:aa:bb:77', '4c4c4544-0077-4810-8052-b4c04f4d3077']
  it.each<[string, Partial<Host>, readonly string[]]>([
    ['is another machine when a server takes its place', { mac, uuid }, ['esx-02']],
    ['is the same with another card, or when its address is put right', { mac }, []],
    ['is the same when its UUID is put right', { uuid }, []],
    ['is the same in another order of devices', { bootOrder: ['disk', 'network'] }, []],
  ])('%s', (_, change, changed) => {
    const hosts = smallLab.hosts.map((each) =>
      each.id === 'esx-02' ? { ...each, ...change } : each,
    )
    expect(turnoverOf(smallLab, { ...smallLab, hosts })?.changed ?? []).toEqual(changed)
  })
})

describe('the hosts of a lab', () => {
  it.each<[string, DocumentEdit, string]>([
    ['a name that is taken', { ...three, first: 'esx-00' }, 'hosts.name-taken'],
    ['several of a name without a number', { ...three, first: 'blade' }, 'hosts.name-unnumbered'],
    [
      'one like a host that is not there',
      { ...three, hardware: { kind: 'like', host: 'nobody' } },
      'lab.not-found',
    ],
    [
      'a change of a host that is not there',
      { kind: 'changeHost', host: 'nobody', to: first },
      'lab.not-found',
    ],
    [
      'a change of a physical host',
      { kind: 'changeHost', host: 'esx-02', to: first },
      'hosts.not-simulated',
    ],
    [
      'a change into a physical host',
      { kind: 'changeHost', host: 'esx-01', to: { ...first, kind: 'physical' } },
      'hosts.not-simulated',
    ],
    [
      "another host's name",
      { kind: 'changeHost', host: 'esx-01', to: { ...first, id: 'esx-02' } },
      'hosts.name-taken',
    ],
    [
      "another host's card",
      {
        kind: 'changeHost',
        host: 'esx-01',
        to: { ...first, moreCards: [{ mac: '52:54:00:aa:bb:02', cabled: true }] },
      },
      'hosts.mac-taken',
    ],
    [
      'the end of a host that is not there',
      { kind: 'removeHosts', hosts: ['nobody'] },
      'lab.not-found',
    ],
  ])('refuse %s', (_, edit, code) => {
    expect(() => applyEdit(smallLab, edit)).toThrow(expect.objectContaining({ code }))
  })

  it("refuse another host's address", () => {
    const more = applyEdit(smallLab, three)
    const to = { ...first, address: '127.66.1.1' }
    expect(() => applyEdit(more, { kind: 'changeHost', host: 'esx-01', to })).toThrow(
      expect.objectContaining({ code: 'hosts.address-taken' }),
    )
  })

  it.each<[DocumentEdit, string]>([
    [three, 'Added 3 hosts to Rack A'],
    [{ ...three, count: 1 }, 'Added a host to Rack A'],
    [{ kind: 'changeHost', host: 'esx-01', to: first }, 'Changed the host esx-01'],
    [
      { kind: 'changeHost', host: 'esx-01', to: { ...first, id: 'a' } },
      'Renamed the host esx-01 to a',
    ],
    [{ kind: 'removeHosts', hosts: ['a', 'b'] }, 'Removed the hosts a, b'],
    [{ kind: 'removeHosts', hosts: ['a', 'b', 'c', 'd'] }, 'Removed 4 hosts'],
  ])('tell what was done to them', (edit, summary) => {
    expect(summarize(edit)).toBe(summary)
  })
})

describe('what a change does to hosts', () => {
  it('is told by who comes and who goes', () => {
    const added = applyEdit(smallLab, three)
    const names = ['esx-03', 'esx-04', 'esx-05']
    expect(turnoverOf(smallLab, added)).toEqual({ added: names, removed: [], changed: [] })
    expect(turnoverOf(added, smallLab)).toEqual({ added: [], removed: names, changed: [] })
    expect(
      turnoverOf(smallLab, applyEdit(smallLab, { kind: 'setSpeed', speed: 2 })),
    ).toBeUndefined()
  })

  it('takes the name of a machine that turned up away when it gets one, and gives it back', () => {
    const to = { ...first, id: 'esx-31', kind: 'physical' as const, uuid: crypto.randomUUID() }
    const named = applyEdit(smallLab, {
      kind: 'putHosts',
      hosts: [{ to: { ...to, mac: '52:54:00:cc:dd:01', address: undefined } }],
    })
    const turnedUp = 'host-525400ccdd01'
    expect(turnoverOf(smallLab, named)).toEqual({
      ...{ added: ['esx-31'], removed: [turnedUp], changed: [] },
    })
    expect(turnoverOf(named, smallLab)).toEqual({
      ...{ added: [turnedUp], removed: ['esx-31'], changed: [] },
    })
    const kept = applyEdit(smallLab, {
      kind: 'putHosts',
      hosts: [{ to: { ...to, id: turnedUp, mac: '52:54:00:cc:dd:01', address: undefined } }],
    })
    expect(turnoverOf(smallLab, kept)).toEqual({ added: [turnedUp], removed: [], changed: [] })
    expect(turnoverOf(kept, smallLab)).toBeUndefined()
  })

  it('touches the machine, and not by another boot order', () => {
    const boots = applyEdit(smallLab, {
      kind: 'setBootOrder',
      host: 'esx-01',
      bootOrder: ['disk'],
    })
    expect(touchedHosts(smallLab, boots)).toEqual([])
    expect(touchedHosts(smallLab, applyEdit(smallLab, three))).toEqual([])
    const to = { ...first, diskMiB: 1 }
    const changed = applyEdit(smallLab, { kind: 'changeHost', host: 'esx-01', to })
    expect(touchedHosts(smallLab, changed)).toEqual(['esx-01'])
    expect(turnoverOf(smallLab, changed)).toEqual({ added: [], removed: [], changed: ['esx-01'] })
    const gone = applyEdit(smallLab, { kind: 'removeHosts', hosts: ['esx-01'] })
    expect(touchedHosts(smallLab, gone)).toEqual(['esx-01'])
  })
})
