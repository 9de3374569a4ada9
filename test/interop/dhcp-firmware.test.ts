import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { cablesMissing, linesOf, openCables, titled, words, type Cables } from './support/cables.ts'
import { foreigners } from './support/foreign.ts'
import { keepFixtures, startDhcp } from './support/dhcp-rig.ts'
import { guestMissing, startGuest, without, type GuestIdentity } from './support/guest.ts'
import { openSegment, type Segment } from './support/segment.ts'

const loaders = '/usr/lib/ipxe'
const pxelinux = '/usr/lib/PXELINUX/pxelinux.0'
const ldlinux = '/usr/lib/syslinux/modules/bios/ldlinux.c32'
const missing =
  cablesMissing(
    '/usr/sbin/dnsmasq',
    '/usr/sbin/kea-dhcp4',
    join(loaders, 'snponly.efi'),
    pxelinux,
    ldlinux,
  ) ?? guestMissing()
const fileServer = fileURLToPath(new URL('support/file-server.ts', import.meta.url))

const network = {
  subnet: '10.97.0.0/24',
  server: '10.97.0.1',
  pool: { first: '10.97.0.100', last: '10.97.0.150' },
}
const identity = (n: number): GuestIdentity => ({
  mac: `52:54:00:97:00:0${String(n)}`,
  uuid: `4c4c4544-0042-3110-8052-b4c04f4d000${String(n)}`,
  vendor: 'Interop, Inc.',
  model: 'Model F',
  serial: `FIRM000${String(n)}`,
})

describe.skipIf(missing !== undefined)(titled('real firmware', missing), () => {
  let segment: Segment
  let cables: Cables
  let folder: string

  beforeEach(() => {
    segment = openSegment('firmware', '10.97.0.1/24')
    cables = openCables('firmware')
    folder = segment.folder
    const root = join(folder, 'root')
    mkdirSync(join(root, 'vmw/loader'), { recursive: true })
    mkdirSync(join(root, 'vmw/rbd'))
    const script = '#!ipxe\necho HEADWAITER SCRIPT REACHED\nsleep 600\n'
    writeFileSync(join(root, 'tramp'), script)
    writeFileSync(join(root, 'vmw/rbd/tramp'), script)
    for (const name of ['snponly.efi', 'undionly.kpxe']) {
      copyFileSync(join(loaders, name), join(root, name))
      copyFileSync(join(loaders, name), join(root, 'vmw/loader', name))
    }
  })
  afterEach(async () => {
    await cables.close()
    await segment.close()
  })

  /** A plain TFTP server beside ours; only DHCP is on trial here. */
  const startTftp = () => {
    const args = `--keep-in-foreground --conf-file=/dev/null --port=0 --interface=rack0 --enable-tftp --tftp-root=${join(folder, 'root')} --log-facility=- --user=root`
    segment.spawn('dnsmasq', words(args), { stdio: 'ignore' })
  }

  const startHttp = async () => {
    const child = segment.spawn(process.execPath, [
      fileServer,
      join(folder, 'root'),
      '10.97.0.1',
      '6501',
    ])
    const { lines, until } = linesOf(child)
    await until((line) => (line === 'listening' ? line : undefined))
    return lines
  }

  it('BIOS with iPXE in its card’s ROM goes straight to the script', async () => {
    startTftp()
    const dhcp = await startDhcp(segment, segment.bridge, network)
    const guest = startGuest({
      segment,
      folder,
      firmware: 'bios',
      identity: identity(1),
      memoryMiB: 256,
    })
    await guest.until(/HEADWAITER SCRIPT REACHED/, 90)
    expect(await dhcp.fact('dhcp.discovered')).toMatchObject({
      arch: 0,
      uuid: identity(1).uuid,
      userClass: 'iPXE',
    })
    expect(await dhcp.fact('dhcp.acknowledged')).toMatchObject({
      mac: identity(1).mac,
      bootFile: 'tramp',
    })
    keepFixtures('ipxe-bios-rom', dhcp)
  })

  it('UEFI PXE and the iPXE it loads are one machine with one address', async () => {
    startTftp()
    const dhcp = await startDhcp(segment, segment.bridge, network)
    const guest = startGuest({
      segment,
      folder,
      firmware: 'uefi',
      identity: identity(2),
      memoryMiB: 512,
    })
    await guest.until(/HEADWAITER SCRIPT REACHED/, 120)
    const found = dhcp.facts()
    expect(found.find(({ type }) => type === 'dhcp.discovered')).toMatchObject({
      arch: 7,
      uuid: identity(2).uuid,
      vendorClass: 'PXEClient:Arch:00007:UNDI:003000',
    })
    const acknowledged = found.filter(({ type }) => type === 'dhcp.acknowledged')
    expect(acknowledged.map((fact) => [fact['address'], fact['bootFile']])).toEqual([
      ['10.97.0.100', 'snponly.efi'],
      ['10.97.0.100', 'tramp'],
    ])
    const uuids = found.filter(({ type }) => type === 'dhcp.discovered').map((fact) => fact['uuid'])
    expect(new Set(uuids)).toEqual(new Set([identity(2).uuid]))
    keepFixtures('ovmf-pxe', dhcp)
  })

  /** A UEFI machine that has HTTP Boot alone. */
  const httpBoot = (machine: ReturnType<typeof identity>) =>
    startGuest({
      ...{ segment, folder, firmware: 'uefi', identity: machine, memoryMiB: 512 },
      more: without('IPv4PXE', 'IPv6PXE'),
    })

  it('UEFI HTTP Boot takes the loader’s URL and stays with HTTP', async () => {
    const requests = await startHttp()
    const dhcp = await startDhcp(segment, segment.bridge, network)
    await httpBoot(identity(3)).until(/HEADWAITER SCRIPT REACHED/, 120)
    expect(requests).toContain('HEAD /vmw/loader/snponly.efi')
    expect(requests).toContain('GET /vmw/loader/snponly.efi')
    expect(requests.at(-1)).toBe('GET /vmw/rbd/tramp')
    expect(await dhcp.fact('dhcp.discovered')).toMatchObject({ arch: 16 })
    keepFixtures('ovmf-http', dhcp)
  })

  /** A DHCP server of others on the segment that gives addresses alone. */
  const startForeign = (server: keyof typeof foreigners) => {
    const machine = cables.machine()
    cables.connect(
      { machine, port: 'eth0', address: '10.97.0.2/24' },
      { machine: segment, port: 'foreign0' },
    )
    segment.exec('ip', words('link set foreign0 master rack0'))
    const post = { machine, port: 'eth0', subnet: network.subnet, folder }
    return foreigners[server](post, { first: '10.97.0.200', last: '10.97.0.220' })
  }

  it('UEFI HTTP Boot takes its address from another server and the URL from us in proxy mode', async () => {
    const requests = await startHttp()
    await startForeign('dnsmasq')
    const dhcp = await startDhcp(segment, segment.bridge, { ...network, dhcp: { mode: 'proxy' } })
    await httpBoot(identity(6)).until(/HEADWAITER SCRIPT REACHED/, 120)
    expect(requests).toContain('GET /vmw/loader/snponly.efi')
    expect(requests.at(-1)).toBe('GET /vmw/rbd/tramp')
    expect(await dhcp.fact('dhcp.addressedElsewhere')).toMatchObject({ serverId: '10.97.0.2' })
  })

  it.each([
    ['uefi', 'dnsmasq', 4],
    ['bios', 'dnsmasq', 7],
    ['uefi', 'kea', 8],
    ['bios', 'kea', 9],
  ] as const)(
    'in proxy mode a %s guest gets its address from %s and its boot from us',
    async (firmware, server, n) => {
      startTftp()
      await startForeign(server)
      const dhcp = await startDhcp(segment, segment.bridge, { ...network, dhcp: { mode: 'proxy' } })
      const guest = startGuest({
        segment,
        folder,
        firmware,
        identity: identity(n),
        memoryMiB: 512,
      })
      await guest.until(/HEADWAITER SCRIPT REACHED/, 120)
      const files = dhcp
        .facts()
        .filter(({ type }) => type === 'dhcp.proxyOffered')
        .map((fact) => fact['bootFile'])
      expect(new Set(files)).toEqual(
        new Set(firmware === 'uefi' ? ['snponly.efi', 'tramp'] : ['tramp']),
      )
      expect(await dhcp.fact('dhcp.addressedElsewhere')).toMatchObject({ serverId: '10.97.0.2' })
      expect(existsSync(join(folder, 'leases'))).toBe(true)
    },
  )

  it('undionly.kpxe, which knows no card of its own, gets the script like the ROM before it', async () => {
    startTftp()
    const tramp = join(folder, 'root', 'tramp')
    const last = readFileSync(tramp)
    writeFileSync(tramp, '#!ipxe\necho THE ROM HAS THE SCRIPT\nsleep 3\nchain undionly.kpxe\n')
    const dhcp = await startDhcp(segment, segment.bridge, network)
    const guest = startGuest({
      segment,
      folder,
      firmware: 'bios',
      identity: identity(5),
      memoryMiB: 256,
    })
    await guest.until(/THE ROM HAS THE SCRIPT/, 90)
    const [before, said] = [dhcp.facts().length, dhcp.datagrams().length]
    writeFileSync(tramp, last)
    await guest.until(/HEADWAITER SCRIPT REACHED/, 90)
    const found = dhcp.facts()
    expect(found.slice(before).find(({ type }) => type === 'dhcp.discovered')).toMatchObject({
      arch: 0,
      userClass: 'iPXE',
    })
    const acknowledged = found.filter(({ type }) => type === 'dhcp.acknowledged')
    expect(acknowledged.length).toBeGreaterThan(1)
    expect(new Set(acknowledged.map((fact) => fact['address']))).toEqual(new Set(['10.97.0.100']))
    keepFixtures('undionly', { ...dhcp, datagrams: () => dhcp.datagrams().slice(said) })
  })

  it('pxelinux, named by a loader rule, finds its configuration on the server of the lease', async () => {
    startTftp()
    const root = join(folder, 'root')
    copyFileSync(pxelinux, join(root, 'pxelinux.0'))
    copyFileSync(ldlinux, join(root, 'ldlinux.c32'))
    mkdirSync(join(root, 'pxelinux.cfg'))
    writeFileSync(
      join(root, 'pxelinux.cfg', 'default'),
      'SAY PXELINUX READ ITS CONFIGURATION\nPROMPT 1\nTIMEOUT 0\n',
    )
    const dhcp = await startDhcp(segment, segment.bridge, {
      ...network,
      dhcp: { loaders: [{ userClass: 'iPXE', loader: 'pxelinux.0' }] },
    })
    const guest = startGuest({
      segment,
      folder,
      firmware: 'bios',
      identity: identity(6),
      memoryMiB: 256,
    })
    await guest.until(/PXELINUX READ ITS CONFIGURATION/, 90)
    expect(await dhcp.fact('dhcp.acknowledged')).toMatchObject({ bootFile: 'pxelinux.0' })
  })
})
