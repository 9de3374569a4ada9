import type { Answers } from '../../../shared/document/index.ts'
import type { HostProfile } from '../../../shared/document/schema.ts'
import type { BootSource } from '../../../shared/facts/index.ts'
import type { HostCertificate } from '../../../shared/protocol/index.ts'
import type { Page } from './memory.ts'

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
