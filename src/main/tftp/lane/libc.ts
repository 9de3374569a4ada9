import koffi from 'koffi'
import { allocate } from '../../net/native/memory.ts'

/**
 * The calls of libc that the lane lives on. Pointers are plain numbers into memory of `allocate`:
 * no object is made for a call. Each returns -1 when it fails; `errno` says why.
 */
export type Libc = {
  socket(domain: number, type: number, protocol: number): number
  bind(fd: number, address: number, size: number): number
  connect(fd: number, address: number, size: number): number
  send(fd: number, at: number, size: number, flags: number): number
  recv(fd: number, at: number, size: number, flags: number): number
  sendto(fd: number, at: number, size: number, flags: number, to: number, toSize: number): number
  recvfrom(
    fd: number,
    at: number,
    size: number,
    flags: number,
    from: number,
    fromSize: number,
  ): number
  pread(fd: number, at: number, size: number, offset: number): number
  setsockopt(fd: number, level: number, option: number, value: number, size: number): number
  getsockopt(fd: number, level: number, option: number, value: number, size: number): number
  getsockname(fd: number, address: number, size: number): number
  epoll_create1(flags: number): number
  epoll_ctl(epoll: number, operation: number, fd: number, event: number): number
  epoll_wait(epoll: number, events: number, most: number, timeout: number): number
  eventfd(value: number, flags: number): number
  write(fd: number, at: number, size: number): number
  read(fd: number, at: number, size: number): number
  close(fd: number): number
  errno(): number
}

// Linux, x86-64 and arm64 alike.
export const AF_INET = 2
/** `SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC`. */
export const SOCK_DATAGRAM = 0o2004002
export const SOL_SOCKET = 1
export const SO_REUSEADDR = 2
export const SO_BINDTODEVICE = 25
export const SOL_UDP = 17
export const UDP_SEGMENT = 103
export const ECONNREFUSED = 111
export const EPOLLIN = 1
/** Wakes once for what arrives, not for as long as it is there. */
export const EPOLLET = 0x8000_0000
export const EPOLL_CTL_ADD = 1
export const EFD_NONBLOCK = 0o4000

const signatures = [
  ['socket', 'int', ['int', 'int', 'int']],
  ['bind', 'int', ['int', 'uintptr_t', 'uint32_t']],
  ['connect', 'int', ['int', 'uintptr_t', 'uint32_t']],
  ['send', 'long', ['int', 'uintptr_t', 'size_t', 'int']],
  ['recv', 'long', ['int', 'uintptr_t', 'size_t', 'int']],
  ['sendto', 'long', ['int', 'uintptr_t', 'size_t', 'int', 'uintptr_t', 'uint32_t']],
  ['recvfrom', 'long', ['int', 'uintptr_t', 'size_t', 'int', 'uintptr_t', 'uintptr_t']],
  ['pread', 'long', ['int', 'uintptr_t', 'size_t', 'int64_t']],
  ['setsockopt', 'int', ['int', 'int', 'int', 'uintptr_t', 'uint32_t']],
  ['getsockopt', 'int', ['int', 'int', 'int', 'uintptr_t', 'uintptr_t']],
  ['getsockname', 'int', ['int', 'uintptr_t', 'uintptr_t']],
  ['epoll_create1', 'int', ['int']],
  ['epoll_ctl', 'int', ['int', 'int', 'int', 'uintptr_t']],
  ['epoll_wait', 'int', ['int', 'uintptr_t', 'int', 'int']],
  ['eventfd', 'int', ['uint32_t', 'int']],
  ['write', 'long', ['int', 'uintptr_t', 'size_t']],
  ['read', 'long', ['int', 'uintptr_t', 'size_t']],
  ['close', 'int', ['int']],
] as const

/** Loads libc; undefined where there is none of that name (not Linux, or not glibc). */
export const loadLibc = (): Libc | undefined => {
  try {
    const library = koffi.load('libc.so.6')
    const calls = signatures.map(([name, result, parameters]) => [
      name,
      library.func(name, result, [...parameters]),
    ])
    return { ...Object.fromEntries(calls), errno: () => koffi.errno() }
  } catch {
    return undefined
  }
}

/** `struct epoll_event` is packed on x86-64 alone. */
const eventLayout = process.arch === 'x64' ? { size: 12, data: 4 } : { size: 16, data: 8 }

/** An array of `struct epoll_event` whose data is a descriptor. */
export const createEvents = (most: number) => {
  const memory = allocate(most * eventLayout.size)
  return {
    most,
    at: memory.at,
    fdOf: (index: number): number =>
      memory.view.getInt32(index * eventLayout.size + eventLayout.data, true),
    /** Writes the first event: wake for input on `fd`. */
    setInput: (fd: number, how: number = EPOLLIN): void => {
      memory.view.setUint32(0, how, true)
      memory.view.setInt32(eventLayout.data, fd, true)
    },
  }
}
