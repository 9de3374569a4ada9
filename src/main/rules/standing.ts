import type { Fact, FactType } from '../../shared/facts/index.ts'
import type { ConsoleHost } from '../../shared/powercli/index.ts'

/** How a host stands in vCenter and with its power switch. */
export type Standing = Omit<ConsoleHost, 'id' | 'attributes' | 'stored'>

export const newStanding: Standing = {
  connection: 'absent',
  maintenance: false,
  compliance: 'unknown',
  complianceFailures: [],
  power: 'unknown',
  bootedFromCache: false,
  cluster: '',
  folder: '',
  virtualMachines: [],
}

/** The facts that say how a host stands. */
export const standingFacts: readonly FactType[] = [
  'host.poweredOn',
  'host.rebooted',
  'host.poweredOff',
  'vcenter.hostAdded',
  'vcenter.hostConnected',
  'vcenter.hostMoved',
  'vcenter.hostNotResponding',
  'vcenter.hostDisconnected',
  'vcenter.cacheFlagCleared',
  'vcenter.maintenanceEntered',
  'vcenter.maintenanceExited',
  'vcenter.complianceChecked',
  'vcenter.vmPlaced',
  'vcenter.vmLeft',
  'vcenter.hostRemoved',
]

/** The standing after a fact about the host; the same object when the fact changes nothing. */
export const foldStanding = (standing: Standing, fact: Fact): Standing => {
  switch (fact.type) {
    case 'host.poweredOn':
    case 'host.rebooted':
      return { ...standing, power: 'on' }
    case 'host.poweredOff':
      return { ...standing, power: 'off' }
    case 'vcenter.hostAdded':
      return { ...standing, cluster: fact.cluster, connection: 'disconnected' }
    case 'vcenter.hostConnected':
      return {
        ...standing,
        cluster: fact.cluster,
        folder: fact.association?.folder ?? standing.folder,
        connection: 'connected',
        bootedFromCache: fact.bootedFromStatelessCache,
      }
    case 'vcenter.hostRemoved':
      return { ...newStanding, power: standing.power }
    case 'vcenter.hostMoved':
      return { ...standing, cluster: fact.cluster, folder: fact.folder ?? '' }
    case 'vcenter.hostNotResponding':
      return { ...standing, connection: 'notResponding' }
    case 'vcenter.hostDisconnected':
      return { ...standing, connection: 'disconnected' }
    case 'vcenter.cacheFlagCleared':
      return { ...standing, bootedFromCache: false }
    case 'vcenter.maintenanceEntered':
      return { ...standing, maintenance: true }
    case 'vcenter.maintenanceExited':
      return { ...standing, maintenance: false }
    case 'vcenter.complianceChecked':
      return {
        ...standing,
        compliance: fact.status,
        complianceFailures: fact.failures,
        ...(fact.configuration && { configuration: fact.configuration }),
      }
    case 'vcenter.vmPlaced':
      return { ...standing, virtualMachines: [...without(standing, fact.vm), fact.vm] }
    case 'vcenter.vmLeft':
      return { ...standing, virtualMachines: without(standing, fact.vm) }
    default:
      return standing
  }
}

const without = ({ virtualMachines }: Standing, vm: string): readonly string[] =>
  virtualMachines.filter((each) => each !== vm)
