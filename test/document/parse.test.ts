import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { parse as parseYaml } from 'yaml'
import { LabError, type ErrorData } from '../../src/shared/base/index.ts'
import { parseDocument } from '../../src/shared/document/index.ts'
import { smallLabInput } from './small-lab.ts'

type Input = ReturnType<typeof smallLabInput>

const errorOf = (input: unknown): ErrorData => {
  try {
    parseDocument(input)
  } catch (error) {
    if (error instanceof LabError) return error.toData()
    throw error
  }
  throw new Error('The document was taken.')
}

/** The small lab with something done to it that the types would not allow. */
const broken = (change: (lab: Input) => unknown): ErrorData => {
  const input = smallLabInput()
  change(input)
  return errorOf(input)
}

describe('parseDocument', () => {
  it('fills in defaults', () => {
    const document = parseDocument(smallLabInput())
    expect(document.speed).toBe(1)
    expect(document.network.leaseTime).toBe(3600)
    expect(document.hosts[1]).toMatchObject({ diskMiB: 8192, smbios: { vendor: '' } })
  })

  it('takes what it gave', () => {
    const document = parseDocument(smallLabInput())
    expect(parseDocument(JSON.parse(JSON.stringify(document)))).toEqual(document)
  })

  it('takes an address of another network for a host once, and none of its own', () => {
    const reserve = (address: string) => (lab: Input) =>
      Object.assign(lab.hosts[0] ?? {}, { otherAddresses: ['10.9.0.5', address] })
    expect(broken(reserve('10.9.0.5')).message).toContain('"10.9.0.5" is there twice')
    expect(broken(reserve('127.66.0.200')).message).toContain("of the lab's own network")
  })

  it('takes the demo lab', async () => {
    const file = new URL('../../resources/labs/demo.yaml', import.meta.url)
    const document = parseDocument(parseYaml(await readFile(file, 'utf8')))
    expect(document.hosts).toHaveLength(4)
  })

  it.each([
    ['nothing', undefined],
    ['a number', 7],
    ['a list', []],
    ['text', 'headwaiter'],
    ['an empty object', {}],
  ])('refuses %s', (_, input) => {
    expect(errorOf(input).code).toBe('document.invalid')
  })

  it('refuses a newer format, whatever is in it', () => {
    expect(errorOf({ headwaiter: 2, surprise: true })).toMatchObject({
      code: 'document.newer',
      details: { format: 2, known: 1 },
    })
  })

  const cases: readonly [string, (lab: Input) => unknown, string, string?][] = [
    ['an unknown field', (lab) => Object.assign(lab, { colour: 'red' }), '', 'colour'],
    [
      'a wrong type deep inside',
      (lab) => Object.assign(lab.hosts[1] ?? {}, { mac: 7 }),
      'hosts[1].mac',
    ],
    [
      'a MAC in capitals',
      (lab) => Object.assign(lab.hosts[0] ?? {}, { mac: '52:54:00:AA:BB:01' }),
      'hosts[0].mac',
    ],
    [
      'an empty boot order',
      (lab) => Object.assign(lab.hosts[0] ?? {}, { bootOrder: [] }),
      'hosts[0].bootOrder',
    ],
    [
      'two hosts with one id',
      (lab) => Object.assign(lab.hosts[1] ?? {}, { id: 'esx-01' }),
      'hosts[1].id',
      'twice',
    ],
    [
      'two hosts with one MAC',
      (lab) => Object.assign(lab.hosts[1] ?? {}, { mac: '52:54:00:aa:bb:01' }),
      'hosts[1].mac',
      'twice',
    ],
    [
      'two hosts with one address',
      (lab) => Object.assign(lab.hosts[1] ?? {}, { address: '127.66.0.51' }),
      'hosts[1].address',
      'twice',
    ],
    [
      'a fixed address outside the subnet',
      (lab) => Object.assign(lab.hosts[0] ?? {}, { address: '10.0.0.1' }),
      'hosts[0].address',
      'outside the subnet',
    ],
    [
      "a host at the server's address",
      (lab) => Object.assign(lab.hosts[0] ?? {}, { address: '127.66.0.1' }),
      'hosts[0].address',
      'server',
    ],
    [
      'a pool outside the subnet',
      (lab) => (lab.network.pool.last = '127.67.0.1'),
      'network.pool.last',
      'outside the subnet',
    ],
    [
      'a pool that runs backwards',
      (lab) => (lab.network.pool.first = '127.66.0.200'),
      'network.pool',
      'comes after',
    ],
    [
      "a pool that holds the server's address",
      (lab) => (lab.network.pool.first = '127.66.0.1'),
      'network.pool',
      'own address',
    ],
    [
      'a server outside the subnet',
      (lab) => (lab.network.server = '127.70.0.1'),
      'network.server',
      'outside the subnet',
    ],
    [
      'a server at the broadcast address',
      (lab) => (lab.network.server = '127.66.255.255'),
      'network.server',
      "subnet's own",
    ],
    [
      'a relayed pool outside its subnet',
      (lab) =>
        Object.assign(lab.network, {
          dhcp: {
            relayed: [{ subnet: '10.9.0.0/24', pool: { first: '10.9.0.9', last: '10.9.1.9' } }],
          },
        }),
      'network.dhcp.relayed[0].pool.last',
      'outside the subnet',
    ],
    [
      "a relayed subnet that overlaps the lab's",
      (lab) => {
        const pool = { first: '127.66.9.9', last: '127.66.9.10' }
        const relayed = [{ subnet: '127.66.9.0/24', pool }]
        return Object.assign(lab.network, { dhcp: { relayed } })
      },
      'network.dhcp.relayed[0].subnet',
      'overlaps 127.66.0.0/16',
    ],
    [
      'two relayed subnets that overlap',
      (lab) => {
        const pool = { first: '10.9.1.1', last: '10.9.1.9' }
        const relayed = ['10.9.1.0/24', '10.9.0.0/16'].map((subnet) => ({ subnet, pool }))
        return Object.assign(lab.network, { dhcp: { relayed } })
      },
      'network.dhcp.relayed[1].subnet',
      'overlaps 10.9.1.0/24',
    ],
    [
      'excluded addresses that run backwards',
      (lab) =>
        Object.assign(lab.network, {
          dhcp: { exclude: [{ first: '127.66.0.120', last: '127.66.0.110' }] },
        }),
      'network.dhcp.exclude[0]',
      'comes after',
    ],
    [
      'excluded addresses of a relayed network that run backwards',
      (lab) => {
        const [subnet, pool] = ['10.9.0.0/24', { first: '10.9.0.1', last: '10.9.0.9' }]
        const exclude = [{ first: '10.9.0.5', last: '10.9.0.4' }]
        return Object.assign(lab.network, { dhcp: { relayed: [{ subnet, pool, exclude }] } })
      },
      'network.dhcp.relayed[0].exclude[0]',
      'comes after',
    ],
    [
      'ports of TFTP that run backwards',
      (lab) => Object.assign(lab.network, { tftp: { ports: { first: 5000, last: 4000 } } }),
      'network.tftp.ports',
      'comes after',
    ],
    [
      'an option that the server writes itself',
      (lab) => Object.assign(lab.network, { dhcp: { options: [{ code: 51, hex: '0000003c' }] } }),
      'network.dhcp.options[0].code',
      'itself',
    ],
    [
      'an option that is there twice',
      (lab) =>
        Object.assign(lab.network, {
          dhcp: {
            options: [
              { code: 150, hex: '0a090001' },
              { code: 150, hex: '0a090002' },
            ],
          },
        }),
      'network.dhcp.options[1].code',
      'twice',
    ],
    [
      'one UDP port for two services',
      (lab) => (lab.network.ports.tftp = 10067),
      'network.ports.tftp',
      'twice',
    ],
    [
      'one TCP port for two services',
      (lab) => (lab.network.ports.rules = 6501),
      'network.ports.rules',
      'twice',
    ],
    [
      'two clusters with one name',
      (lab) => lab.clusters.push({ name: 'Rack A', hostProfile: 'Caching' }),
      'clusters[1].name',
      'twice',
    ],
    [
      'a cluster with a missing host profile',
      (lab) => lab.clusters.push({ name: 'B', hostProfile: 'None' }),
      'clusters[1].hostProfile',
      '"None"',
    ],
    [
      'a VM in a missing cluster',
      (lab) => lab.virtualMachines.push({ name: 'x', cluster: 'B' }),
      'virtualMachines[1].cluster',
      '"B"',
    ],
    [
      'a rack with a missing host',
      (lab) => lab.racks[0]?.hosts.push('esx-09'),
      'racks[0].hosts[2]',
      '"esx-09"',
    ],
    [
      'a host in two racks',
      (lab) => lab.racks.push({ name: 'B', hosts: ['esx-01'] }),
      'racks[1].hosts[0]',
      'twice',
    ],
    [
      'a rule with a missing cluster',
      (lab) => lab.rules.defined[0]?.items.splice(1, 1, { kind: 'cluster', name: 'B' }),
      'rules.defined[0].items[1].name',
      '"B"',
    ],
    [
      'a rule with two items of a type',
      (lab) => lab.rules.defined[0]?.items.push({ kind: 'cluster', name: 'Rack A' }),
      'rules.defined[0].items[2]',
      'twice',
    ],
    [
      'a rule with a bad pattern',
      (lab) => lab.rules.defined[0]?.patterns?.push('flavour==x'),
      'rules.defined[0].patterns[1]',
      'flavour',
    ],
    [
      'a rule set with a missing rule',
      (lab) => lab.rules.active.push('gone'),
      'rules.active[1]',
      '"gone"',
    ],
    ['a rule twice in a set', (lab) => lab.rules.working.push('dell'), 'rules.working[2]', 'twice'],
  ]
  it.each(cases)('names the place of %s', (_, change, path, words = '') => {
    const error = broken(change)
    expect(error).toMatchObject({ code: 'document.invalid', details: { path } })
    expect(error.message).toContain(words)
  })

  it('tells all that is wrong, the first of it in the message', () => {
    const error = broken((lab) => {
      lab.rules.active.push('gone')
      lab.virtualMachines.push({ name: 'x', cluster: 'B' })
    })
    expect(error.message).toContain('(and 1 more)')
    expect(String(error.details['problems']).split('\n')).toHaveLength(2)
  })

  it('lets a rule name an image profile that this laptop does not have', () => {
    const lab = smallLabInput()
    lab.imageProfiles = []
    expect(parseDocument(lab).imageProfiles).toEqual([])
  })
})
