import koffi from 'koffi'
import type { Endpoint } from '../network.ts'
import type { PinnedSockets } from './pinned.ts'
import { AF_INET, createPosixSockets, flag, uint32, type Dialect, type Libc } from './posix.ts'

export type DarwinLibc = Libc & {
  /** 0 when there is no such interface. */
  interfaceIndex(name: string): number
}

// Values of macOS (sys/socket.h, netinet/in.h). Written from the headers; not run on a Mac by us.
const SOL_SOCKET = 0xffff
const SO_REUSEADDR = 0x0004
const SO_BROADCAST = 0x0020
const SO_REUSEPORT = 0x0200
const IPPROTO_IP = 0
const IP_BOUND_IF = 25

export const loadLibc = (): DarwinLibc => {
  const libc = koffi.load('libSystem.B.dylib')
  return {
    socket: libc.func('int socket(int domain, int type, int protocol)'),
    setsockopt: libc.func(
      'int setsockopt(int fd, int level, int option, const void *value, uint32_t size)',
    ),
    bind: libc.func('int bind(int fd, const void *address, uint32_t size)'),
    close: libc.func('int close(int fd)'),
    interfaceIndex: libc.func('unsigned int if_nametoindex(const char *name)'),
    errno: () => koffi.errno(),
  }
}

/** BSD's `struct sockaddr_in` begins with its own length and a family of one byte. */
const sockaddrIn = (at: Endpoint): Uint8Array => {
  const bytes = new Uint8Array(16)
  bytes.set([bytes.length, AF_INET])
  new DataView(bytes.buffer).setUint16(2, at.port)
  bytes.set(at.address.split('.').map(Number), 4)
  return bytes
}

const dialectFor = (index: number): Dialect => ({
  typeFlags: 0,
  broadcast: [SOL_SOCKET, SO_BROADCAST, flag()],
  // BSD hands a broadcast to each socket of a port only when they share the port, too.
  share: [
    [SOL_SOCKET, SO_REUSEADDR, flag()],
    [SOL_SOCKET, SO_REUSEPORT, flag()],
  ],
  pin: [IPPROTO_IP, IP_BOUND_IF, uint32(index)],
  wishes: [],
  sockaddr: sockaddrIn,
  errnoNames: { 1: 'EPERM', 6: 'ENODEV', 13: 'EACCES', 48: 'EADDRINUSE', 49: 'EADDRNOTAVAIL' },
})

/** IP_BOUND_IF limits what is sent and what is heard to one interface, by its index. Neighbours cannot be set. */
export const createDarwinSockets = (libc: DarwinLibc, device: string): PinnedSockets => ({
  ...createPosixSockets(libc, dialectFor(libc.interfaceIndex(device))),
  introduce: () => false,
  advertise: () => false,
})
