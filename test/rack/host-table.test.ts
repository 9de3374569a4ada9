import { describe, expect, it } from 'vitest'
import { parseDocument, type LabDocument } from '../../src/shared/document/index.ts'
import { applyEdit, summarize } from '../../src/shared/edits/index.ts'
import {
  changedColumns,
  hostsAsCsv,
  readHostTable,
  turnedUpOf,
} from '../../src/shared/rack/index.ts'
import { smallLab, smallLabInput } from '../document/small-lab.ts'

const taken = (document: LabDocument, ...lines: readonly string[]): LabDocument => {
  const { changes, problems } = readHostTable(document, lines.join('\n'))
  expect(problems).toEqual([])
  return applyEdit(document, { kind: 'putHosts', hosts: changes.map(({ entry }) => entry) })
}

const problemsOf = (...lines: readonly string[]) =>
  readHostTable(smallLab, lines.join('\n')).problems

const stranger = {
  host: 'host-525400ccdd01',
  attributes: {
    ...{ mac: '52:54:00:cc:dd:01', uuid: '4c4c4544-0033-4810-8052-b4c04f4d3033' },
    ...{ vendor: 'Dell Inc.', model: 'R640', serial: 'ABC1', asset: '', oemstring: [] },
    ...{ hostname: '', domain: '', ipv4: '192.168.50.20' },
  },
}

describe('a table of hosts', () => {
  it('is what the lab has, and taken back in it changes nothing', () => {
    const csv = hostsAsCsv(smallLab, [])
    expect(csv.split('\r\n').slice(0, 2)).toEqual([
      'name,kind,mac,addresses,rack,firmware,uuid,vendor,model,serial,note',
      'esx-01,simulated,52:54:00:aa:bb:01,127.66.0.51,Rack A,uefi,4c4c4544-0031-4810-8052-b4c04f4d3031,,,,',
    ])
    expect(readHostTable(smallLab, csv)).toEqual({
      ...{ changes: [], unchanged: 2, ignored: [], problems: [] },
    })
  })

  it('makes physical hosts with names, reserved addresses and racks, out of a list as people keep it', () => {
    const after = taken(
      smallLab,
      'Hostname;MAC Address;IP;Rack;Owner',
      'ESX-31;52-54-00-AA-CC-31;192.168.50.31;Row 2;Kim',
      'esx-32;5254.00aa.cc32;127.66.0.52 192.168.50.32;Row 2;',
    )
    expect(after.hosts.slice(2)).toMatchObject([
      {
        id: 'esx-31',
        kind: 'physical',
        mac: '52:54:00:aa:cc:31',
        otherAddresses: ['192.168.50.31'],
      },
      {
        id: 'esx-32',
        mac: '52:54:00:aa:cc:32',
        address: '127.66.0.52',
        otherAddresses: ['192.168.50.32'],
      },
    ])
    expect(after.hosts[2]).not.toHaveProperty('address')
    expect(after.racks.at(-1)).toEqual({ name: 'Row 2', hosts: ['esx-31', 'esx-32'] })
    expect(readHostTable(smallLab, 'name,mac,Owner').ignored).toEqual(['Owner'])
  })

  it('names the machines that turned up, with what they sent', () => {
    const [head = '', , , row = ''] = hostsAsCsv(smallLab, [stranger]).split('\r\n')
    const after = taken(smallLab, head, row.replace(stranger.host, 'esx-33'))
    expect(after.hosts.at(-1)).toMatchObject({
      ...{ id: 'esx-33', kind: 'physical', uuid: stranger.attributes.uuid },
      smbios: { vendor: 'Dell Inc.', model: 'R640', serial: 'ABC1' },
    })
    expect(hostsAsCsv(after, [stranger])).not.toContain(stranger.host)
  })

  it('takes the UUIDs of all boards: letters of a serial number in place of a version, and none that two may have', () => {
    const turnedUp = ['01', '02', '03'].map((n) => ({
      host: `host-525400ccdd${n}`,
      attributes: {
        ...{ ...stranger.attributes, mac: `52:54:00:cc:dd:${n}` },
        uuid:
          n === '01'
            ? '38393838-3031-5a43-4a30-343930315158'
            : '00000000-0000-0000-0000-000000000000',
      },
    }))
    const named = hostsAsCsv(smallLab, turnedUp).replaceAll('host-525400ccdd', 'new-')
    const uuids = taken(smallLab, named)
      .hosts.slice(2)
      .map(({ uuid }) => uuid)
    expect(uuids[0]).toBe('38393838-3031-5a43-4a30-343930315158')
    expect(new Set(uuids).size).toBe(3)
  })

  it('has the machines that asked DHCP alone, marked so, to be given a name and a reservation', () => {
    const seen = [
      { host: 'host-525400ccdd02', firmware: 'bios' as const },
      { host: stranger.host, firmware: 'uefi' as const },
      { host: 'esx-01' },
    ]
    const csv = hostsAsCsv(smallLab, turnedUpOf([stranger], seen))
    const [head = '', , , asked = '', alone = '', end] = csv.split('\r\n')
    expect(asked).toMatch(/^host-525400ccdd01,physical,[^,]*,,,uefi,.*,turned up$/)
    expect(alone).toBe('host-525400ccdd02,physical,52:54:00:cc:dd:02,,,bios,,,,,MAC only')
    expect(end).toBe('')
    const named = alone.replace('host-525400ccdd02', 'esx-34').replace(',,', ',192.168.50.34,')
    expect(taken(smallLab, head, named).hosts.at(-1)).toMatchObject({
      ...{ id: 'esx-34', kind: 'physical', mac: '52:54:00:cc:dd:02', firmware: 'bios' },
      otherAddresses: ['192.168.50.34'],
    })
    // Whom nobody named stays what it is: an export is taken back without a change.
    expect(readHostTable(smallLab, csv)).toEqual({
      ...{ changes: [], unchanged: 4, ignored: [], problems: [] },
    })
  })

  it('knows a host by its card first: names are swapped, and what is not said stays', () => {
    const answered = parseDocument({
      ...smallLabInput(),
      customizations: [{ host: 'esx-01', answers: {} }],
    })
    const after = taken(
      answered,
      'name,mac,addresses,serial',
      'esx-02,52:54:00:aa:bb:01,none,S1',
      'esx-01,52:54:00:aa:bb:02,,',
    )
    const [one, two] = after.hosts
    const { address: _, ...kept } = smallLab.hosts[0] ?? {}
    expect(one).toEqual({ ...kept, id: 'esx-02', smbios: { ...one?.smbios, serial: 'S1' } })
    expect(two).toEqual({ ...smallLab.hosts[1], id: 'esx-01' })
    expect(after.racks).toEqual([{ name: 'Rack A', hosts: ['esx-02', 'esx-01'] }])
    expect(after.customizations?.map(({ host }) => host)).toEqual(['esx-02'])
  })

  it('gives a host another card by its name, and foretells what changes', () => {
    const { changes } = readHostTable(smallLab, 'name,mac,rack\nesx-02,52:54:00:aa:bb:99,Rack B')
    expect(changes.map((change) => changedColumns(change))).toEqual([['mac', 'rack']])
    expect(changes[0]).toMatchObject({
      before: { mac: '52:54:00:aa:bb:02', rack: 'Rack A' },
      after: { mac: '52:54:00:aa:bb:99', rack: 'Rack B' },
    })
  })

  it.each<[string, readonly string[], unknown]>([
    [
      'a MAC',
      ['name,mac', 'a,52:54:00'],
      { line: 2, column: 'mac', message: '"52:54:00" is no MAC address' },
    ],
    [
      'a name',
      ['name,mac', '', 'a b,52:54:00:00:00:01'],
      { line: 3, column: 'name', message: '"a b" is no host name' },
    ],
    [
      'an address',
      ['name,ip', 'esx-01,10.0.0'],
      { line: 2, column: 'addresses', message: '"10.0.0" is no IPv4 address' },
    ],
    [
      'a kind',
      ['name,kind', 'esx-01,blade'],
      { line: 2, column: 'kind', message: '"blade" is none of simulated, physical' },
    ],
    ['another kind', ['name,kind', 'esx-01,physical'], { line: 2, column: 'kind' }],
    ['a new host without a card', ['name', 'esx-09'], { line: 2, column: 'mac' }],
    ['a new host without a name', ['mac', '52:54:00:00:00:01'], { line: 2, column: 'name' }],
    [
      'a host twice',
      ['name,serial', 'esx-01,a', 'esx-01,b'],
      { line: 3, column: 'name', message: 'This host is in line 2 already' },
    ],
    [
      'a name that another host keeps',
      ['name,mac', 'esx-02,52:54:00:aa:bb:01'],
      { line: 2, column: 'name', message: 'the id "esx-02" is there twice' },
    ],
    [
      'an address of two',
      ['name,ip', 'esx-02,127.66.0.51'],
      { line: 2, column: 'addresses', message: 'the address "127.66.0.51" is there twice' },
    ],
    ["the server's address", ['name,ip', 'esx-02,127.66.0.1'], { line: 2, column: 'addresses' }],
    [
      'two addresses of the lab',
      ['name,ip', 'esx-02,127.66.0.60 127.66.0.61'],
      { line: 2, column: 'addresses' },
    ],
    [
      'more cells than headings',
      ['name,serial', 'esx-01,a,b'],
      { line: 2, message: '3 cells under 2 headings' },
    ],
    ['a column twice', ['name,ip,address', 'esx-01,,'], { line: 1, column: 'addresses' }],
    ['no heading to know a host by', ['serial', 'a'], { line: 1 }],
    ['an open quote', ['name', '"esx-01'], { line: 2 }],
  ])('is refused for %s, with the place', (_, lines, problem) => {
    const problems = problemsOf(...lines)
    expect(problems).toHaveLength(1)
    expect(problems[0]).toMatchObject(problem as object)
  })

  it('tells all mistakes at once, and refuses more simulated hosts than a lab takes', () => {
    expect(problemsOf('name,mac', 'a,b', 'c,d')).toHaveLength(2)
    const many = Array.from(
      { length: 5000 },
      (_, n) =>
        `sim-${n},simulated,02:00:00:00:${(n >> 8).toString(16).padStart(2, '0')}:${(n & 255).toString(16).padStart(2, '0')}`,
    )
    expect(problemsOf('name,kind,mac', ...many)).toMatchObject([
      { message: expect.stringContaining('A lab takes 5000 simulated hosts') as string },
    ])
  })
})

describe('putHosts', () => {
  const [first] = smallLab.hosts
  if (first === undefined) throw new Error('The small lab has a host.')

  it('refuses a host that is not there, and one of another kind', () => {
    const put = (host: string, kind: 'simulated' | 'physical') => () =>
      applyEdit(smallLab, { kind: 'putHosts', hosts: [{ host, to: { ...first, kind } }] })
    expect(put('nobody', 'simulated')).toThrow(expect.objectContaining({ code: 'lab.not-found' }))
    expect(put('esx-01', 'physical')).toThrow(
      expect.objectContaining({ code: 'hosts.not-simulated' }),
    )
  })

  it('tells whom it took', () => {
    const entry = { host: 'esx-01', to: first }
    expect(summarize({ kind: 'putHosts', hosts: [entry] })).toBe(
      'Took the hosts esx-01 from a table',
    )
    expect(summarize({ kind: 'putHosts', hosts: Array.from({ length: 9 }, () => entry) })).toBe(
      'Took 9 hosts from a table',
    )
  })
})
