/**
 * A wire that misbehaves: frames go from one tap to the other late, out of order and twice, as the seed has it. Its
 * argument is JSON (`settings`). Prints `ready` once the taps are there, to be moved to where they belong.
 */
import { constants, openSync, read, writeSync } from 'node:fs'
import { promisify } from 'node:util'
import koffi from 'koffi'
import { z } from 'zod'
import { createRandom } from '../../fuzz/random.ts'

const settings = z
  .object({
    taps: z.tuple([z.string(), z.string()]),
    seed: z.number(),
    /** ms every frame takes. */
    delay: z.number(),
    /** One frame in so many takes `late` ms more, so that others overtake it. */
    lateOneIn: z.number(),
    late: z.number(),
    /** One frame in so many comes twice. */
    doubledOneIn: z.number(),
  })
  .parse(JSON.parse(process.argv[2] ?? '{}'))

// Linux, include/uapi/linux/if_tun.h and if.h.
const TUNSETIFF = 0x400454ca
const IFF_TAP = 0x0002
const IFF_NO_PI = 0x1000
const flagsAt = 16

const ioctl = koffi
  .load('libc.so.6')
  .func('int ioctl(int fd, unsigned long request, void *argument)')

/** A tap device; each read of its descriptor is one Ethernet frame that its namespace sent. */
const openTap = (name: string): number => {
  const fd = openSync('/dev/net/tun', constants.O_RDWR)
  const request = Buffer.alloc(40)
  request.write(name)
  request.writeUInt16LE(IFF_TAP | IFF_NO_PI, flagsAt)
  if (ioctl(fd, TUNSETIFF, request) < 0) throw new Error(`No tap ${name}: ${koffi.errno()}`)
  return fd
}

const random = createRandom(settings.seed)
const readFrame = promisify(read)

/** When the copies of a frame leave, in ms from now. */
const fate = (): readonly number[] => {
  const after = settings.delay + (random.below(settings.lateOneIn) === 0 ? settings.late : 0)
  return random.below(settings.doubledOneIn) === 0 ? [after, after + settings.delay] : [after]
}

const carry = async (from: number, to: number): Promise<never> => {
  for (;;) {
    const frame = Buffer.alloc(2048)
    const { bytesRead } = await readFrame(from, frame, 0, frame.length, null)
    const bytes = frame.subarray(0, bytesRead)
    for (const after of fate()) setTimeout(() => send(to, bytes), after)
  }
}

/** An end that is not up yet takes nothing. */
const send = (fd: number, bytes: Uint8Array) => {
  try {
    writeSync(fd, bytes)
  } catch {
    // Lost, as on any wire.
  }
}

const [left, right] = settings.taps.map(openTap) as [number, number]
process.stdout.write('ready\n')
await Promise.all([carry(left, right), carry(right, left)])
