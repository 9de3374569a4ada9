import { hostOf, type Association, type Fact } from '../../shared/facts/index.ts'
import type { ComplianceState, ConnectionState } from '../../shared/host/view.ts'

/** What vCenter knows of one host. */
export type HostRecord = {
  readonly id: string
  /** Empty: directly in the datacenter, in no cluster. */
  readonly cluster: string
  readonly connection: Exclude<ConnectionState, 'absent'>
  readonly folder?: string | undefined
  /** Why the host is in maintenance mode; absent when it is not. */
  readonly maintenance?: { readonly cause: string; readonly by: 'vcenter' | 'admin' }
  /** The API's `config.deploymentInfo.bootedFromStatelessCache`. */
  readonly bootedFromCache: boolean
  /** Where its agent answered last. */
  readonly address?: string | undefined
  readonly agentPort?: number | undefined
  /** The boot of the host that vCenter last connected to. */
  readonly boot?: string | undefined
  readonly association: Association
  readonly compliance: ComplianceState
  readonly failures: readonly string[]
  readonly virtualMachines: readonly string[]
  /** The lab's document no longer has it: nobody will ever meet it, and others may have its virtual machines. */
  readonly left: boolean
}

/** The inventory: a fold over the facts, so that it survives a restart. */
export type Inventory = ReadonlyMap<string, HostRecord>

export const emptyInventory: Inventory = new Map()

const added = (id: string): HostRecord => ({
  id,
  cluster: '',
  connection: 'disconnected',
  bootedFromCache: false,
  association: {},
  compliance: 'unknown',
  failures: [],
  virtualMachines: [],
  left: false,
})

const changed = (host: HostRecord, fact: Fact): HostRecord => {
  switch (fact.type) {
    case 'vcenter.hostConnected':
      return {
        ...host,
        address: fact.address ?? host.address,
        agentPort: fact.agentPort ?? host.agentPort,
        boot: fact.boot ?? host.boot,
        association: fact.association ?? host.association,
        folder: fact.association?.folder ?? host.folder,
        cluster: fact.cluster,
        connection: 'connected',
        bootedFromCache: fact.bootedFromStatelessCache,
      }
    case 'vcenter.hostMoved':
      return { ...host, cluster: fact.cluster, folder: fact.folder }
    case 'rules.associationStored':
      return { ...host, association: fact.association }
    case 'vcenter.hostNotResponding':
      return { ...host, connection: 'notResponding' }
    case 'vcenter.hostDisconnected':
      return { ...host, connection: 'disconnected' }
    case 'vcenter.cacheFlagCleared':
      return { ...host, bootedFromCache: false }
    case 'vcenter.maintenanceEntered':
      return { ...host, maintenance: { cause: fact.cause, by: fact.by ?? 'vcenter' } }
    case 'vcenter.maintenanceExited': {
      const { maintenance: _, ...rest } = host
      return rest
    }
    case 'vcenter.complianceChecked':
      return { ...host, compliance: fact.status, failures: fact.failures }
    case 'vcenter.vmPlaced':
      return {
        ...host,
        virtualMachines: [...host.virtualMachines.filter((vm) => vm !== fact.vm), fact.vm],
      }
    case 'vcenter.vmLeft':
      return { ...host, virtualMachines: host.virtualMachines.filter((vm) => vm !== fact.vm) }
    default:
      return host
  }
}

const markLeft = (inventory: Map<string, HostRecord>, ids: readonly string[], left: boolean) => {
  for (const id of ids) {
    const known = inventory.get(id)
    if (known !== undefined) inventory.set(id, { ...known, left })
  }
}

const apply = (inventory: Map<string, HostRecord>, fact: Fact): void => {
  const host = hostOf(fact)
  const known = host === undefined ? undefined : inventory.get(host)
  if (fact.type === 'vcenter.hostRemoved') {
    inventory.delete(fact.host)
  } else if (fact.type === 'vcenter.hostAdded') {
    inventory.set(fact.host, { ...(known ?? added(fact.host)), cluster: fact.cluster })
  } else if (fact.type === 'document.changed') {
    markLeft(inventory, fact.hosts?.removed ?? [], true)
    markLeft(inventory, fact.hosts?.added ?? [], false)
  } else if (known !== undefined) {
    inventory.set(known.id, changed(known, fact))
  }
}

/** The inventory after more facts, oldest first. Facts of other rooms leave it as it is. */
export const foldInventory = (inventory: Inventory, facts: readonly Fact[]): Inventory => {
  const next = new Map(inventory)
  for (const fact of facts) apply(next, fact)
  return next
}
