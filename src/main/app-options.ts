import type { Clock } from '../shared/base/index.ts'
import type { LabState } from '../shared/contract/index.ts'
import type { LabDocument } from '../shared/document/index.ts'
import type { Upgrade } from './journal/index.ts'
import type { ServedNetwork } from './serving/index.ts'

export type AppOptions = {
  /** The lab's folder, which exists: journal, documents, leases, images, disks of simulated hosts. */
  readonly folder: string
  /** The document a new lab begins with. */
  readonly initial: LabDocument
  readonly served?: ServedNetwork
  readonly clock: Clock
  /** The script of the process that simulated hosts run in. */
  readonly hostsWorker: URL
  /** The script of the thread that owns the journal's file; by default the source beside its room. */
  readonly journalWorker?: URL
  /** The script of the thread that carries TFTP transfers, where it is not beside its sources. */
  readonly tftpLaneWorker?: URL
  /** Folders with network boot loaders, in order of preference. */
  readonly loaderFolders: readonly string[]
  readonly lessonsFolder: string
  readonly vendorsFolder: string
  /** The built screen, for those who look on. */
  readonly screenFolder: string
  readonly platform: LabState['platform']
  /** Shows a lab file beside the lab: its address, or nothing where it gets a window. Absent without a screen. */
  readonly showRecording?: ((file: string) => Promise<string | undefined>) | undefined
  /** Told how far the file of an older Headwaiter is brought: with a million facts that takes seconds. */
  readonly onUpgrade?: ((upgrade: Upgrade) => void) | undefined
  /** Told of errors nobody raised on purpose, with their stack. */
  readonly onUnexpected: (error: unknown) => void
  readonly version: string
}
