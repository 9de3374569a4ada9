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

const rateOf = ({ progress }: HostView, now: number): number | undefined => {
  if (progress?.startedAt === undefined || progress.bytes === 0) return undefined
  const seconds = (now - progress.startedAt) / 1000
  return seconds > 0 ? progress.bytes / seconds : undefined
}

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
  const { progress, lastAt = host.since } = host
  const rate = rateOf(host, now)
  const left = progress?.size === undefined ? undefined : progress.size - progress.bytes
  return {
    stage: stage.text,
    for: now - host.since,
    ...(progress !== undefined && {
      files: { done: progress.done, of: progress.of },
      bytes: {
        done: progress.bytes,
        ...(progress.size !== undefined && { of: progress.size }),
      },
    }),
    ...(rate !== undefined && { rate }),
    ...(rate !== undefined && left !== undefined && { eta: (left / rate) * 1000 }),
    ...(now - lastAt > stage.quiet / speed && { stuckSince: lastAt }),
  }
}
