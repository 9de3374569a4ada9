import { mkdtemp, readFile as readText, rm } from 'node:fs/promises'
import { createServer, get, type IncomingMessage } from 'node:http'
import { createServer as createTlsServer, get as getTls } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { once } from 'node:events'
import { describe, expect, it } from 'vitest'
import { labDocument } from '../../src/shared/document/schema.ts'
import { explain, toPcapng } from '../../src/shared/packet/index.ts'
import {
  createCapture,
  createCommenter,
  readCaptureFile,
  tapNetwork,
} from '../../src/main/capture/index.ts'
import { createLabNetwork } from '../../src/main/net/index.ts'
import { openLabCa } from '../../src/main/waiter/index.ts'
import { bytesFile, createTftp, readFile } from '../../src/main/tftp/index.ts'
import { smallLab } from '../document/small-lab.ts'
import { patternedBytes, realClock } from '../tftp/world.ts'

const server = '127.72.0.1'
const client = '127.72.0.50'

const document = labDocument.parse({
  headwaiter: 1,
  name: 'Capture',
  network: {
    subnet: '127.72.0.0/16',
    server,
    pool: { first: '127.72.0.100', last: '127.72.0.199' },
    ports: { dhcp: 0, dhcpClient: 0, tftp: 0, waiter: 0, rules: 0, vcenter: 0 },
  },
  clusters: [],
  rules: {},
  racks: [],
  hosts: [],
})

/** A read by TFTP and a request by HTTP, both seen by one capture. */
const observe = async () => {
  const capture = createCapture({ clock: realClock })
  const network = tapNetwork(createLabNetwork({ address: server }), capture)
  const tftp = createTftp({
    network,
    document: () => document,
    identify: { byMac: () => 'esx-01', byAddress: () => 'esx-01' },
    files: { open: async () => bytesFile(patternedBytes(3000)) },
    record: async () => [],
    clock: realClock,
    laneCapture: capture.laneMemory,
  })
  const port = Number((await tftp.start()).split(':')[1])
  const web = createServer((_, response) => {
    response.writeHead(200, { 'Content-Length': 5 }).end('hello')
  })
  const at = await network.listen(web, { address: server, port: 0 })
  try {
    const options = { blksize: 1468, tsize: 0 }
    const to = { host: server, port, localAddress: client, clock: realClock }
    await readFile({ ...to, name: 'loader', options })
    const [answer] = await once(
      get({ host: server, port: at.port, localAddress: client }),
      'response',
    )
    answer.resume()
    await once(answer, 'end')
  } finally {
    web.close()
    await tftp.stop()
  }
  return capture
}

describe('the capture', () => {
  it('holds the whole conversation in order, with directions and ends', async () => {
    const packets = (await observe()).packets()
    const told = packets.map((packet) => `${packet.direction} ${explain(packet).title}`)
    expect(told).toEqual([
      'received RRQ loader (octet) blksize=1468 tsize=0',
      'sent OACK blksize=1468 tsize=3000',
      'received ACK of block 0',
      'sent DATA block 1, 1468 bytes',
      'received ACK of block 1',
      'sent DATA block 2, 1468 bytes',
      'received ACK of block 2',
      'sent DATA block 3, 64 bytes',
      'received ACK of block 3',
      'received GET /',
      'sent HTTP 200 OK',
    ])
    for (const { peer, local } of packets) {
      expect(peer.address).toBe(client)
      expect(local.address).toBe(server)
    }
  })

  it('has the heads of what went by TLS too', async () => {
    const capture = createCapture({ clock: realClock })
    const network = tapNetwork(createLabNetwork({ address: server }), capture)
    const folder = await mkdtemp(join(tmpdir(), 'headwaiter-capture-'))
    const ca = await openLabCa({ folder, clock: realClock })
    const web = createTlsServer(await ca.issue(server), (_, response) => response.end('hello'))
    const { port } = await network.listen(web, { address: server, port: 0 })
    const trusted = await readText(ca.certificateFile, 'utf8')
    const [answer] = (await once(
      getTls({ host: server, port, ca: trusted, agent: false }),
      'response',
    )) as [IncomingMessage]
    answer.resume()
    await once(answer, 'end')
    web.close()
    await rm(folder, { recursive: true })
    expect(capture.packets().map((packet) => explain(packet).title)).toEqual([
      'GET /',
      'HTTP 200 OK',
    ])
  })

  it('survives the way through a pcapng file', async () => {
    const packets = (await observe()).packets()
    const file = [...readCaptureFile(toPcapng(packets, () => 'a comment'))]
    expect(file.map(({ carrier, length }) => [carrier, length])).toEqual(
      packets.map(({ carrier, length }) => [carrier, length]),
    )
    expect(file.map((packet) => explain(packet).title)).toEqual(
      packets.map((packet) => explain(packet).title),
    )
  })

  it('names host, state and rule of the time a packet passed', async () => {
    const packets = (await observe()).packets()
    const at = (packets[0]?.at ?? 0) - 10
    const base = { host: 'esx-07', mac: '52:54:00:00:00:07', xid: '1' }
    const commentOn = createCommenter(document, [
      {
        seq: 1,
        at,
        fact: { type: 'dhcp.discovered', ...base, vendorClass: 'PXEClient:Arch:00007' },
      },
      {
        seq: 2,
        at,
        fact: {
          type: 'dhcp.acknowledged',
          ...base,
          address: client,
          bootFile: 'loader',
          nextServer: server,
          leaseTime: 60,
          sentTo: client,
        },
      },
    ])
    expect(packets.map(commentOn)[0]).toBe('host esx-07 · state network.loader')
  })

  it('names the host of a DISCOVER that the journal knows of a moment later, and of each of its cards', () => {
    const mac = '52:54:00:00:00:07'
    const discover = (card: string) => {
      const payload = Buffer.alloc(300)
      payload.set(Buffer.from(card.replaceAll(':', ''), 'hex'), 28)
      const ends = {
        local: { address: '255.255.255.255', port: 67 },
        peer: { address: '0.0.0.0', port: 68 },
      }
      const how = { at: 1, direction: 'received', carrier: 'udp' } as const
      return { ...how, ...ends, payload, length: payload.length }
    }
    const [first] = smallLab.hosts
    if (first === undefined) throw new Error('The small lab has hosts.')
    const twoCards = { ...first, moreCards: [{ mac: '52:54:00:00:00:08', cabled: true }] }
    const commentOn = createCommenter({ ...smallLab, hosts: [twoCards] }, [
      { seq: 1, at: 2, fact: { type: 'dhcp.discovered', host: 'esx-07', mac, xid: '1' } },
    ])
    expect(commentOn(discover(mac))).toBe('host esx-07')
    expect(commentOn(discover('52:54:00:00:00:08'))).toMatch(`host ${first.id} · state `)
  })

  it('holds once what one of our own sockets says to another', async () => {
    const capture = createCapture({ clock: realClock })
    const network = tapNetwork(createLabNetwork({ address: server }), capture)
    const heard: string[] = []
    const open = () =>
      network.udp({
        address: server,
        port: 0,
        onDatagram: ({ bytes }) => heard.push(String(bytes)),
        onError: () => undefined,
      })
    const [one, two] = [await open(), await open()]
    one.send(Buffer.from('offer'), two.local)
    await expect.poll(() => heard).toHaveLength(1)
    await Promise.all([one.close(), two.close()])
    expect(capture.packets().map(({ direction }) => direction)).toEqual(['sent'])
  })

  it('names the host whose address another server gave', () => {
    const [host, address] = ['esx-07', '10.0.0.77']
    const said = { host, mac: '52:54:00:00:00:07', xid: '1', address, serverId: '10.0.0.2' }
    const commentOn = createCommenter(smallLab, [
      { seq: 1, at: 1, fact: { type: 'dhcp.addressedElsewhere', ...said } },
    ])
    const ends = { local: { address: server, port: 69 }, peer: { address, port: 2070 } }
    const payload = Uint8Array.of(0, 4, 0, 1)
    const how = { at: 2, direction: 'received', carrier: 'udp', length: 4 } as const
    expect(commentOn({ ...how, ...ends, payload })).toMatch(/^host esx-07/)
  })

  it('names the host that services ask each other about, in the answer too', () => {
    const ends = { local: { address: server, port: 6502 }, peer: { address: '127.0.0.1', port: 4 } }
    const head = (direction: 'received' | 'sent', text: string) => {
      const payload = Buffer.from(`${text}\r\n\r\n`)
      return { at: 1, direction, carrier: 'tcp', ...ends, payload, length: payload.length } as const
    }
    const commentOn = createCommenter(smallLab, [])
    const said = [
      head('received', 'POST /vmw/rbd/decide?host=esx-01 HTTP/1.1'),
      head('sent', 'HTTP/1.1 200 OK'),
      head('received', 'POST /api/autodeploy/hosts/esx-02/connect HTTP/1.1'),
      head('sent', 'HTTP/1.1 200 OK'),
      head('received', 'GET /api/about HTTP/1.1'),
      head('sent', 'HTTP/1.1 200 OK'),
    ].map((packet) => commentOn(packet)?.split(' · ')[0])
    const [one, two] = ['host esx-01', 'host esx-02']
    expect(said).toEqual([one, one, two, two, undefined, undefined])
  })
})
