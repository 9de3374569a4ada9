import type { ClassroomPlace, Invitation, LabState } from '../../shared/contract/index.ts'
import type { DiagnosticSources } from '../../shared/diagnostics/index.ts'
import type { Capture } from '../capture/index.ts'
import type { Component } from '../component.ts'
import type { Documents } from '../document/index.ts'
import type { Faults, FaultSeam } from '../faults/faults.ts'
import type { Hosts } from '../hosts/index.ts'
import type { Waker } from '../hosts/wake.ts'
import type { ImagesApi, Imports } from '../images/index.ts'
import type { JournalStore } from '../journal/store.ts'
import type { Lessons } from '../lessons/index.ts'
import type { Plugs } from '../net/index.ts'
import type { RulesApi } from '../rules/index.ts'
import type { NetworkApi } from '../serving/network-api.ts'
import type { Storms } from '../storm/index.ts'
import type { Logs } from '../syslog/index.ts'
import type { VCenter } from '../vcenter/vcenter.ts'

/** All that the API hands on to the rooms. */
export type ApiDeps = {
  readonly state: () => LabState | Promise<LabState>
  /** What a report of a defect is made of, but for packets. */
  readonly diagnostics: () => Promise<DiagnosticSources>
  readonly journal: Pick<JournalStore, 'read' | 'readPacked' | 'last' | 'subscribe'>
  readonly documents: Pick<Documents, 'edit' | 'undo' | 'redo' | 'history' | 'read'>
  readonly plugs: Omit<Plugs, 'startAll' | 'stopAll'>
  readonly capture: Pick<Capture, 'packets'>
  readonly faults: Omit<Faults, keyof FaultSeam | 'close'>
  readonly hosts: Omit<Hosts, 'identify' | 'start' | 'stop' | 'isOn' | 'admit'>
  readonly waker: Pick<Waker, 'wake'>
  readonly vcenter: Omit<VCenter, keyof Component | 'remove'>
  readonly storms: Pick<Storms, 'plan' | 'start' | 'stop' | 'report'>
  readonly images: ImagesApi
  readonly imports: Imports
  readonly network: NetworkApi
  readonly classroom: {
    places(): readonly ClassroomPlace[]
    /** `LabError` `classroom.open`, `net.address-absent` or `net.port-in-use`. */
    open(at: { readonly address: string; readonly port: number }): Promise<Invitation>
    /** The way in while it is open. */
    invitation(): Promise<Invitation | undefined>
    /** Cuts every screen that looks on. Harmless when it is closed. */
    close(): Promise<void>
  }
  readonly logs: Logs
  readonly rules: RulesApi['rules']
  readonly powercli: RulesApi['powercli']
  readonly lessons: Omit<Lessons, 'run'>
  /** Told of every error that nobody raised on purpose, with its stack. It does not cross the API. */
  readonly onUnexpected: (error: unknown) => void
}
