import koffi from 'koffi'
import type { Endpoint } from '../network.ts'
import type { PinnedSockets } from './pinned.ts'

/** The few calls of libc that Node does not offer. They return -1 and leave the reason in `errno`. */
export type Libc = {
  socket(domain: number, type: number, protocol: number): number
  setsockopt(fd: number, level: number, option: number, value: Uint8Array, size: number): number
  bind(fd: number, address: Uint8Array, size: number): number
  ioctl(fd: number, request: number, argument: Uint8Array): number
  close(fd: number): number
  errno(): number
}

// Values of Linux on x86-64 and arm64 (include/uapi/asm-generic/socket.h).
const AF_INET = 2
const SOCK_STREAM = 1
const SOCK_DGRAM = 2
const SOCK_NONBLOCK = 0o4000
const SOCK_CLOEXEC = 0o2000000
const SOL_SOCKET = 1
const SO_REUSEADDR = 2
const SO_BROADCAST = 6
const SO_BINDTODEVICE = 25
const SIOCSARP = 0x8955
const ATF_COM = 0x02
const ARPHRD_ETHER = 1

const errnoNames: Readonly<Record<number, string>> = {
  1: 'EPERM',
  13: 'EACCES',
  19: 'ENODEV',
  98: 'EADDRINUSE',
  99: 'EADDRNOTAVAIL',
}

export const loadLibc = (): Libc => {
  const libc = koffi.load('libc.so.6')
  return {
    socket: libc.func('int socket(int domain, int type, int protocol)'),
    setsockopt: libc.func(
      'int setsockopt(int fd, int level, int option, const void *value, uint32_t size)',
    ),
    bind: libc.func('int bind(int fd, const void *address, uint32_t size)'),
    ioctl: libc.func('int ioctl(int fd, unsigned long request, void *argument)'),
    close: libc.func('int close(int fd)'),
    errno: () => koffi.errno(),
  }
}

const failed = (libc: Libc, call: string): Error => {
  const errno = libc.errno()
  const name = errnoNames[errno] ?? `errno ${String(errno)}`
  return Object.assign(new Error(`${call}: ${name}`), { code: name, syscall: call })
}

/** `struct sockaddr_in`: family (host order), port and address (network order), 8 zero bytes. */
export const sockaddrIn = (at: Endpoint): Uint8Array => {
  const bytes = new Uint8Array(16)
  const view = new DataView(bytes.buffer)
  view.setUint16(0, AF_INET, true)
  view.setUint16(2, at.port)
  bytes.set(at.address.split('.').map(Number), 4)
  return bytes
}

const flag = (): Uint8Array => Uint8Array.of(1, 0, 0, 0)
const deviceName = (name: string): Uint8Array => new TextEncoder().encode(`${name}\0`)

/** `struct arpreq` for Ethernet: protocol address, hardware address, flags, mask, device. */
export const arpRequest = (address: string, mac: string, device: string): Uint8Array => {
  const bytes = new Uint8Array(16 + 16 + 4 + 16 + 16)
  const view = new DataView(bytes.buffer)
  bytes.set(sockaddrIn({ address, port: 0 }), 0)
  view.setUint16(16, ARPHRD_ETHER, true)
  bytes.set(
    mac.split(':').map((octet) => Number.parseInt(octet, 16)),
    18,
  )
  view.setInt32(32, ATF_COM, true)
  bytes.set(new TextEncoder().encode(device).subarray(0, 15), 52)
  return bytes
}

/**
 * Sockets that hear and speak on one device alone (SO_BINDTODEVICE), made by libc and handed to
 * Node as descriptors. Two of them may hold the same port on different devices.
 */
export const createLinuxSockets = (libc: Libc, device: string): PinnedSockets => {
  const set = (fd: number, option: number, value: Uint8Array) => {
    if (libc.setsockopt(fd, SOL_SOCKET, option, value, value.length) < 0)
      throw failed(libc, 'setsockopt')
  }
  const open = (type: number, at: Endpoint, options: readonly [number, Uint8Array][]): number => {
    const fd = libc.socket(AF_INET, type | SOCK_NONBLOCK | SOCK_CLOEXEC, 0)
    if (fd < 0) throw failed(libc, 'socket')
    try {
      for (const [option, value] of options) set(fd, option, value)
      const address = sockaddrIn(at)
      if (libc.bind(fd, address, address.length) < 0) throw failed(libc, 'bind')
      return fd
    } catch (error) {
      libc.close(fd)
      throw error
    }
  }
  const pinned: readonly [number, Uint8Array] = [SO_BINDTODEVICE, deviceName(device)]
  return {
    udp: (at, { share }) => ({
      fd: open(SOCK_DGRAM, at, [
        [SO_BROADCAST, flag()],
        ...(share ? ([[SO_REUSEADDR, flag()]] as [number, Uint8Array][]) : []),
        [...pinned],
      ]),
    }),
    tcp: (at) => ({ fd: open(SOCK_STREAM, at, [[SO_REUSEADDR, flag()], [...pinned]]) }),
    introduce(address, mac) {
      const fd = libc.socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0)
      if (fd < 0) return false
      const done = libc.ioctl(fd, SIOCSARP, arpRequest(address, mac, device)) === 0
      libc.close(fd)
      return done
    },
  }
}
