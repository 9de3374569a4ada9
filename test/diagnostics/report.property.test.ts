import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  packReport,
  reportParts,
  type DiagnosticSources,
} from '../../src/shared/diagnostics/index.ts'
import { readCaptureFile } from '../../src/main/capture/index.ts'
import { labDocument } from '../../src/shared/document/schema.ts'
import { recorded, type Recorded } from '../../src/shared/facts/index.ts'
import {
  decodeDhcp,
  encodeDhcp,
  fromHex,
  machineId,
  macOf,
} from '../../src/shared/packet/dhcp/index.ts'
import {
  encodeTftp,
  explain,
  toLatin1,
  type CapturedPacket,
} from '../../src/shared/packet/index.ts'
import { smallLab } from '../document/small-lab.ts'
import { searchable, sourcesWith, toldPacket, unpacked } from './world.ts'

const hexDigits = (size: number) =>
  fc.stringMatching(new RegExp(`^[0-9a-f]{${size}}$`)).filter((digits) => /[1-9a-e]/.test(digits))

const mac = hexDigits(10).map((digits) => `54${digits}`.replaceAll(/(..)(?!$)/g, '$1:'))
/** Not one that names nobody or stands in for others; its bytes are not likely to stand anywhere by chance. */
const address = fc
  .tuple(
    fc.integer({ min: 100, max: 126 }),
    ...[0, 1, 2].map(() => fc.integer({ min: 130, max: 254 })),
  )
  .map((octets) => octets.join('.'))
/** A name that no other text of a report has in it. */
const name = fc.stringMatching(/^zq[a-z]{4,9}(-[0-9]{2})?$/)
const words = fc.tuple(name, name).map((both) => both.join(' '))

const lab = fc.record({
  hosts: fc.uniqueArray(
    fc.record({ id: name, mac, uuid: fc.uuid(), address, serial: name, domain: name }),
    {
      minLength: 1,
      maxLength: 4,
      selector: ({ id }) => id,
    },
  ),
  names: fc.record({ lab: words, cluster: words, rack: name, rule: words, user: name, vm: name }),
  owner: fc.record({ user: name, computer: name }),
})
type Lab = typeof lab extends fc.Arbitrary<infer Value> ? Value : never

const documentOf = ({ hosts, names }: Lab) => ({
  ...smallLab,
  name: names.lab,
  clusters: [{ name: names.cluster }],
  racks: [{ name: names.rack, hosts: hosts.map(({ id }) => id) }],
  virtualMachines: [{ name: names.vm, cluster: names.cluster }],
  hostProfiles: [
    {
      ...smallLab.hostProfiles[0],
      settings: { users: [{ name: names.user, passwordHash: secret }] },
    },
  ],
  rules: {
    defined: [
      {
        name: names.rule,
        patterns: [`hostname==${hosts[0]?.id}*`],
        items: [{ kind: 'cluster', name: names.cluster }],
      },
    ],
    working: [names.rule],
    active: [names.rule],
  },
  hosts: hosts.map(({ id, mac: card, uuid: machine, address: reserved, serial }) => ({
    ...smallLab.hosts[0],
    ...{ id, mac: card, uuid: machine, address: reserved },
    smbios: { vendor: 'Dell Inc.', model: '', serial, asset: '', oemStrings: [] },
  })),
})

const secret = `$6$salt$${'x'.repeat(86)}`
const at = 1_763_807_000_000

const factsOf = ({ hosts, names }: Lab): readonly Recorded[] =>
  hosts.flatMap((host, index): Recorded[] => [
    {
      seq: index * 3 + 1,
      at,
      fact: {
        type: 'dhcp.acknowledged',
        ...{ host: host.id, mac: host.mac, xid: '1', address: host.address, leaseTime: 60 },
        ...{
          bootFile: `http://${host.address}/x?mac=${encodeURIComponent(host.mac)}`,
          nextServer: '',
        },
        sentTo: `${host.address}:68`,
      },
    },
    {
      seq: index * 3 + 2,
      at,
      fact: {
        type: 'vcenter.remediated',
        host: host.id,
        cleared: false,
        text: `${host.id}.${host.domain} (${host.mac.replaceAll(':', '-')}, serial ${host.serial}) of ${names.cluster}: ${names.rule} says no to ${host.address}; /home/zqhome/x; ${names.vm}`,
      },
    },
    {
      seq: index * 3 + 3,
      at,
      fact: {
        type: 'waiter.hostRegistered',
        host: host.id,
        client: `${host.address}:2000`,
        attributes: {
          ...{
            mac: host.mac,
            uuid: host.uuid,
            vendor: 'Dell Inc.',
            model: '',
            serial: host.serial,
          },
          ...{
            asset: '',
            oemstring: [],
            hostname: host.id,
            domain: host.domain,
            ipv4: host.address,
          },
        },
      },
    },
  ])

const packetsOf = ({ hosts, names }: Lab): readonly CapturedPacket[] =>
  hosts.flatMap((host) => {
    const card = fromHex(host.mac.replaceAll(':', ''))
    const local = { address: '10.1.2.1', port: 67 }
    const packet = (carrier: CapturedPacket['carrier'], payload: Uint8Array): CapturedPacket => ({
      ...{ at, direction: 'received', carrier, local, payload, length: payload.length },
      peer: { address: host.address, port: 68 },
    })
    const octets = Uint8Array.from(host.address.split('.').map(Number))
    const discover = encodeDhcp({
      ...{ op: 'request', htype: 1, hops: 0, xid: 7, secs: 0, flags: 0, giaddr: '0.0.0.0' },
      ...{ ciaddr: host.address, yiaddr: '0.0.0.0', siaddr: host.address, chaddr: card },
      ...{ sname: host.id, file: `${host.id}/${host.mac}` },
      options: new Map<number, Uint8Array>([
        [53, Uint8Array.of(1)],
        [12, toLatin1(host.id)],
        [15, toLatin1(host.domain)],
        [50, octets],
        [61, Uint8Array.of(1, ...card)],
        [97, machineId.encode(host.uuid)],
        [82, Uint8Array.of(1, host.id.length, ...toLatin1(host.id), 2, 6, ...card)],
        [121, Uint8Array.of(32, ...octets, ...octets)],
        [43, Uint8Array.of(9, host.id.length, ...toLatin1(host.id))],
        [224, toLatin1(host.id)],
      ]),
    })
    return [
      packet('udp', discover),
      packet(
        'udp',
        encodeTftp({
          kind: 'read',
          name: `pxelinux.cfg/01-${host.mac.replaceAll(':', '-')}`,
          mode: 'octet',
          options: [{ name: 'blksize', value: '1468' }],
        }),
      ),
      packet('udp', encodeTftp({ kind: 'data', block: 1, bytes: toLatin1(`host ${host.id}`) })),
      packet('udp', encodeTftp({ kind: 'error', code: 1, message: `${host.id} has no file` })),
      packet('udp', toLatin1(`no protocol: ${host.id} ${host.mac}`)),
      packet(
        'tcp',
        toLatin1(
          `GET /host/${host.id}?cluster=${names.cluster.replace(' ', '+')} HTTP/1.1\r\nHost: ${host.address}\r\nAuthorization: Basic c2VjcmV0\r\n\r\n{"mac":"${host.mac}"}`,
        ),
      ),
    ]
  })

const sourcesOf = (made: Lab): DiagnosticSources =>
  sourcesWith({
    owner: { ...made.owner, paths: ['/home/zqhome'] },
    document: documentOf(made),
    history: [{ version: 1, at, summary: `Removed host ${made.hosts[0]?.id}` }],
    leases: made.hosts.map(({ id, mac: card, address: leased, uuid: machine }) => ({
      ...{ client: `id:01${card.replaceAll(':', '')}`, host: id, mac: card, address: leased },
      ...{ uuid: machine, expiresAt: at, state: 'bound' },
    })),
    facts: [...factsOf(made)],
    packets: packetsOf(made).map((packet) => ({
      ...toldPacket(packet),
      comment: `host ${made.hosts[0]?.id} · rule ${made.names.rule}`,
    })),
    errors: [
      {
        at,
        text: `Error: ${made.owner.user} on ${made.owner.computer}\n at /home/zqhome/hw/src/main/app.ts:1`,
      },
    ],
  })

const report = (sources: DiagnosticSources, keepNames: boolean) =>
  unpacked(packReport(reportParts(sources, { keepNames }), { at: sources.at, keepNames }))

/** What of a document has names; a secret that was left out is none that it would take. */
const named = labDocument.pick({ hosts: true, racks: true }).strip()

const textIn = (files: ReadonlyMap<string, Uint8Array>, file: string): string =>
  Buffer.from(files.get(file) ?? []).toString()
const jsonIn = (files: ReadonlyMap<string, Uint8Array>, file: string): unknown =>
  JSON.parse(textIn(files, file))
const packetsIn = (files: ReadonlyMap<string, Uint8Array>) => [
  ...readCaptureFile(files.get('capture.pcapng') ?? new Uint8Array()),
]

/** A mark in every form it may have on the way. */
const marksOf = ({ hosts, names, owner }: Lab): readonly string[] => [
  ...hosts.flatMap(({ id, mac: card, uuid: machine, address: reserved, serial, domain }) => {
    const plain = card.replaceAll(':', '')
    return [
      ...[id, serial, domain, card, plain, card.replaceAll(':', '-'), machine],
      ...[encodeURIComponent(card), machine.replaceAll('-', '')],
      Buffer.from(plain, 'hex').toString('latin1'),
      Buffer.from(machine.replaceAll('-', ''), 'hex').toString('latin1'),
      Buffer.from(machineId.encode(machine).subarray(1)).toString('latin1'),
      String.fromCharCode(...reserved.split('.').map(Number)),
    ]
  }),
  ...Object.values(names),
  ...Object.values(owner),
  'zqhome',
  'c2VjcmV0',
  secret,
]

describe('a report', () => {
  it('has no name, address or mark of the lab in any of its bytes', () => {
    fc.assert(
      fc.property(lab, (made) => {
        const text = searchable(report(sourcesOf(made), false))
        const lower = text.toLowerCase()
        for (const mark of marksOf(made)) {
          expect(text.includes(mark), JSON.stringify(mark)).toBe(false)
          expect(lower.includes(mark.toLowerCase()), JSON.stringify(mark)).toBe(false)
        }
        for (const { address: reserved } of made.hosts)
          expect(text).not.toMatch(
            new RegExp(`(?<![\\d.])${reserved.replaceAll('.', '\\.')}(?![\\d.]\\d)`),
          )
      }),
      { numRuns: 150 },
    )
  })

  it('calls a machine that the lab does not know by no name that it gave itself', () => {
    const end = { address: '10.1.2.1', port: 67 }
    const packet = (payload: Uint8Array) =>
      toldPacket({
        ...{ at, direction: 'received', carrier: 'udp', local: end, peer: end },
        ...{ payload, length: payload.length },
      })
    const discover = encodeDhcp({
      ...{ op: 'request', htype: 1, hops: 0, xid: 7, secs: 0, flags: 0, giaddr: '0.0.0.0' },
      ...{ ciaddr: '0.0.0.0', yiaddr: '0.0.0.0', siaddr: '0.0.0.0', sname: '', file: '' },
      chaddr: Uint8Array.of(2, 0, 0, 0, 0, 9),
      options: new Map([
        [53, Uint8Array.of(1)],
        [12, toLatin1('Peters-MacBook')],
        [15, toLatin1('corp.example')],
      ]),
    })
    const read = encodeTftp({
      kind: 'read',
      name: 'peters-macbook.cfg',
      mode: 'octet',
      options: [],
    })
    const made = sourcesWith({ packets: [packet(read), packet(discover)] })
    expect(searchable(report(made, true))).toMatch(/Peters-MacBook[^]*corp\.example/)
    const text = searchable(report(made, false)).toLowerCase()
    expect(text).toMatch(/host-1[^]*host-1[^]*domain-1/)
    expect(text).not.toMatch(/peters|macbook|corp/)
  })

  it('calls the same host, card and address the same everywhere, and others otherwise', () => {
    fc.assert(
      fc.property(lab, (made) => {
        const files = report(sourcesOf(made), false)
        const document = named.parse(jsonIn(files, 'document.json'))
        const facts = textIn(files, 'facts.jsonl')
          .trim()
          .split('\n')
          .map((line) => recorded.parse(JSON.parse(line)).fact)
        const given = facts.flatMap((fact) => (fact.type === 'dhcp.acknowledged' ? [fact] : []))
        expect(given.map(({ host, mac: card, address: leased }) => [host, card, leased])).toEqual(
          document.hosts.map(({ id, mac: card, address: reserved }) => [id, card, reserved]),
        )
        const cards = packetsIn(files).flatMap(({ payload, carrier }) =>
          carrier === 'udp' && payload.length >= 240 ? [macOf(decodeDhcp(payload))] : [],
        )
        expect(cards).toEqual(document.hosts.map(({ mac: card }) => card))
        expect(new Set(document.hosts.map(({ id }) => id)).size).toBe(made.hosts.length)
        expect(new Set(cards).size).toBe(new Set(made.hosts.map(({ mac: card }) => card)).size)
        expect(document.racks[0]?.hosts).toEqual(document.hosts.map(({ id }) => id))
      }),
      { numRuns: 100 },
    )
  })

  it('has packets of the same kinds, at the same times, each read without a problem', () => {
    fc.assert(
      fc.property(lab, (made) => {
        const told = packetsIn(report(sourcesOf(made), false)).map((packet) => {
          const { protocol, problems } = explain(packet)
          return { at: packet.at, protocol, problems }
        })
        expect(told).toEqual(
          packetsOf(made).map((packet) => {
            const { protocol, problems } = explain(packet)
            return { at: packet.at, protocol, problems }
          }),
        )
      }),
      { numRuns: 50 },
    )
  })

  it('is what the lab has where names are kept, but for secrets and what files hold', () => {
    fc.assert(
      fc.property(lab, (made) => {
        const sources = sourcesOf(made)
        const files = report(sources, true)
        const document = JSON.stringify(sources.document).replaceAll(secret, '(left-out)')
        expect(jsonIn(files, 'document.json')).toEqual(JSON.parse(document))
        expect(jsonIn(files, 'leases.json')).toEqual(sources.leases)
        expect(jsonIn(files, 'history.json')).toEqual(sources.history)
        expect(
          textIn(files, 'facts.jsonl')
            .trim()
            .split('\n')
            .map((line): unknown => JSON.parse(line)),
        ).toEqual(sources.facts)
        expect(textIn(files, 'errors.txt')).toContain(sources.errors[0]?.text)
        const [discover] = packetsIn(files)
        expect(discover && Buffer.from(discover.payload)).toEqual(
          Buffer.from(packetsOf(made)[0]?.payload ?? []),
        )
        expect(searchable(files)).not.toContain('c2VjcmV0')
        expect(searchable(files)).not.toContain(secret)
      }),
      { numRuns: 50 },
    )
  })

  it('tells how far it is: more with each fact and packet, and never all before the last', () => {
    fc.assert(
      fc.property(lab, fc.boolean(), (made, keepNames) => {
        const sources = sourcesOf(made)
        const shares: number[] = []
        reportParts(sources, { keepNames, note: (share) => shares.push(share) })
        expect(shares).toHaveLength(sources.facts.length + sources.packets.length)
        expect(shares).toEqual([...new Set(shares)].toSorted((one, other) => one - other))
        expect([shares[0], (shares.at(-1) ?? 1) < 1]).toEqual([0, true])
      }),
      { numRuns: 20 },
    )
  })

  it('is made of anything: any JSON in the place of a document, any bytes in that of a packet', () => {
    fc.assert(
      fc.property(
        fc.jsonValue(),
        fc.array(fc.uint8Array({ maxLength: 400 })),
        fc.constantFrom('udp' as const, 'tcp' as const),
        fc.boolean(),
        (document, payloads, carrier, keepNames) => {
          const end = { address: '10.0.0.1', port: 67 }
          const packets = payloads.map((payload) =>
            toldPacket({
              ...{ at, direction: 'sent', carrier, local: end, peer: end },
              ...{ payload, length: payload.length },
            }),
          )
          const files = report(sourcesWith({ document, packets }), keepNames)
          expect(packets.length === 0 ? 0 : packetsIn(files).length).toBe(packets.length)
        },
      ),
      { numRuns: 300 },
    )
  })
})
