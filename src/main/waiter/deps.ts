import type { Clock } from '../../shared/base/index.ts'
import type { LabDocument } from '../../shared/document/schema.ts'
import type { Identify } from '../hosts/identify.ts'
import type { ImageStore } from '../images/index.ts'
import type { Network } from '../net/network.ts'
import type { Record } from '../record.ts'
import type { BootLoaders } from './boot-archive.ts'
import type { Certificates } from './certificates.ts'
import type { LabCa } from './lab-ca.ts'
import type { WaiterLimits } from './limits.ts'

export type WaiterDeps = {
  readonly network: Network
  readonly document: () => LabDocument
  readonly identify: Identify
  readonly images: ImageStore
  readonly record: Record
  readonly clock: Clock
  /** Base URL of the rules engine: `http://127.66.0.1:6502`. */
  readonly rulesEngine: string
  /** Base URL of vCenter. */
  readonly vcenter: string
  /** The certificates that Auto Deploy keeps for its hosts. */
  readonly certificates: Pick<Certificates, 'get' | 'keep'>
  /** What TFTP serves, for firmware that boots by HTTP and for the boot archive. */
  readonly loaders?: BootLoaders
  /** A second port that speaks TLS, with a certificate of the lab's own authority. */
  readonly tls?: { readonly ca: LabCa; readonly port: number } | undefined
  readonly limits?: Partial<WaiterLimits>
}
