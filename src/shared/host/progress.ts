import type { BootState, HostView } from './view.ts'

/** How far a boot is, as far as anybody can know. Times in ms. */
export type BootProgress = {
  /** What the host is at, in words. */
  readonly stage: string
  /** How long it has been at it. */
  readonly for: number
  readonly files?: { readonly done: number; readonly of: number }
  readonly bytes?: { readonly done: number; readonly of?: number }
  /** Bytes a second since the image, or the loader, began. */
  readonly rate?: number
  /** Until it is there, at that rate. */
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

/** Of a loader under way TFTP tells every five seconds, however fast simulated hosts live. */
const loaderStopped = 15_000

/** What is there of a loader or an image. */
type Coming = Pick<BootProgress, 'files' | 'rate'> & {
  readonly bytes: NonNullable<BootProgress['bytes']>
  /** When part of a file last came, and how long to wait for more. What came since is not known. */
  readonly moved?: { readonly at: number; readonly quiet: number }
}

const imageComing = (
  { done, of, bytes, size, startedAt, partial }: Progress,
  now: number,
  speed: number,
): Coming => {
  const there = bytes + (partial?.bytes ?? 0)
  const seconds = startedAt === undefined ? 0 : ((partial?.at ?? now) - startedAt) / 1000
  return {
    files: { done, of },
    bytes: { done: there, ...(size !== undefined && { of: size }) },
    ...(there > 0 && seconds > 0 && { rate: there / seconds }),
    ...(partial !== undefined && { moved: { at: partial.at, quiet: stopped / speed } }),
  }
}

const comingTo = (
  { state, loader, progress }: HostView,
  now: number,
  speed: number,
): Coming | undefined => {
  if (state === 'network.loader') {
    if (loader === undefined) return undefined
    const { bytes, size, rate, at } = loader
    return { bytes: { done: bytes, of: size }, rate, moved: { at, quiet: loaderStopped } }
  }
  // Of an image that was given up nothing more is to come.
  const isComing = state.startsWith('network.') && progress !== undefined
  return isComing ? imageComing(progress, now, speed) : undefined
}

/** Until all of it is there. */
const leftOf = ({ bytes, rate, moved }: Coming, now: number): number | undefined =>
  bytes.of === undefined || rate === undefined
    ? undefined
    : Math.max(0, ((bytes.of - bytes.done) / rate) * 1000 - (now - (moved?.at ?? now)))

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
  const coming = comingTo(host, now, speed)
  const last = { at: host.lastAt ?? host.since, quiet: stage.quiet / speed }
  const { at: lastAt, quiet } = coming?.moved ?? last
  const stuck = now - lastAt > quiet
  // Nobody knows when one that is stuck goes on.
  const left = coming && !stuck ? leftOf(coming, now) : undefined
  return {
    stage: stage.text,
    for: now - host.since,
    ...(coming?.files && { files: coming.files }),
    ...(coming && { bytes: coming.bytes }),
    ...(coming?.rate !== undefined && { rate: coming.rate }),
    ...(left !== undefined && { eta: left }),
    ...(stuck && { stuckSince: lastAt }),
  }
}
