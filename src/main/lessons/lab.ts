import type { HostId, PlugId } from '../../shared/base/index.ts'
import type { DocumentEdit } from '../../shared/contract/index.ts'
import type { LabDocument } from '../../shared/document/index.ts'
import type { FactOf, HostPart } from '../../shared/facts/index.ts'
import type { Fault } from '../../shared/faults/index.ts'
import type { LabView } from '../../shared/lab/index.ts'

/** The commands a lesson gives, the same that a person gives. */
export type Commands = {
  readonly hosts: {
    readonly powerOn: (hosts: HostId[]) => Promise<unknown>
    readonly powerOff: (hosts: HostId[]) => Promise<unknown>
    readonly reboot: (hosts: HostId[]) => Promise<unknown>
    readonly unplug: (hosts: HostId[], part: HostPart) => Promise<unknown>
    readonly plugIn: (hosts: HostId[], part: HostPart) => Promise<unknown>
    readonly tamper: (hosts: HostId[], how: FactOf<'host.diskTampered'>['how']) => Promise<unknown>
  }
  readonly plugs: {
    readonly pull: (plug: PlugId) => Promise<unknown>
    readonly restore: (plug: PlugId) => Promise<unknown>
    readonly restoreAll: () => Promise<unknown>
  }
  readonly vcenter: {
    readonly reconnect: (host: HostId) => Promise<unknown>
    readonly disconnect: (host: HostId) => Promise<unknown>
    readonly enterMaintenance: (host: HostId) => Promise<unknown>
    readonly exitMaintenance: (host: HostId) => Promise<unknown>
    readonly remove: (host: HostId) => Promise<unknown>
    readonly remediate: (host: HostId) => Promise<unknown>
    readonly placeVm: (host: HostId) => Promise<unknown>
  }
  /** Fault injection; a lab may do without. */
  readonly faults?: {
    readonly inject: (fault: Fault) => Promise<unknown>
    readonly remove: (id: string) => Promise<unknown>
    readonly reset: () => Promise<unknown>
  }
  /** What vCenter keeps for each host; a lab may do without. */
  readonly rules?: {
    readonly repair: (asked: { readonly hosts: readonly HostId[] }) => Promise<unknown>
  }
  readonly documents: { readonly edit: (edit: DocumentEdit) => Promise<unknown> }
}

/** The lab an action meets. `mended` is a document as it is to be put back. */
export type Lab = {
  readonly view: LabView
  readonly document: () => LabDocument
  readonly mended: (now: LabDocument) => LabDocument
}
