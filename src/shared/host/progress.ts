import type { BootState, HostView } from './view.ts'

/** How far a boot is, as far as anybody can know. Times in ms. */
export type BootProgress = {
  /** What the host is at, in words. */
  readonly stage: string
  /** How long it has been at it. */
  readonly for: number
  readonly files?: { readonly done: number; readonly of: number }
  readonly bytes?: { readonly done: number; readonly of?: number }
  /** Bytes a second since the image began. */
  readonly rate?: number
  /** Until the image is there, at that rate. */
  readonly eta?: number
  /** Silent for longer than the stage should take: since when. */
  readonly stuckSince?: number
}

const stages: Partial<Readonly<Record<BootState, { text: string; quiet: number }>>> = {
  firmware: { text: 'firmware starts', quiet: 60_000 },
  'network.dhcp': { text: 'asks for an address', quiet: 35_000 },
  'network.loader': { text: 'loads the boot loader', quiet: 15_000 },
  'network.ipxe': { text: 'iPXE asks for an address', quiet: 20_000 },
  'network.tramp': { text: 'turns to the waiter', quiet: 15_000 },
  'network.register': { text: 'introduces itself', quiet: 15_000 },
  'network.image': { text: 'loads its image', quiet: 60_000 },
  disk: { text: 'boots from the disk', quiet: 120_000 },
  kernel: { text: 'the kernel starts', quiet: 180_000 },
}

type Progress = NonNullable<HostView['progress']>

/** Of a file under way the waiter tells after each MiB: with all its 256 places taken on 100 Mbit/s, every 21 s. */
const stopped = 30_000

const bytesOf = ({ bytes, partial }: Progress): number => bytes + (partial?.bytes ?? 0)

const rateOf = (progress: Progress, until: number): number | undefined => {
  if (progress.startedAt === undefined || bytesOf(progress) === 0) return undefined
  const seconds = (until - progress.startedAt) / 1000
  return seconds > 0 ? bytesOf(progress) / seconds : undefined
}

/** How much of an image is there, from 0 to 1: by its bytes, or by its files where nobody said its size. */
export const shareOf = ({ done, of, reached, size }: Progress): number =>
  Math.min(1, size === undefined ? done / Math.max(1, of) : reached / Math.max(1, size))

/**
 * Stage, files, bytes, rate, time left and whether it is stuck, for a host in the middle of a boot;
 * undefined for any other. `speed` is the lab's for simulated hosts, 1 for physical ones.
 */
export const progressOf = (
  host: HostView,
  now: number,
  speed: number,
): BootProgress | undefined => {
  const stage = stages[host.state]
  if (stage === undefined) return undefined
  // Of an image that was given up nothing more is to come.
  const progress = host.state.startsWith('network.') ? host.progress : undefined
  const lastAt = progress?.partial?.at ?? host.lastAt ?? host.since
  const quiet = progress?.partial === undefined ? stage.quiet : stopped
  const stuck = now - lastAt > quiet / speed
  // What left since the last word of a file is not known.
  const counted = progress?.partial?.at ?? now
  const rate = progress && rateOf(progress, counted)
  const left = progress?.size === undefined ? undefined : progress.size - bytesOf(progress)
  return {
    stage: stage.text,
    for: now - host.since,
    ...(progress !== undefined && {
      files: { done: progress.done, of: progress.of },
      bytes: {
        done: bytesOf(progress),
        ...(progress.size !== undefined && { of: progress.size }),
      },
    }),
    ...(rate !== undefined && { rate }),
    // Nobody knows when one that is stuck goes on.
    ...(rate !== undefined &&
      left !== undefined &&
      !stuck && { eta: Math.max(0, (left / rate) * 1000 - (now - counted)) }),
    ...(stuck && { stuckSince: lastAt }),
  }
}
