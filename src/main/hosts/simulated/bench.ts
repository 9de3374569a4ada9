import type { Clock } from '../../../shared/base/index.ts'
import type { Fact, FactOf } from '../../../shared/facts/index.ts'
import type {
  AgentState,
  ApplyProfileRequest,
  HostCertificate,
} from '../../../shared/protocol/index.ts'
import type { readFile } from '../../tftp/index.ts'
import type { Disks } from './disks.ts'
import type { HostLog } from './host-log.ts'
import type { Outcome } from './ipxe/interpreter.ts'
import type { Kernel } from './loaded-image.ts'
import type { Page, SharedMemory } from './memory.ts'
import type { Card, HostSpec, Surroundings } from './messages.ts'
import type { Given } from './payloads.ts'
import type { Shelf } from './shelf.ts'
import type { Uplink } from './uplink.ts'

/** What a client holds after an ACK. */
export type Lease = {
  readonly address: string
  /** `siaddr`, or option 66 when that is empty. */
  readonly nextServer: string
  readonly bootFile: string
  readonly serverId: string
  /** Real seconds. */
  readonly leaseTime: number
  /** When it was asked for: what it lasts counts from there. ms since the epoch. */
  readonly leasedAt: number
  readonly hostName: string
  readonly domainName: string
}

/** What became of the disk when a profile was applied. */
export type Stored =
  | { readonly kind: 'written'; readonly digest: string; readonly writtenAt: number }
  /** The image is on the disk to stay: the host restarts into it. */
  | { readonly kind: 'installed' }
  | { readonly kind: 'notAsked' }
  /** A host without a disk to write to runs all the same. */
  | { readonly kind: 'noDisk'; readonly message: string }
  | { readonly kind: 'failed'; readonly message: string }

/** What vCenter can have a running system do. */
export type AgentDuties = {
  state(): AgentState
  applyProfile(asked: ApplyProfileRequest): Promise<Stored>
  setMaintenance(maintenance: boolean): void
  setVirtualMachines(virtualMachines: readonly string[]): void
}

/** An address that the agent listens at, until it is left. */
export type Seat = { readonly address: string; readonly port: number; readonly leave: () => void }

/** A hypervisor that is up, as its agent knows it. */
export type RunningSystem = {
  readonly kernel: Extract<Kernel, { kind: 'esxi' }>
  /** New at every boot. */
  readonly boot: string
  readonly duties: AgentDuties
  /** What it is set to, by name of the option. */
  readonly options: Map<string, string>
  readonly given: Given
  readonly certificate: HostCertificate | undefined
  /** Where the agent listens; undefined while the host has no address. */
  at: Seat | undefined
}

/** An iPXE in a machine's memory. Its script may outlive the state of the chart it began in. */
export type BootLoader = { run(bench: Bench): Promise<Outcome> }

/** A machine's memory: empty at every power-on. */
export type Ram = {
  readonly startedAt: number
  readonly log: HostLog
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
