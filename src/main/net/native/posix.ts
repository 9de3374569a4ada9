import type { Endpoint } from '../network.ts'
import type { BulkDatagrams } from './binding.ts'
import type { PinnedSockets } from './pinned.ts'

/** The few calls of the C library that Node does not offer. They return -1 and leave the reason in `errno`. */
export type Libc = {
  socket(domain: number, type: number, protocol: number): number
  setsockopt(fd: number, level: number, option: number, value: Uint8Array, size: number): number
  bind(fd: number, address: Uint8Array, size: number): number
  close(fd: number): number
  errno(): number
}

export const AF_INET = 2
const SOCK_STREAM = 1
const SOCK_DGRAM = 2

/** A socket option: level, name, value as bytes. */
export type SocketOption = readonly [level: number, option: number, value: Uint8Array]

/** What differs between systems that share the calls. */
export type Dialect = {
  /** Bits put to the socket's type: close-on-exec and the like. */
  readonly typeFlags: number
  readonly broadcast: SocketOption
  /** Lets a second socket have the same address and port. */
  readonly share: readonly SocketOption[]
  /** Ties the socket to the interface. */
  readonly pin: SocketOption
  /** Good to have for UDP; the system may refuse them. */
  readonly wishes: readonly SocketOption[]
  sockaddr(at: Endpoint): Uint8Array
  /** Names of the error numbers that `bindError` tells apart. */
  readonly errnoNames: Readonly<Record<number, string>>
}

export const flag = (): Uint8Array => uint32(1)

/** An `int` as little-endian machines hold it; both systems run on no other. */
export const uint32 = (value: number): Uint8Array => {
  const bytes = new Uint8Array(4)
  new DataView(bytes.buffer).setUint32(0, value, true)
  return bytes
}

/** What a failed call left behind, in the shape of Node's own system errors. */
const systemError = (libc: Libc, { errnoNames }: Dialect, call: string): Error => {
  const errno = libc.errno()
  const name = errnoNames[errno] ?? `errno ${String(errno)}`
  return Object.assign(new Error(`${call}: ${name}`), { code: name, syscall: call })
}

/**
 * Sockets made by the C library, tied to one interface before they are bound, and handed to Node as descriptors. A socket
 * that cannot be tied is closed: better none than one that is heard elsewhere.
 */
export const createPosixSockets = (
  libc: Libc,
  dialect: Dialect,
  bulk?: BulkDatagrams,
): Pick<PinnedSockets, 'udp' | 'tcp'> => {
  const open = (type: number, at: Endpoint, options: readonly SocketOption[]): number => {
    const fd = libc.socket(AF_INET, type | dialect.typeFlags, 0)
    if (fd < 0) throw systemError(libc, dialect, 'socket')
    try {
      for (const [level, option, value] of [...options, dialect.pin])
        if (libc.setsockopt(fd, level, option, value, value.length) < 0)
          throw systemError(libc, dialect, 'setsockopt')
      const address = dialect.sockaddr(at)
      if (libc.bind(fd, address, address.length) < 0) throw systemError(libc, dialect, 'bind')
      return fd
    } catch (error) {
      libc.close(fd)
      throw error
    }
  }
  return {
    udp(at, { share }) {
      const fd = open(SOCK_DGRAM, at, [dialect.broadcast, ...(share ? dialect.share : [])])
      for (const [level, option, value] of dialect.wishes)
        libc.setsockopt(fd, level, option, value, value.length)
      return { fd, ...(bulk === undefined ? {} : { bulk }) }
    },
    tcp: (at) => ({ fd: open(SOCK_STREAM, at, dialect.share.slice(0, 1)) }),
  }
}
