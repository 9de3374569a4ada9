import type { ComponentId } from '../base/index.ts'
import type { DocumentEdit } from '../contract/index.ts'
import type { LabDocument } from '../document/schema.ts'
import type { Association, HostAttributes } from '../facts/index.ts'
import type {
  AcceptanceLevel,
  DepotSummary,
  ImageChange,
  ImageDifference,
  ImageSoftware,
  ImageSource,
  PackageLine,
  StoreCheck,
} from '../image/index.ts'
import type { ComplianceState, ConnectionState } from '../host/view.ts'
import type { Stored } from '../rules/index.ts'

/** A machine of the lab, as the console sees it. */
export type ConsoleHost = {
  readonly id: string
  readonly attributes: HostAttributes
  readonly connection: ConnectionState
  readonly maintenance: boolean
  readonly compliance: ComplianceState
  readonly complianceFailures: readonly string[]
  /** What it is set to, by option, as vCenter last saw it. */
  readonly configuration?: Readonly<Record<string, string>>
  readonly power: 'on' | 'off' | 'unknown'
  /** vCenter's flag `bootedFromStatelessCache`. */
  readonly bootedFromCache: boolean
  readonly cluster: string
  readonly folder: string
  readonly virtualMachines: readonly string[]
  /** What vCenter keeps for it; absent for a machine that is not in vCenter. */
  readonly stored?: Stored | undefined
}

/** Where a host is put. */
export type HostPlace = { readonly cluster: string } | { readonly folder: string }

type Made = { readonly imageProfile: string }

/** Depots and image profiles, as the console works on them. Each call is one of the API's. */
export type ConsoleImages = {
  depots(): Promise<readonly DepotSummary[]>
  packages(asked: { readonly name: string }): Promise<readonly PackageLine[]>
  software(asked: ImageSource): Promise<ImageSoftware>
  compare(asked: {
    readonly first: ImageSource
    readonly second: ImageSource
  }): Promise<ImageDifference>
  compose(asked: {
    readonly profile: string
    readonly depot: string
    readonly name?: string
    readonly vendor?: string
  }): Promise<Made>
  assemble(asked: {
    readonly name: string
    readonly vendor: string
    readonly acceptanceLevel: AcceptanceLevel
    readonly packages: readonly { readonly package: string; readonly depot: string }[]
  }): Promise<Made>
  /** Reads every file of the store and puts back what a package still has. */
  check(asked: { readonly repair: boolean }, signal?: AbortSignal): AsyncIterable<StoreCheck>
  change(asked: Made & { readonly change: ImageChange }): Promise<Made>
  /** Writes into the lab's folder `exports`, and nowhere else. */
  export(asked: Made & { readonly as: 'bundle' | 'folder' }): Promise<{ readonly path: string }>
}

/** A certificate that an administrator gave a host. `expires` in ms since the epoch. */
export type CustomCertificate = {
  readonly host: string
  readonly serial: string
  readonly fingerprint: string
  readonly expires: number
}

/** The certificates of a running lab's hosts. */
export type ConsoleCertificates = {
  list(): readonly CustomCertificate[]
  /** PEM texts. */
  add(
    host: string,
    identity: { readonly certificate: string; readonly key: string },
  ): Promise<CustomCertificate>
  remove(host: string): Promise<void>
}

/**
 * All that the console can see and do. There is nothing else behind it: no file, no process and no
 * address of the laptop. What a command resolves with is not looked at.
 */
export type ConsoleLab = {
  document(): LabDocument
  hosts(): readonly ConsoleHost[]
  isUp(component: ComponentId): boolean
  readonly images: ConsoleImages
  /** Absent in a lab that does not run. */
  readonly certificates?: ConsoleCertificates
  /** Makes a new version of the document, or rejects with the `LabError` of the edit. */
  edit(edit: DocumentEdit): Promise<unknown>
  /** Stores for a host what the active rules give it now; a new place takes effect at once. */
  repair(host: string): Promise<unknown>
  /** Stores one more item for a host, whatever the rules say. */
  associate(host: string, items: Association): Promise<unknown>
  /** Puts a host into a cluster or folder, at once and for its next boots. */
  move(host: string, to: HostPlace): Promise<unknown>
  /** Stores for a host what a backup has, in place of all else; another place takes effect at once. */
  restore(host: string, stored: Stored): Promise<unknown>
  reconnect(host: string): Promise<unknown>
  disconnect(host: string): Promise<unknown>
  setMaintenance(host: string, on: boolean): Promise<unknown>
  /** Applies the host profile again. */
  remediate(host: string): Promise<unknown>
  /** Compares the host with its host profile again. */
  checkCompliance(host: string): Promise<unknown>
  /** Takes the host out of vCenter's inventory: the rules decide anew at its next boot. */
  remove(host: string): Promise<unknown>
  powerOn(hosts: readonly string[]): Promise<unknown>
  powerOff(hosts: readonly string[]): Promise<unknown>
  restart(hosts: readonly string[]): Promise<unknown>
  /** Lets the program that serves the lab see to what came meanwhile: packets, and the wish to stop. */
  breathe(): Promise<unknown>
  /** Rejects when the signal is aborted first. */
  sleep(ms: number, signal: AbortSignal): Promise<void>
}
