import koffi from 'koffi'
import { macBytes } from '../../../shared/base/index.ts'
import type { Endpoint } from '../network.ts'
import type { BulkDatagrams } from './binding.ts'
import type { PinnedSockets } from './pinned.ts'
import { AF_INET, createPosixSockets, flag, uint32, type Dialect, type Libc } from './posix.ts'
import { arpProbe, arpSize, claimantOf } from './arp.ts'
import { allNodes, routerAdvertisement } from './router-advertisement.ts'

export type LinuxLibc = Libc & {
  ioctl(fd: number, request: number, argument: Uint8Array): number
  sendto(
    fd: number,
    bytes: Uint8Array,
    size: number,
    flags: number,
    to: Uint8Array,
    toSize: number,
  ): number
  /** Fills `bytes`; -1 when nothing waits. */
  recv(fd: number, bytes: Uint8Array, size: number, flags: number): number
  /** Closes in another thread: the kernel lets who closes a packet socket wait until no processor looks at it, for some 10 ms. */
  closeApart(fd: number): void
  /** 0 when there is no such interface. */
  interfaceIndex(name: string): number
}

const AF_INET6 = 10
const AF_PACKET = 17
/** `ETH_P_ARP` in network order. */
const arp = 0x0608
/** Answers that are read at most: anybody can send more. */
const mostAnswers = 64
const SOCK_RAW = 3
const IPPROTO_ICMPV6 = 58
const SOL_IPV6 = 41
const IPV6_MULTICAST_IF = 17
const IPV6_MULTICAST_HOPS = 18
// Values of Linux on x86-64 and arm64 (include/uapi/asm-generic/socket.h, linux/sockios.h, linux/if_arp.h).
const SOCK_DGRAM = 2
const SOCK_NONBLOCK = 0o4000
const SOCK_CLOEXEC = 0o2000000
const SOL_SOCKET = 1
const SO_REUSEADDR = 2
const SO_BROADCAST = 6
const SO_RCVBUF = 8
const SO_BINDTODEVICE = 25
const SO_RCVBUFFORCE = 33
const SIOCSARP = 0x8955
const ATF_COM = 0x02
const ARPHRD_ETHER = 1
/**
 * Bytes the kernel keeps for us while we are busy; it takes twice as many, and some 800 for each small packet. That is a rack of
 * 1,300 hosts that ask at once. More would only let packets grow old: what waits for a second is asked again.
 */
const burst = 512 * 1024

export const loadLibc = (): LinuxLibc => {
  const libc = koffi.load('libc.so.6')
  const close = libc.func('int close(int fd)')
  return {
    socket: libc.func('int socket(int domain, int type, int protocol)'),
    setsockopt: libc.func(
      'int setsockopt(int fd, int level, int option, const void *value, uint32_t size)',
    ),
    bind: libc.func('int bind(int fd, const void *address, uint32_t size)'),
    ioctl: libc.func('int ioctl(int fd, unsigned long request, void *argument)'),
    sendto: libc.func(
      'long sendto(int fd, const void *bytes, unsigned long size, int flags, const void *to, uint32_t toSize)',
    ),
    recv: libc.func('long recv(int fd, void *bytes, unsigned long size, int flags)'),
    interfaceIndex: libc.func('unsigned int if_nametoindex(const char *name)'),
    close,
    closeApart: (fd) => close.async(fd, () => undefined),
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

/** `struct sockaddr_in6`: family, port 0, flow 0, address, the interface as its scope. */
const sockaddrIn6 = (address: Uint8Array, scope: number): Uint8Array => {
  const bytes = new Uint8Array(28)
  new DataView(bytes.buffer).setUint16(0, AF_INET6, true)
  bytes.set(address, 8)
  bytes.set(uint32(scope), 24)
  return bytes
}

/** `struct sockaddr_ll` of everybody on an interface, for ARP. */
const sockaddrLl = (index: number): Uint8Array => {
  const bytes = new Uint8Array(20)
  const view = new DataView(bytes.buffer)
  view.setUint16(0, AF_PACKET, true)
  view.setUint16(2, arp, true)
  view.setInt32(4, index, true)
  bytes.set([6, 255, 255, 255, 255, 255, 255], 11)
  return bytes
}

/** `struct arpreq` for Ethernet: protocol address, hardware address, flags, mask, device. */
export const arpRequest = (address: string, mac: string, device: string): Uint8Array => {
  const bytes = new Uint8Array(16 + 16 + 4 + 16 + 16)
  const view = new DataView(bytes.buffer)
  bytes.set(sockaddrIn({ address, port: 0 }), 0)
  view.setUint16(16, ARPHRD_ETHER, true)
  bytes.set(macBytes(mac), 18)
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
  // A boot storm comes in one burst. The second goes past the system's own limit where CAP_NET_ADMIN allows it.
  wishes: [
    [SOL_SOCKET, SO_RCVBUF, uint32(burst)],
    [SOL_SOCKET, SO_RCVBUFFORCE, uint32(burst)],
  ],
  sockaddr: sockaddrIn,
  errnoNames: { 1: 'EPERM', 13: 'EACCES', 19: 'ENODEV', 98: 'EADDRINUSE', 99: 'EADDRNOTAVAIL' },
})

/** Two such sockets may hold the same port on different devices; each hears its own device alone. */
export const createLinuxSockets = (
  libc: LinuxLibc,
  device: string,
  bulk?: BulkDatagrams,
): PinnedSockets => ({
  ...createPosixSockets(libc, dialectFor(device), bulk),
  // Needs CAP_NET_ADMIN; without it replies are broadcast.
  introduce(address, mac) {
    const fd = libc.socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0)
    if (fd < 0) return false
    const done = libc.ioctl(fd, SIOCSARP, arpRequest(address, mac, device)) === 0
    libc.close(fd)
    return done
  },
  // Needs CAP_NET_RAW; the kernel adds the checksum and the interface's link-local address.
  advertise() {
    const index = libc.interfaceIndex(device)
    const fd = libc.socket(AF_INET6, SOCK_RAW | SOCK_CLOEXEC, IPPROTO_ICMPV6)
    if (fd < 0) return false
    const set = (option: number, value: number) =>
      libc.setsockopt(fd, SOL_IPV6, option, uint32(value), 4) === 0
    const to = sockaddrIn6(allNodes, index)
    const message = routerAdvertisement()
    const done =
      set(IPV6_MULTICAST_IF, index) &&
      set(IPV6_MULTICAST_HOPS, 255) &&
      libc.sendto(fd, message, message.length, 0, to, to.length) === message.length
    libc.close(fd)
    return done
  },
  // Needs CAP_NET_RAW. The kernel itself heeds no answer about its own address. The protocol comes with the interface alone (packet(7)):
  // a socket that hears all interfaces first would make us wait when it is bound to one.
  async claimants(address, mac, wait) {
    const fd = libc.socket(AF_PACKET, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0)
    if (fd < 0) return []
    try {
      const everybody = sockaddrLl(libc.interfaceIndex(device))
      if (libc.bind(fd, everybody, everybody.length) < 0) return []
      const probe = arpProbe(address, mac)
      libc.sendto(fd, probe, probe.length, 0, everybody, everybody.length)
      await wait()
      const found = new Set<string>()
      const bytes = new Uint8Array(arpSize)
      for (let left = mostAnswers; left > 0; left--) {
        const size = libc.recv(fd, bytes, bytes.length, 0)
        if (size < 0) break
        const claimant = claimantOf(bytes.subarray(0, size), address)
        if (claimant !== undefined) found.add(claimant)
      }
      return [...found]
    } finally {
      libc.closeApart(fd)
    }
  },
})
