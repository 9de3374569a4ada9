import type { ErrorData } from '../../../shared/base/index.ts'
import type { Host, Network } from '../../../shared/document/schema.ts'
import type { Fact, HostPart, Tampering } from '../../../shared/facts/index.ts'

/** A machine to simulate, as the lab document has it. */
export type HostSpec = Pick<
  Host,
  'id' | 'uuid' | 'smbios' | 'firmware' | 'bootOrder' | 'diskMiB' | 'disks' | 'selfTest'
> & {
  /** In the order the firmware tries them. */
  readonly cards: readonly [Card, ...Card[]]
}

/** A network card. */
export type Card = {
  readonly mac: string
  /** Its own address on the loopback lab, where it can be reached before it has a lease. */
  readonly linkAddress: string
  readonly cabled: boolean
}

/** What the lab around the machines is like. */
export type Surroundings = {
  readonly speed: number
  readonly server: string
  readonly ports: Pick<Network['ports'], 'dhcp' | 'dhcpClient' | 'tftp' | 'vcenter'>
}

/** What can be asked of a machine. */
export type Order =
  | { readonly kind: 'powerOn' | 'powerOff' | 'reboot' }
  | { readonly kind: 'unplug' | 'plugIn'; readonly part: HostPart }
  | { readonly kind: 'tamper'; readonly how: Tampering }

/** From the house to the rack. */
export type ToRack =
  | {
      readonly kind: 'arrange'
      readonly hosts: readonly HostSpec[]
      readonly surroundings: Surroundings
    }
  | {
      readonly kind: 'order'
      readonly id: number
      readonly order: Order
      readonly hosts: readonly string[]
    }
  /** The facts of that batch are durable. */
  | { readonly kind: 'recorded'; readonly batch: number }
  | { readonly kind: 'stop'; readonly id: number }

/** From the rack to the house. Facts are acknowledged batch by batch, in order. */
export type FromRack =
  | { readonly kind: 'facts'; readonly batch: number; readonly facts: readonly Fact[] }
  | { readonly kind: 'done'; readonly id: number }
  /** An order that could not be carried out; the others of its hosts go on. */
  | { readonly kind: 'failed'; readonly id: number; readonly error: ErrorData }
  /** A defect of a program; the machine it ran on was switched off. */
  | { readonly kind: 'defect'; readonly host: string; readonly error: ErrorData }
  /** A defect of the rack itself: its process ends. */
  | { readonly kind: 'broken'; readonly error: ErrorData }

/** What the rack's process is started with. */
export type RackSettings = {
  /** Folder of the hosts' disks. */
  readonly disks: string
  readonly labAddress: string
}
