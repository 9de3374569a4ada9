import koffi from 'koffi'
import type { Endpoint } from '../network.ts'
import type { PinnedSockets } from './pinned.ts'
import { AF_INET, createPosixSockets, flag, type Dialect, type Libc } from './posix.ts'

export type LinuxLibc = Libc & {
  ioctl(fd: number, request: number, argument: Uint8Array): number
}

// Values of Linux on x86-64 and arm64 (include/uapi/asm-generic/socket.h, linux/sockios.h, linux/if_arp.h).
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

export const loadLibc = (): LinuxLibc => {
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

/** `struct sockaddr_in`: family (host order), port and address (network order), 8 zero bytes. */
export const sockaddrIn = (at: Endpoint): Uint8Array => {
  const bytes = new Uint8Array(16)
  const view = new DataView(bytes.buffer)
  view.setUint16(0, AF_INET, true)
  view.setUint16(2, at.port)
  bytes.set(at.address.split('.').map(Number), 4)
  return bytes
}

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

/** SO_BINDTODEVICE needs no rights since Linux 5.7, as long as the socket is tied only once. */
const dialectFor = (device: string): Dialect => ({
  typeFlags: SOCK_NONBLOCK | SOCK_CLOEXEC,
  broadcast: [SOL_SOCKET, SO_BROADCAST, flag()],
  share: [[SOL_SOCKET, SO_REUSEADDR, flag()]],
  pin: [SOL_SOCKET, SO_BINDTODEVICE, new TextEncoder().encode(`${device}\0`)],
  sockaddr: sockaddrIn,
  errnoNames: { 1: 'EPERM', 13: 'EACCES', 19: 'ENODEV', 98: 'EADDRINUSE', 99: 'EADDRNOTAVAIL' },
})

/** Two such sockets may hold the same port on different devices; each hears its own device alone. */
export const createLinuxSockets = (libc: LinuxLibc, device: string): PinnedSockets => ({
  ...createPosixSockets(libc, dialectFor(device)),
  // Needs CAP_NET_ADMIN; without it replies are broadcast.
  introduce(address, mac) {
    const fd = libc.socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0)
    if (fd < 0) return false
    const done = libc.ioctl(fd, SIOCSARP, arpRequest(address, mac, device)) === 0
    libc.close(fd)
    return done
  },
})
