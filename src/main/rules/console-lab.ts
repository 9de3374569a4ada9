import type { Clock, ComponentId, HostId } from '../../shared/base/index.ts'
import type { DocumentEdit } from '../../shared/contract/index.ts'
import type { LabDocument } from '../../shared/document/schema.ts'
import type {
  ConsoleCertificates,
  ConsoleHost,
  ConsoleImages,
  ConsoleLab,
} from '../../shared/powercli/index.ts'
import { createBreath } from '../breath.ts'
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
  readonly vcenter: Pick<
    ConsoleLab,
    'reconnect' | 'disconnect' | 'remediate' | 'checkCompliance' | 'remove'
  > & {
    enterMaintenance(host: HostId): Promise<unknown>
    exitMaintenance(host: HostId): Promise<unknown>
  }
  readonly power: Pick<ConsoleLab, 'powerOn' | 'powerOff'> & {
    reboot(hosts: readonly HostId[]): Promise<unknown>
  }
  readonly clock: Pick<Clock, 'sleep'>
}

/** ms that a script computes before others have their turn: DHCP, TFTP and Ctrl+C share its thread. */
const slice = 5

/** The lab as the console sees it, over the rooms that do the work. */
export const createConsoleLab = (deps: ConsoleLabDeps): ConsoleLab => {
  const { associations, clock, document, edit, hosts, images, isUp, power, vcenter } = deps
  return {
    document,
    ...(deps.certificates && { certificates: deps.certificates }),
    hosts,
    isUp,
    images,
    edit,
    repair: (host) => associations.repair(host),
    move: (host, to) => associations.move(host, to),
    associate: (host, items) => associations.set(host, items),
    restore: (host, stored) => associations.restore(host, stored),
    reconnect: (host) => vcenter.reconnect(host),
    disconnect: (host) => vcenter.disconnect(host),
    setMaintenance: (host, on) =>
      on ? vcenter.enterMaintenance(host) : vcenter.exitMaintenance(host),
    remediate: (host) => vcenter.remediate(host),
    checkCompliance: (host) => vcenter.checkCompliance(host),
    remove: (host) => vcenter.remove(host),
    powerOn: (ids) => power.powerOn(ids),
    powerOff: (ids) => power.powerOff(ids),
    restart: (ids) => power.reboot(ids),
    breathe: createBreath(slice),
    sleep: (ms, signal) => clock.sleep(ms, signal),
  }
}
