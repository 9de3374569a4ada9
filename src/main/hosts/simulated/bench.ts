import type { Clock } from '../../../shared/base/index.ts'
import type { Answers } from '../../../shared/deploy/index.ts'
import type { HostProfile } from '../../../shared/document/schema.ts'
import type { BootSource, Fact, FactOf } from '../../../shared/facts/index.ts'
import type { HostCertificate } from '../../../shared/protocol/index.ts'
import type { readFile } from '../../tftp/index.ts'
import type { SharedMemory, Page } from './memory.ts'
import type { Disks } from './disks.ts'
import type { Shelf } from './shelf.ts'
import type { Card, HostSpec, Surroundings } from './messages.ts'
import type { Uplink } from './uplink.ts'
import type { Lease } from './dhcp-client.ts'
import type { BootLoader } from './ipxe/boot.ts'
import type { RunningSystem } from './system.ts'

/** An image in a machine's memory, whole and checked. */
export type LoadedImage = {
  readonly imageProfile: string
  /** As the image profile says; empty when it says nothing. */
  readonly version: string
  /** SHA-256 of the image's manifest. */
  readonly digest: string
  readonly kernelOptions: string
  readonly files: readonly LoadedFile[]
  /** What the host got beside the image: no part of it, and never on a disk. */
  readonly payloads: readonly LoadedFile[]
  /** The host's own, when Auto Deploy kept one and put it beside the image. */
  readonly certificate?: HostCertificate
}
export type LoadedFile = {
  readonly name: string
  readonly options: string
  readonly sha256: string
  readonly size: number
  readonly page: Page
}

/** What the kernel was given at its start. */
export type Kernel =
  | {
      readonly kind: 'esxi'
      readonly source: BootSource
      readonly imageProfile: string
      readonly digest: string
      /** The image itself, when it came over the network. */
      readonly image?: LoadedImage
      /** The waiter's place for this host, where it booted from. */
      readonly waiterHome?: string
      /** The configuration that came with a cached image. */
      readonly hostProfile?: HostProfile
      /** The host's answers of that moment. */
      readonly answers?: Answers
      /** How vCenter knows an installed system. */
      readonly identity?: string
      /** What came with the image, or was on the disk with it. */
      readonly certificate?: HostCertificate
    }
  /** A system that iPXE hands over to; the lab knows nothing of its inside. */
  | { readonly kind: 'linux'; readonly imageProfile: string }

/** A machine's memory: empty at every power-on. */
export type Ram = {
  readonly startedAt: number
  /** The card the machine booted by. */
  card?: Card
  lease?: Lease
  ipxe?: BootLoader
  /** ms the no-image screen stays. */
  screenWait?: number
  kernel?: Kernel
  system?: RunningSystem
  readonly pages: Page[]
}

/** What one of a machine's programs works with. */
export type Bench = {
  readonly spec: HostSpec
  readonly surroundings: Surroundings
  readonly ram: Ram
  readonly uplink: Uplink
  readonly readTftp: typeof readFile
  readonly memory: SharedMemory
  readonly disks: Disks
  readonly shelf: Shelf
  readonly clock: Clock
  readonly random: () => number
  /** Ends with the chart's state. */
  readonly signal: AbortSignal
  /** Resolves when the fact is durable and the chart has moved; rejects when that ended this program. */
  readonly report: (fact: Fact) => Promise<void>
  /** Sleeps so many ms of the machine's time. */
  readonly pause: (ms: number) => Promise<void>
  /** Cuts the machine's power and switches it on again; ends the program. */
  readonly restart: (by: FactOf<'host.rebooted'>['by']) => void
  /** The same bench for what lasts until the power is cut. */
  readonly lasting: () => Bench
  /** Real ms to wait for an answer that at speed 1 would be waited for so long. */
  readonly patience: (ms: number) => number
}

/** A program that a state of the chart runs. */
export type Program = (bench: Bench, tried: number) => Promise<void>
