import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createRouterClient } from '@orpc/server'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { App } from '../../src/main/app.ts'
import { claimFreeSubnet, type ClaimedSubnet } from '../../src/main/cli/free-lab.ts'
import { reportParts } from '../../src/shared/diagnostics/index.ts'
import { demoLab, openLab, readLabFile } from '../../src/main/open-lab.ts'
import { createSystemClock } from '../../src/main/system-clock.ts'
import { encodeDhcp, fromHex } from '../../src/shared/packet/dhcp/index.ts'
import { encodeTftp, toPcapng, type CapturedPacket } from '../../src/shared/packet/index.ts'

const tshark = '/usr/bin/tshark'
const title = existsSync(tshark) ? 'tshark' : 'tshark [skipped: it is not installed]'

const local = { address: '127.66.0.1', port: 67 }
const peer = { address: '127.66.0.100', port: 68 }

const packet = (
  at: number,
  direction: CapturedPacket['direction'],
  payload: Uint8Array,
  more: Partial<CapturedPacket> = {},
): CapturedPacket => ({
  at,
  direction,
  carrier: 'udp',
  local,
  peer,
  payload,
  length: payload.length,
  ...more,
})

const discover = encodeDhcp({
  op: 'request',
  htype: 1,
  hops: 0,
  xid: 0x12345678,
  secs: 0,
  flags: 0x8000,
  ciaddr: '0.0.0.0',
  yiaddr: '0.0.0.0',
  siaddr: '0.0.0.0',
  giaddr: '0.0.0.0',
  chaddr: fromHex('525400aabb02'),
  sname: '',
  file: '',
  options: new Map([
    [53, Uint8Array.of(1)],
    [93, Uint8Array.of(0, 7)],
  ]),
})
const data = encodeTftp({ kind: 'data', block: 1, bytes: new Uint8Array(1468) })
const http = (text: string): { carrier: 'tcp'; payload: Uint8Array } => ({
  carrier: 'tcp',
  payload: Buffer.from(text.replaceAll('\n', '\r\n'), 'latin1'),
})
const request = http('GET /vmw/rbd/tramp HTTP/1.1\nHost: 127.66.0.1:6501\n\n')
const reply = http('HTTP/1.1 200 OK\nContent-Type: text/plain\nContent-Length: 120\n\n')
const tftp = { local: { ...local, port: 10069 }, peer: { ...peer, port: 2070 } }
const web = { local: { ...local, port: 6501 }, peer: { ...peer, port: 40_000 } }

const packets = [
  packet(1_700_000_000_000.5, 'received', discover),
  packet(
    1_700_000_000_001,
    'received',
    encodeTftp({
      kind: 'read',
      name: 'a',
      mode: 'octet',
      options: [{ name: 'tsize', value: '0' }],
    }),
    tftp,
  ),
  packet(1_700_000_000_002, 'sent', data, tftp),
  packet(1_700_000_000_003, 'sent', data.subarray(0, 32), { ...tftp, length: data.length }),
  packet(1_700_000_000_004, 'received', encodeTftp({ kind: 'ack', block: 1 }), tftp),
  packet(1_700_000_000_005, 'received', request.payload, {
    ...web,
    ...request,
    length: request.payload.length,
  }),
  packet(1_700_000_000_006, 'sent', reply.payload, {
    ...web,
    ...reply,
    length: reply.payload.length,
  }),
]

describe.skipIf(!existsSync(tshark))(title, () => {
  let folder: string
  let file: string
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'headwaiter-tshark-'))
    file = join(folder, 'lab.pcapng')
    writeFileSync(
      file,
      toPcapng(packets, (each) => `host esx-01 · state network.loader · ${each.length}`),
    )
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  const read = (...args: readonly string[]) => {
    const all = ['-r', file, '-d', 'udp.port==10069,tftp', ...args]
    return execFileSync(tshark, all, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
  }
  const fields = (...names: readonly string[]) =>
    read('-T', 'fields', ...names.flatMap((name) => ['-e', name]))
      .trimEnd()
      .split('\n')

  it('reads every packet as the protocol it is', () => {
    const protocols = fields('_ws.col.Protocol')
    expect(protocols).toEqual(['DHCP', 'TFTP', 'TFTP', 'TFTP', 'TFTP', 'HTTP', 'HTTP'])
  })

  it('has nothing to warn of, checksums included', () => {
    expect(
      read(
        '-T',
        'fields',
        '-e',
        '_ws.expert.message',
        '-o',
        'ip.check_checksum:TRUE',
        '-o',
        'udp.check_checksum:TRUE',
        '-Y',
        '_ws.expert.severity >= 0x400000 || _ws.malformed',
      ).trim(),
    ).toBe('')
  })

  it('reads times to the microsecond, and directions', () => {
    expect(fields('frame.time_epoch')[0]).toBe('1700000000.000500000')
    expect(fields('frame.packet_flags_direction').slice(0, 3)).toEqual([
      '0x00000001',
      '0x00000001',
      '0x00000002',
    ])
  })

  it('shows the comment of each packet', () => {
    expect(fields('frame.comment')[0]).toBe(
      `host esx-01 · state network.loader · ${discover.length}`,
    )
  })
})

describe.skipIf(!existsSync(tshark))(`${title}, on a lab whose hosts booted`, () => {
  let folder: string
  let claimed: ClaimedSubnet
  let app: App
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'headwaiter-tshark-'))
    claimed = await claimFreeSubnet(await readLabFile(demoLab))
    app = await openLab({
      folder,
      initial: { ...claimed.document, speed: 50 },
      clock: createSystemClock(),
      hostsWorker: new URL('../../src/main/hosts/simulated/worker.ts', import.meta.url),
      platform: 'browser',
      onUnexpected: (error) => {
        throw error
      },
    })
  })
  afterAll(async () => {
    await app.stop()
    await claimed[Symbol.asyncDispose]()
    rmSync(folder, { recursive: true, force: true })
  })

  it('warns of nothing, and every packet names its host and the state of its boot', async () => {
    await app.hosts.powerOn(['esx-01', 'esx-02'])
    const up = async () => {
      const facts = await app.journal.read({ after: 0, limit: 10_000, types: ['esxi.up'] })
      return facts.length
    }
    await expect.poll(up, { timeout: 60_000 }).toBe(2)
    const { packets, pcapng } = await createRouterClient(app.router).capture.file()
    const file = join(folder, 'lab.pcapng')
    writeFileSync(file, Buffer.from(pcapng, 'base64'))
    const read = (...args: readonly string[]) =>
      execFileSync(tshark, ['-r', file, ...args], {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'pipe'],
      }).trimEnd()
    expect(read('-Y', '_ws.expert.severity >= 0x400000 || _ws.malformed')).toBe('')
    const comments = read('-T', 'fields', '-e', 'frame.comment').split('\n')
    expect(comments).toHaveLength(packets)
    for (const comment of comments) expect(comment).toMatch(/^host esx-0[12] · state [a-z]/)
    expect(comments.some((comment) => comment.includes(' · rule '))).toBe(true)
  })

  it('warns of nothing in the capture of a report, whose names and addresses have stand-ins', async () => {
    await app.hosts.powerOn(['esx-03'])
    const up = async () => {
      const facts = await app.journal.read({ after: 0, limit: 10_000, types: ['esxi.up'] })
      return facts.length
    }
    await expect.poll(up, { timeout: 60_000 }).toBeGreaterThan(0)
    const sources = await createRouterClient(app.router).lab.diagnostics()
    const capture = reportParts(sources, { keepNames: false }).find(({ id }) => id === 'capture')
    const file = join(folder, 'report.pcapng')
    writeFileSync(file, capture?.bytes ?? '')
    const { ports, server } = claimed.document.network
    const read = (...args: readonly string[]) =>
      execFileSync(
        tshark,
        [
          ...[
            '-r',
            file,
            '-d',
            `udp.port==${ports.tftp},tftp`,
            '-d',
            `udp.port==${ports.dhcp},dhcp`,
          ],
          ...['-o', 'ip.check_checksum:TRUE', '-o', 'udp.check_checksum:TRUE', ...args],
        ],
        { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], maxBuffer: 2 ** 28 },
      ).trimEnd()
    expect(read('-Y', '_ws.expert.severity >= 0x400000 || _ws.malformed')).toBe('')
    expect(new Set(read('-T', 'fields', '-e', '_ws.col.Protocol').split('\n'))).toEqual(
      new Set(['DHCP', 'TFTP', 'HTTP', 'UDP']),
    )
    expect(read('-Y', 'dhcp', '-T', 'fields', '-e', 'dhcp.hw.mac_addr')).toMatch(
      /^02:00:00:00:00:0\d/,
    )
    expect(read('-V')).not.toContain(server)
  })
})
