import type { Clock, ComponentId, HostId } from '../../shared/base/index.ts'
import type { DocumentEdit } from '../../shared/contract/index.ts'
import type { LabDocument } from '../../shared/document/schema.ts'
import type {
  ConsoleCertificates,
  ConsoleHost,
  ConsoleImages,
  ConsoleLab,
} from '../../shared/powercli/index.ts'
import type { Associations } from './associate.ts'

/** What the console needs of the other rooms. */
export type ConsoleLabDeps = {
  readonly document: () => LabDocument
  readonly hosts: () => readonly ConsoleHost[]
  readonly isUp: (component: ComponentId) => boolean
  readonly edit: (edit: DocumentEdit) => Promise<unknown>
  readonly images: ConsoleImages
  readonly associations: Associations
  readonly certificates?: ConsoleCertificates | undefined
  readonly vcenter: {
    reconnect(host: HostId): Promise<unknown>
    disconnect(host: HostId): Promise<unknown>
    enterMaintenance(host: HostId): Promise<unknown>
    exitMaintenance(host: HostId): Promise<unknown>
    remediate(host: HostId): Promise<unknown>
    checkCompliance(host: HostId): Promise<unknown>
    remove(host: HostId): Promise<unknown>
  }
  readonly power: {
    powerOn(hosts: readonly HostId[]): Promise<unknown>
    powerOff(hosts: readonly HostId[]): Promise<unknown>
    reboot(hosts: readonly HostId[]): Promise<unknown>
  }
  readonly clock: Pick<Clock, 'sleep'>
}

const settled = async (work: Promise<unknown>): Promise<void> => {
  await work
}

/** The lab as the console sees it, over the rooms that do the work. */
export const createConsoleLab = (deps: ConsoleLabDeps): ConsoleLab => {
  const { associations, clock, document, edit, hosts, images, isUp, power, vcenter } = deps
  return {
    document,
    ...(deps.certificates && { certificates: deps.certificates }),
    hosts,
    isUp,
    images,
    edit: (asked) => settled(edit(asked)),
    repair: (host) => settled(associations.repair(host)),
    move: (host, to) => associations.move(host, to),
    associate: (host, items) => associations.set(host, items),
    restore: (host, stored) => associations.restore(host, stored),
    reconnect: (host) => settled(vcenter.reconnect(host)),
    disconnect: (host) => settled(vcenter.disconnect(host)),
    setMaintenance: (host, on) =>
      settled(on ? vcenter.enterMaintenance(host) : vcenter.exitMaintenance(host)),
    remediate: (host) => settled(vcenter.remediate(host)),
    checkCompliance: (host) => settled(vcenter.checkCompliance(host)),
    remove: (host) => settled(vcenter.remove(host)),
    powerOn: (ids) => settled(power.powerOn(ids)),
    powerOff: (ids) => settled(power.powerOff(ids)),
    restart: (ids) => settled(power.reboot(ids)),
    sleep: (ms, signal) => clock.sleep(ms, signal),
  }
}
