import { getPriority } from 'node:os'
import koffi from 'koffi'

/** Linux numbers its system calls by architecture; glibc before 2.41 has no `sched_setattr` of its own. */
const setAttr: Readonly<Record<string, number>> = { x64: 314, arm64: 274 }

/** `include/uapi/linux/sched.h`: threads and processes that begin later do not inherit it. */
const SCHED_FLAG_RESET_ON_FORK = 0x01n

/** ns; the shortest that Linux takes. */
const shortest = 100_000n

/** `struct sched_attr`, version 0 (`include/uapi/linux/sched/types.h`), of a thread that is scheduled as usual. */
const attributes = (nice: number): Uint8Array => {
  const bytes = new Uint8Array(48)
  const view = new DataView(bytes.buffer)
  view.setUint32(0, bytes.length, true)
  view.setBigUint64(8, SCHED_FLAG_RESET_ON_FORK, true)
  view.setInt32(16, nice, true)
  view.setBigUint64(24, shortest, true)
  return bytes
}

/**
 * Lets Linux (6.12 and newer) give the calling thread a core as soon as something has come for it: who asks for short
 * slices of time may interrupt who has long ones, and gets no more of it in all (decision 0169). Elsewhere nothing changes.
 */
export const askForShortSlices = (): void => {
  const number = setAttr[process.arch]
  if (process.platform !== 'linux' || number === undefined) return
  try {
    const call = koffi
      .load('libc.so.6')
      .func('syscall', 'long', ['long', 'long', 'const uint8_t *', 'long'])
    call(number, 0, attributes(getPriority(0)), 0)
  } catch {
    // No glibc: the thread is served as before.
  }
}
