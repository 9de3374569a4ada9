import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  addressesOf,
  defaultRouteDevices,
  interfaceLock,
  lackOf,
  listInterfaces,
  notReady,
} from '../../src/main/net/interfaces.ts'
import { parseNeighbours } from '../../src/main/net/neighbours.ts'
import { findPortHolder, parseSocketTable, programName } from '../../src/main/net/port-holder.ts'

const header =
  '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode'
const row = (address: string, port: string, state: string, inode: number) =>
  `   0: ${address}:${port} 00000000:0000 ${state} 00000000:00000000 00:00000000 00000000     0        0 ${String(inode)} 2 0 0`

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'headwaiter-tables-'))
})
afterEach(() => rm(folder, { recursive: true }))

describe('a program', () => {
  it.each([
    ['/usr/sbin/dnsmasq\0--port=0\0', 'dnsmasq'],
    ['/opt/My Server/tftpd\0-l\0/srv\0', 'tftpd'],
    ['/usr/bin/node\0/srv/cli.ts\0lab\0', 'node cli.ts'],
    ['python3\0-c\0import time\ntime.sleep(9)\0', 'python3'],
    ['python3\0', 'python3'],
    ['', 'unknown'],
  ])('is named by its command line: %j', (commandLine, name) => {
    expect(programName(commandLine)).toBe(name)
  })
})

describe('the table of sockets', () => {
  it('is read in the machine’s byte order', () => {
    expect(
      parseSocketTable([header, row('0100427F', '2753', '07', 4711)].join('\n'), 'udp'),
    ).toEqual([{ address: '127.66.0.1', port: 10067, inode: '4711' }])
  })

  it('has listeners alone for TCP', () => {
    const text = [header, row('0100007F', '1965', '0A', 1), row('0100007F', '1965', '01', 2)].join(
      '\n',
    )
    expect(parseSocketTable(text, 'tcp').map(({ inode }) => inode)).toEqual(['1'])
  })
})

describe('findPortHolder', () => {
  const holder = async (address: string) => {
    await mkdir(join(folder, 'net'))
    await mkdir(join(folder, '42/fd'), { recursive: true })
    await writeFile(join(folder, 'net/udp'), [header, row(address, '0043', '07', 99)].join('\n'))
    await writeFile(join(folder, '42/cmdline'), '/usr/sbin/dnsmasq\0--port=0\0')
    await symlink('socket:[99]', join(folder, '42/fd/4'))
  }

  it('names the program whose socket stands in the way, also one on all addresses', async () => {
    await holder('00000000')
    expect(await findPortHolder('udp', { address: '10.0.0.1', port: 67 }, folder)).toEqual({
      pid: 42,
      program: 'dnsmasq',
    })
  })

  it('names nobody for another address or port', async () => {
    await holder('0200000A')
    expect(await findPortHolder('udp', { address: '10.0.0.1', port: 67 }, folder)).toBeUndefined()
    expect(await findPortHolder('udp', { address: '10.0.0.2', port: 69 }, folder)).toBeUndefined()
  })
})

describe('the neighbour table', () => {
  it('gives the MAC of those that answered on the device', () => {
    const text = [
      'IP address       HW type     Flags       HW address            Mask     Device',
      '10.0.0.7         0x1         0x2         52:54:00:00:00:07     *        rack',
      '10.0.0.8         0x1         0x0         00:00:00:00:00:00     *        rack',
      '10.0.0.9         0x1         0x2         52:54:00:00:00:09     *        eth0',
    ].join('\n')
    expect([...parseNeighbours(text, 'rack')]).toEqual([['10.0.0.7', '52:54:00:00:00:07']])
  })
})

describe('an interface with several addresses', () => {
  it('is served by one that somebody gave it, not by one that the system made up before', () => {
    const ipv4 = (cidr: string) => ({
      ...{ address: cidr.split('/')[0] ?? '', netmask: '255.255.255.0', cidr },
      ...({ family: 'IPv4', mac: '52:54:00:00:00:01', internal: false } as const),
    })
    const listed = addressesOf({
      port: ['169.254.3.4/24', '10.20.0.1/24', '10.21.0.1/24'].map(ipv4),
    })
    expect(listInterfaces(listed)).toMatchObject([
      {
        ...{ name: 'port', address: '10.20.0.1' },
        others: [{ address: '10.21.0.1' }, { address: '169.254.3.4' }],
      },
    ])
    expect(listInterfaces(addressesOf({ port: [ipv4('169.254.3.4/24')] }))).toHaveLength(1)
  })
})

describe('interfaces that are not to be served', () => {
  const routes = [
    'Iface Destination Gateway Flags RefCnt Use Metric Mask MTU Window IRTT',
    'eth0 00000000 0101A8C0 0003 0 0 100 00000000 0 0 0',
    'rack 0000000A 00000000 0001 0 0 0 00FFFFFF 0 0 0',
  ].join('\n')

  const lock = async (name: string, make: () => Promise<unknown> = () => Promise.resolve()) => {
    await mkdir(join(folder, 'net'), { recursive: true })
    await mkdir(join(folder, name), { recursive: true })
    await writeFile(join(folder, 'net/route'), routes)
    await make()
    return interfaceLock(name, { sys: folder, proc: folder })
  }

  it('carry the default route', async () => {
    expect(defaultRouteDevices(routes)).toEqual(['eth0'])
    expect(await lock('eth0')).toBe('defaultRoute')
  })

  it('are wireless, tunnels, or bridges with a physical card', async () => {
    expect(await lock('wlan0', () => mkdir(join(folder, 'wlan0/wireless')))).toBe('wireless')
    expect(await lock('wg0', () => writeFile(join(folder, 'wg0/flags'), '0x10d1\n'))).toBe('vpn')
    const bridge = async () => {
      await mkdir(join(folder, 'br0/brif/eth9'), { recursive: true })
      await mkdir(join(folder, 'eth9/device'), { recursive: true })
    }
    expect(await lock('br0', bridge)).toBe('bridgedPort')
    expect(await lock('lo')).toBe('loopback')
  })

  it('share the network of what they are made on: a macvlan, a bridge over a bond or a card’s VLAN', async () => {
    const on = async (name: string, lower: string) => {
      await mkdir(join(folder, name, `lower_${lower}`), { recursive: true })
    }
    expect(await lock('macvlan0', () => on('macvlan0', 'eth0'))).toBe('defaultRoute')
    const bridge = (port: string) => mkdir(join(folder, 'br1/brif', port), { recursive: true })
    await mkdir(join(folder, 'eth9/device'), { recursive: true })
    await on('bond0', 'eth9')
    await bridge('tap0')
    expect(await lock('br1')).toBeUndefined()
    await bridge('bond0')
    expect(await lock('br1')).toBe('bridgedPort')
  })

  it('are free as a VLAN on the card that carries the default route', async () => {
    const vlan = async () => {
      await mkdir(join(folder, 'eth0.7/lower_eth0'), { recursive: true })
      await writeFile(join(folder, 'eth0.7/uevent'), 'DEVTYPE=vlan\nINTERFACE=eth0.7\n')
    }
    expect(await lock('eth0.7', vlan)).toBeUndefined()
  })

  it('that lack nothing but an address are plain Ethernet, no ports of bridges, and not listed', async () => {
    const make = async (name: string, type: string, more?: string) => {
      await mkdir(join(folder, name, more ?? ''), { recursive: true })
      await writeFile(join(folder, name, 'type'), `${type}\n`)
    }
    await make('eth1', '1')
    await make('eth2', '1')
    await make('eth3', '1', 'master')
    await make('wlan1', '1', 'wireless')
    await make('ib0', '32')
    await writeFile(join(folder, 'eth1/flags'), '0x1003\n')
    expect(notReady([{ name: 'eth2' }], { sys: folder, proc: folder })).toEqual([
      { name: 'eth1', lack: 'address' },
    ])
  })

  it.each([
    ['is switched off', '0x1002', '', 'up'],
    ['has nothing plugged in', '0x1003', '0', 'link'],
    ['has no address', '0x1003', '1', 'address'],
  ])('not ready: one that %s', async (_, flags, carrier, lack) => {
    await mkdir(join(folder, 'eth1'))
    await writeFile(join(folder, 'eth1/flags'), `${flags}\n`)
    await writeFile(join(folder, 'eth1/carrier'), `${carrier}\n`)
    expect(lackOf('eth1', folder)).toBe(lack)
    expect(lackOf('eth9', folder)).toBeUndefined()
  })

  it('are not those of a rack: a plain card, a bridge among virtual machines', async () => {
    expect(await lock('rack')).toBeUndefined()
    const bridge = () => mkdir(join(folder, 'virbr1/brif/tap0'), { recursive: true })
    expect(await lock('virbr1', bridge)).toBeUndefined()
  })
})
