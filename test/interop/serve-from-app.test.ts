import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { option, options } from '../../src/shared/packet/dhcp/index.ts'
import { encoded, uefi } from '../dhcp/support.ts'
import { openSegment, segmentMissing, type Segment } from './support/segment.ts'
import { runLab, type ServedLab } from './support/served-lab.ts'

const missing = segmentMissing()

describe.skipIf(missing !== undefined)('a lab that is open on a machine with a rack', () => {
  let segment: Segment
  let folder: string
  let lab: ServedLab
  beforeEach(async () => {
    segment = openSegment('from-app', '10.135.0.1/24')
    folder = segment.folder
    lab = await runLab(segment, ['lab', '--lab', join(folder, 'lab')])
  })
  afterEach(() => segment.close())

  const serve = (more: object) =>
    lab.call('network', 'serve', {
      interface: segment.bridge,
      typed: segment.bridge,
      mode: 'authoritative',
      ...more,
    })
  /** Sockets that are pinned to the rack's interface, as the system lists them. */
  const pinned = () =>
    segment
      .exec('ss', ['-Hlntu'])
      .split('\n')
      .filter((line) => line.includes(`%${segment.bridge}`))
  const level = async () => ((await lab.call('lab', 'state', {})) as { level: unknown }).level

  it('shows the interface, serves it once its name is typed, and leaves it at once', async () => {
    expect(await lab.call('network', 'interfaces', {})).toMatchObject({
      interfaces: expect.arrayContaining([
        expect.objectContaining({ name: 'lo', lock: 'loopback' }),
        expect.objectContaining({
          name: segment.bridge,
          subnet: '10.135.0.0/24',
          pool: '10.135.0.128-10.135.0.254',
        }),
      ]),
      rights: { kind: 'open' },
    })
    expect(await lab.call('network', 'probe', { interface: segment.bridge })).toEqual({})

    await expect(serve({ typed: 'rack' })).rejects.toThrow(/answers every machine/)
    await expect(serve({ pool: '10.9.0.1-10.9.0.2' })).rejects.toThrow(/inside 10\.135\.0\.0\/24/)
    await expect(serve({ interface: 'lo', typed: 'lo' })).rejects.toThrow(/loopback/)
    expect(pinned()).toEqual([])
    expect(await level()).toEqual({ kind: 'lab' })

    await serve({})
    expect(await level()).toEqual({
      kind: 'serve',
      interface: segment.bridge,
      mode: 'authoritative',
      pool: '10.135.0.128-10.135.0.254',
    })
    const ports = pinned().map((line) => Number(/:(\d+)\s/.exec(line)?.[1]))
    expect(ports).toEqual(expect.arrayContaining([67, 68, 69, 6501]))
    await expect(serve({})).rejects.toThrow(/already/)

    await lab.call('network', 'stop', {})
    expect(pinned()).toEqual([])
    expect(await level()).toEqual({ kind: 'lab' })
    const facts = (await lab.facts()).map(({ fact }) => fact)
    expect(facts.filter(({ type }) => type.startsWith('net.serve'))).toMatchObject([
      { type: 'net.serveStarted', interface: segment.bridge, mode: 'authoritative' },
      { type: 'net.serveStopped', interface: segment.bridge },
    ])
    // The loopback lab went on all the while.
    expect(facts.filter(({ type }) => type === 'component.stopped')).toEqual([])
  })

  it('knows in proxy mode who reads a file, though another server gave the address', async () => {
    await serve({ mode: 'proxy' })
    segment.exec('ip', ['addr', 'add', '10.135.0.77/24', 'dev', segment.bridge])
    const more = [
      ...uefi(),
      option(options.serverId, '10.135.0.2'),
      option(options.requestedAddress, '10.135.0.77'),
    ]
    const hex = Buffer.from(encoded('request', more)).toString('hex')
    const script = `const s = require('dgram').createSocket('udp4'); s.send(Buffer.from('${hex}', 'hex'), 67, '10.135.0.1', () => s.close())`
    segment.exec(process.execPath, ['-e', script])
    const heard = async (type: string) =>
      (await lab.facts()).map(({ fact }) => fact).find((fact) => fact.type === type)
    await expect.poll(() => heard('dhcp.addressedElsewhere')).toBeDefined()
    const url = 'tftp://10.135.0.1/tramp'
    expect(segment.exec('curl', ['-sS', '--interface', '10.135.0.77', url])).toContain('#!ipxe')
    await expect.poll(() => heard('tftp.sent')).toMatchObject({ host: 'host-525400000001' })
  })

  it('only listens to DHCP when it is told to observe', async () => {
    await serve({ mode: 'observe' })
    expect(await level()).toMatchObject({ kind: 'observe' })
    const ports = pinned().map((line) => Number(/:(\d+)\s/.exec(line)?.[1]))
    expect(ports).toContain(67)
    expect(ports).not.toContain(69)
    expect(ports).not.toContain(6501)
  })

  it('lets a class in by one port of one address, and serves nothing there', async () => {
    const beyondLoopback = () =>
      segment
        .exec('ss', ['-Hlntu'])
        .split('\n')
        .map((line) => line.trim().split(/\s+/)[4] ?? '')
        .filter((on) => on !== '' && !on.startsWith('127.'))
    expect(beyondLoopback()).toEqual([])
    const opened = await lab.call('classroom', 'open', { address: segment.address })
    const { url } = opened as { url: string }
    expect(beyondLoopback()).toEqual([new URL(url).host])
    const page = segment.exec('curl', ['-sSL', '--max-time', '20', url])
    expect(page).toContain('<title>Headwaiter</title>')
    expect(await level()).toEqual({ kind: 'lab' })
    await lab.call('classroom', 'close', {})
    expect(beyondLoopback()).toEqual([])
  })
})
