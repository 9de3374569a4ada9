import type { Clock } from '../../shared/base/index.ts'
import type { LabDocument } from '../../shared/document/schema.ts'
import type { Identify } from '../hosts/identify.ts'
import type { Network } from '../net/network.ts'
import type { Record as RecordFacts } from '../record.ts'
import type { BootFiles } from './files.ts'

/** What the TFTP server needs of the house. */
export type TftpSettings = {
  readonly network: Network
  readonly document: () => LabDocument
  readonly identify: Identify
  readonly files: BootFiles
  readonly record: RecordFacts
  readonly clock: Clock
  /** The native lane's thread, built or from the sources; undefined to do without. */
  readonly laneWorker?: URL | undefined
  /** Memory for the packets the lane sees. */
  readonly laneCapture?: SharedArrayBuffer
}
