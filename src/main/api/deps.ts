import type { ComponentId, HostId, PlugId } from '../../shared/base/index.ts'
import type {
  ClassroomPlace,
  DocumentEdit,
  InterfaceSight,
  Invitation,
  LabState,
  LessonSummary,
  NetworkRights,
  Server,
} from '../../shared/contract/index.ts'
import type { DiagnosticSources } from '../../shared/diagnostics/index.ts'
import type { DhcpMode, LabDocument } from '../../shared/document/index.ts'
import type { VendorProfile } from '../../shared/host/index.ts'
import type { HostPart, Tampering } from '../../shared/facts/index.ts'
import type { Fault, FaultPlan, Injected } from '../../shared/faults/index.ts'
import type { Capture } from '../capture/index.ts'
import type { HostProgress } from '../hosts/index.ts'
import type { ImagesApi, Imports } from '../images/index.ts'
import type { JournalStore } from '../journal/store.ts'
import type { PlugStates } from '../net/index.ts'
import type { RulesApi } from '../rules/index.ts'
import type { Storms } from '../storm/index.ts'
import type { Logs } from '../syslog/index.ts'

type Edited = { readonly version: number; readonly summary: string }
type DocumentEntry = Edited & { readonly at: number; readonly current: boolean }
type Hosts = readonly HostId[]

/** All that the API hands on to the rooms. What a call resolves with beyond this is not looked at. */
export type ApiDeps = {
  readonly state: () => LabState | Promise<LabState>
  /** What a report of a defect is made of, but for packets. */
  readonly diagnostics: () => Promise<DiagnosticSources>
  readonly journal: Pick<JournalStore, 'read' | 'readPacked' | 'last' | 'subscribe'>
  readonly documents: {
    edit(edit: DocumentEdit): Promise<Edited>
    undo(): Promise<Edited>
    redo(): Promise<Edited>
    history(): Promise<readonly DocumentEntry[]>
    read(version: number): Promise<LabDocument>
  }
  readonly plugs: {
    pull(plug: PlugId): Promise<unknown>
    restore(plug: PlugId): Promise<unknown>
    restoreAll(): Promise<unknown>
    state(): PlugStates
    prove(components: readonly ComponentId[]): Promise<unknown>
  }
  readonly capture: Pick<Capture, 'packets'>
  readonly faults: {
    list(): readonly Injected[]
    inject(fault: Fault): Promise<unknown>
    remove(id: string): Promise<unknown>
    reset(): Promise<unknown>
    check(yaml: string): FaultPlan
    load(yaml: string): Promise<FaultPlan>
    save(title: string): string
    step(): boolean
  }
  readonly hosts: {
    kinds(): Promise<ReadonlyMap<string, VendorProfile>>
    progress(hosts?: Hosts): Promise<readonly HostProgress[]>
    powerOn(hosts: Hosts): Promise<unknown>
    powerOff(hosts: Hosts): Promise<unknown>
    reboot(hosts: Hosts): Promise<unknown>
    unplug(hosts: Hosts, part: HostPart): Promise<unknown>
    plugIn(hosts: Hosts, part: HostPart): Promise<unknown>
    plugInAll(): Promise<unknown>
    tamper(hosts: Hosts, how: Tampering): Promise<unknown>
  }
  readonly waker: { wake(hosts: Hosts): Promise<unknown> }
  readonly vcenter: {
    reconnect(host: HostId): Promise<unknown>
    disconnect(host: HostId): Promise<unknown>
    enterMaintenance(host: HostId): Promise<unknown>
    exitMaintenance(host: HostId): Promise<unknown>
    remediate(host: HostId): Promise<unknown>
    checkCompliance(host: HostId): Promise<unknown>
    placeVm(host: HostId): Promise<unknown>
  }
  readonly storms: Pick<Storms, 'plan' | 'start' | 'stop' | 'report'>
  readonly images: ImagesApi
  readonly imports: Imports
  readonly network: {
    interfaces(): Promise<readonly InterfaceSight[]>
    rights(): Promise<NetworkRights>
    probe(name: string, signal: AbortSignal): Promise<Server | undefined>
    serve(order: {
      readonly interface: string
      readonly typed: string
      readonly mode: DhcpMode
      readonly pool?: string | undefined
    }): Promise<unknown>
    stop(): Promise<unknown>
  }
  readonly classroom: {
    places(): readonly ClassroomPlace[]
    open(at: { readonly address: string; readonly port: number }): Promise<Invitation>
    invitation(): Promise<Invitation | undefined>
    close(): Promise<unknown>
  }
  readonly logs: Logs
  readonly rules: RulesApi['rules']
  readonly powercli: RulesApi['powercli']
  readonly lessons: {
    list(): readonly LessonSummary[]
    phrases(language: string): Promise<Readonly<Record<string, string>>>
    start(
      lesson: string,
      options: {
        readonly variant?: string | undefined
        readonly student?: string | undefined
        readonly interactive: boolean
      },
    ): Promise<unknown>
    answer(option: string): Promise<unknown>
    marks(): Promise<string>
    stop(): Promise<unknown>
  }
  /** Told of every error that nobody raised on purpose, with its stack. It does not cross the API. */
  readonly onUnexpected: (error: unknown) => void
}
