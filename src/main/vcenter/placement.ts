import type { LabDocument } from '../../shared/document/schema.ts'
import type { HostRecord, Inventory } from './inventory.ts'

/** Where a VM goes, or why none does. */
export type Placement =
  | { readonly kind: 'place'; readonly vm: string; readonly from?: HostRecord }
  | { readonly kind: 'refuse'; readonly code: string; readonly message: string }

const refuse = (code: string, message: string): Placement => ({ kind: 'refuse', code, message })

/** Whether a host can run VMs now. Compliance does not matter: a flagged host takes VMs too. */
export const canRunVms = (host: HostRecord): boolean =>
  host.connection === 'connected' && host.maintenance === undefined

/**
 * Chooses a VM of the host's cluster for it: one that runs nowhere, else one from the fullest other
 * host, as long as the move leaves the two more even.
 */
export const chooseVm = (
  document: LabDocument,
  inventory: Inventory,
  host: HostRecord,
): Placement => {
  if (host.connection !== 'connected') {
    return refuse('vcenter.not-connected', `vCenter is not connected to ${host.id}.`)
  }
  if (host.maintenance !== undefined) {
    return refuse('maintenance', `${host.id} is in maintenance mode: ${host.maintenance}`)
  }
  if (host.cluster === '') {
    return refuse('no-cluster', `${host.id} is in no cluster.`)
  }
  const ofCluster = document.virtualMachines.filter((vm) => vm.cluster === host.cluster)
  const runs = new Set([...inventory.values()].flatMap((each) => each.virtualMachines))
  const idle = ofCluster.find((vm) => !runs.has(vm.name))
  if (idle !== undefined) return { kind: 'place', vm: idle.name }
  const names = new Set(ofCluster.map((vm) => vm.name))
  const fullest = [...inventory.values()]
    .filter((each) => each.id !== host.id && each.cluster === host.cluster && canRunVms(each))
    .sort((a, b) => b.virtualMachines.length - a.virtualMachines.length)[0]
  const vm = fullest?.virtualMachines.find((name) => names.has(name))
  if (
    fullest === undefined ||
    vm === undefined ||
    fullest.virtualMachines.length <= host.virtualMachines.length
  ) {
    return refuse('no-vm', `${host.cluster} has no virtual machine to place on ${host.id}.`)
  }
  return { kind: 'place', vm, from: fullest }
}
