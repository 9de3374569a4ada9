import type { ErrorData } from '../../../shared/base/index.ts'
import type { Host, Network } from '../../../shared/document/schema.ts'
import type { Fact } from '../../../shared/facts/index.ts'

/** A machine to simulate, as the lab document has it. */
export type HostSpec = Pick<
  Host,
  'id' | 'mac' | 'uuid' | 'smbios' | 'firmware' | 'bootOrder' | 'diskMiB'
> & {
  /** The card's own address on the loopback lab, where it can be reached before it has a lease. */
  readonly linkAddress: string
}

/** What the lab around the machines is like. */
export type Surroundings = {
  readonly speed: number
  readonly server: string
  readonly ports: Pick<Network['ports'], 'dhcp' | 'dhcpClient' | 'tftp' | 'vcenter'>
}

export type PowerOrder = 'powerOn' | 'powerOff' | 'reboot'

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
      readonly order: PowerOrder
      readonly hosts: readonly string[]
    }
  /** The facts of that batch are durable. */
  | { readonly kind: 'recorded'; readonly batch: number }
  | { readonly kind: 'stop'; readonly id: number }

/** From the rack to the house. Facts are acknowledged batch by batch, in order. */
export type FromRack =
  | { readonly kind: 'facts'; readonly batch: number; readonly facts: readonly Fact[] }
  | { readonly kind: 'done'; readonly id: number }
  /** A defect of a program; the machine it ran on was switched off. */
  | { readonly kind: 'defect'; readonly host: string; readonly error: ErrorData }

/** What the rack's thread is started with. */
export type RackSettings = {
  /** Folder of the hosts' disks. */
  readonly disks: string
  readonly labAddress: string
}
