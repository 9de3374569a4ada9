import { describe, expect, it } from 'vitest'
import { createDarwinSockets } from '../../src/main/net/native/darwin.ts'
import { createPinnedSockets } from '../../src/main/net/native/index.ts'
import { arpRequest, createLinuxSockets } from '../../src/main/net/native/linux.ts'
import { createWindowsSockets } from '../../src/main/net/native/windows.ts'

type Call = readonly [string, ...(number | string)[]]
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')

/** The C library's side of the seam: writes down what it is given; `fails` names the call that returns -1. */
const notedLibc = (fails?: { readonly call: string; readonly errno: number }) => {
  const calls: Call[] = []
  const result = (call: string, good: number) => (fails?.call === call ? -1 : good)
  return {
    calls,
    socket(domain: number, type: number, protocol: number) {
      calls.push(['socket', domain, type, protocol])
      return result('socket', 7)
    },
    setsockopt(fd: number, level: number, option: number, value: Uint8Array, size: number) {
      calls.push(['setsockopt', fd, level, option, hex(value), size])
      return result('setsockopt', 0)
    },
    bind(fd: number, address: Uint8Array, size: number) {
      calls.push(['bind', fd, hex(address), size])
      return result('bind', 0)
    },
    ioctl(fd: number, request: number, argument: Uint8Array) {
      calls.push(['ioctl', fd, request, argument.length])
      return result('ioctl', 0)
    },
    sendto(fd: number, bytes: Uint8Array, size: number, flags: number, to: Uint8Array) {
      calls.push(['sendto', fd, hex(bytes), flags, hex(to)])
      return result('sendto', size)
    },
    close(fd: number) {
      calls.push(['close', fd])
      return 0
    },
    closeApart(fd: number) {
      calls.push(['closeApart', fd])
    },
    recv: () => -1,
    interfaceIndex: () => 4,
    errno: () => fails?.errno ?? 0,
  }
}

const anywhere = { address: '0.0.0.0', port: 67 }

describe('sockets on Linux', () => {
  it('are tied to the device by name before they are bound', () => {
    const libc = notedLibc()
    expect(createLinuxSockets(libc, 'eth1').udp(anywhere, { share: true })).toEqual({ fd: 7 })
    expect(libc.calls).toEqual([
      ['socket', 2, 0o2004002, 0],
      ['setsockopt', 7, 1, 6, '01000000', 4],
      ['setsockopt', 7, 1, 2, '01000000', 4],
      ['setsockopt', 7, 1, 25, hex(new TextEncoder().encode('eth1\0')), 5],
      ['bind', 7, '02000043000000000000000000000000', 16],
      ['setsockopt', 7, 1, 8, '00000800', 4],
      ['setsockopt', 7, 1, 33, '00000800', 4],
    ])
  })

  it('share a port only when asked to', () => {
    const libc = notedLibc()
    createLinuxSockets(libc, 'eth1').udp(anywhere, { share: false })
    expect(libc.calls.filter(([call]) => call === 'setsockopt')).toHaveLength(4)
  })

  it('are closed when they cannot be tied to the device', () => {
    const libc = notedLibc({ call: 'setsockopt', errno: 19 })
    expect(() => createLinuxSockets(libc, 'gone').tcp(anywhere)).toThrow('ENODEV')
    expect(libc.calls.at(-1)).toEqual(['close', 7])
  })

  it('introduce a client by an ARP entry, or say that they cannot', () => {
    const libc = notedLibc()
    expect(createLinuxSockets(libc, 'eth1').introduce('10.0.0.9', '52:54:00:aa:bb:02')).toBe(true)
    expect(libc.calls.at(1)).toEqual(['ioctl', 7, 0x8955, 68])
    const refused = notedLibc({ call: 'ioctl', errno: 1 })
    expect(createLinuxSockets(refused, 'eth1').introduce('10.0.0.9', '52:54:00:aa:bb:02')).toBe(
      false,
    )
  })

  it('write struct arpreq as the kernel reads it', () => {
    const bytes = hex(arpRequest('10.0.0.9', '52:54:00:aa:bb:02', 'eth1'))
    expect(bytes.slice(0, 32)).toBe('020000000a0000090000000000000000')
    expect(bytes.slice(32, 64)).toBe('0100525400aabb020000000000000000')
    expect(bytes.slice(64, 72)).toBe('02000000')
    expect(bytes.slice(104, 114)).toBe('6574683100')
  })
})

describe('the look for another machine with our address on Linux', () => {
  it('hears ARP of its one interface from the first, and closes without holding anybody up', async () => {
    const libc = notedLibc()
    const sockets = createLinuxSockets(libc, 'eth1')
    expect(
      await sockets.claimants?.('10.0.0.1', '52:54:00:aa:bb:01', () => Promise.resolve()),
    ).toEqual([])
    const everybody = `110008060400000000000006${'ff'.repeat(6)}0000`
    expect(libc.calls.map(([call]) => call)).toEqual(['socket', 'bind', 'sendto', 'closeApart'])
    expect(libc.calls.slice(0, 2)).toEqual([
      ['socket', 17, 0o2004002, 0],
      ['bind', 7, everybody, 20],
    ])
  })

  it('is left out where packet sockets are not allowed', async () => {
    const refused = notedLibc({ call: 'socket', errno: 1 })
    const sockets = createLinuxSockets(refused, 'eth1')
    expect(
      await sockets.claimants?.('10.0.0.1', '52:54:00:aa:bb:01', () => Promise.resolve()),
    ).toEqual([])
  })
})

describe('the router advertisement on Linux', () => {
  it('goes to all nodes of the one interface, with 255 hops and nothing in it', () => {
    const libc = notedLibc()
    expect(createLinuxSockets(libc, 'eth1').advertise()).toBe(true)
    const scope = '04000000'
    expect(libc.calls).toEqual([
      ['socket', 10, 0o2000003, 58],
      ['setsockopt', 7, 41, 17, '04000000', 4],
      ['setsockopt', 7, 41, 18, 'ff000000', 4],
      [
        'sendto',
        7,
        `86${'00'.repeat(15)}`,
        0,
        `0a00${'00'.repeat(6)}ff02${'00'.repeat(13)}01${scope}`,
      ],
      ['close', 7],
    ])
  })

  it('says so when raw sockets are not allowed', () => {
    const refused = notedLibc({ call: 'socket', errno: 1 })
    expect(createLinuxSockets(refused, 'eth1').advertise()).toBe(false)
  })
})

describe('sockets on macOS', () => {
  it('are tied to the interface by IP_BOUND_IF and its index', () => {
    const libc = notedLibc()
    createDarwinSockets(libc, 'en7').udp(anywhere, { share: true })
    expect(libc.calls).toEqual([
      ['socket', 2, 2, 0],
      ['setsockopt', 7, 0xffff, 0x20, '01000000', 4],
      ['setsockopt', 7, 0xffff, 4, '01000000', 4],
      ['setsockopt', 7, 0xffff, 0x200, '01000000', 4],
      ['setsockopt', 7, 0, 25, '04000000', 4],
      ['bind', 7, '10020043000000000000000000000000', 16],
    ])
  })

  it('name their own error numbers', () => {
    const libc = notedLibc({ call: 'bind', errno: 48 })
    expect(() => createDarwinSockets(libc, 'en7').tcp(anywhere)).toThrow('EADDRINUSE')
  })
})

describe('sockets on Windows', () => {
  const notedWinsock = (result: number) => {
    const calls: Call[] = []
    return {
      calls,
      setsockopt(socket: number, level: number, option: number, value: Uint8Array, size: number) {
        calls.push(['setsockopt', socket, level, option, hex(value), size])
        return result
      },
      interfaceIndex(alias: string) {
        calls.push(['interfaceIndex', alias])
        return 12
      },
    }
  }
  const rack = { name: 'Ethernet 2', address: '10.0.0.1' }

  it('are bound to the interface’s own address, whatever was asked', () => {
    const sockets = createWindowsSockets(notedWinsock(0), rack)
    expect(sockets.udp(anywhere, { share: false })).toMatchObject({ address: '10.0.0.1', port: 67 })
    expect(sockets.tcp({ address: '0.0.0.0', port: 80 })).toEqual({ host: '10.0.0.1', port: 80 })
  })

  it('are tied by IP_UNICAST_IF and the interface’s index in network order', () => {
    const winsock = notedWinsock(0)
    const binding = createWindowsSockets(winsock, rack).udp(anywhere, { share: false })
    expect('tie' in binding && binding.tie?.(7)).toBe(true)
    expect(winsock.calls).toEqual([
      ['interfaceIndex', 'Ethernet 2'],
      ['setsockopt', 7, 0, 31, '0000000c', 4],
    ])
  })

  it('say when Windows refuses to tie them', () => {
    const binding = createWindowsSockets(notedWinsock(-1), rack).udp(anywhere, { share: false })
    expect('tie' in binding && binding.tie?.(7)).toBe(false)
  })
})

describe('other systems', () => {
  it('are refused with a code', async () => {
    await expect(
      createPinnedSockets({ name: 'net0', address: '10.0.0.1' }, 'sunos'),
    ).rejects.toMatchObject({ code: 'net.native-call' })
  })
})
