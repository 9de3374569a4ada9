import type { LabDocument } from '../../shared/document/schema.ts'
import type { HostRecord, Inventory } from './inventory.ts'

/** Where a VM goes, and from where; without `from` no host had it. */
export type Move = {
  readonly vm: string
  readonly to: HostRecord
  readonly from?: HostRecord
}

/** What is done for a host that was asked to take a VM. */
export type Placement =
  | { readonly kind: 'place'; readonly move: Move }
  | { readonly kind: 'refuse'; readonly code: string; readonly message: string }

const refuse = (code: string, message: string): Placement => ({ kind: 'refuse', code, message })

/** Whether a host can run VMs now. Compliance does not matter: a flagged host takes VMs too. */
export const canRunVms = (host: HostRecord): boolean =>
  host.connection === 'connected' && host.maintenance === undefined && !host.left

const load = (host: HostRecord): number => host.virtualMachines.length

/** Hosts of a cluster that can run VMs, the emptiest first. */
const ready = (inventory: Inventory, cluster: string): readonly HostRecord[] =>
  [...inventory.values()]
    .filter((host) => host.cluster === cluster && canRunVms(host))
    .sort((a, b) => load(a) - load(b) || (a.id < b.id ? -1 : 1))

const namesIn = (document: LabDocument, cluster: string): readonly string[] =>
  document.virtualMachines.filter((vm) => vm.cluster === cluster).map(({ name }) => name)

const idleIn = (
  document: LabDocument,
  inventory: Inventory,
  cluster: string,
): readonly string[] => {
  const holders = [...inventory.values()].filter(({ left }) => !left)
  const runs = new Set(holders.flatMap(({ virtualMachines }) => virtualMachines))
  return namesIn(document, cluster).filter((name) => !runs.has(name))
}

/** An idle VM may stand with a host that left the lab. */
const start = (inventory: Inventory, vm: string, to: HostRecord): Move => {
  const from = [...inventory.values()].find(({ virtualMachines }) => virtualMachines.includes(vm))
  return from === undefined ? { vm, to } : { vm, to, from }
}

/**
 * Chooses a VM of the host's cluster for it: one that runs nowhere, else one from the fullest other
 * host, as long as the move does not leave the two less even.
 */
export const chooseVm = (
  document: LabDocument,
  inventory: Inventory,
  host: HostRecord,
): Placement => {
  const { id, cluster, maintenance } = host
  if (host.connection !== 'connected' || host.left) {
    return refuse('vcenter.not-connected', `vCenter is not connected to ${id}.`)
  }
  if (maintenance !== undefined) {
    return refuse('maintenance', `${id} is in maintenance mode: ${maintenance.cause}`)
  }
  if (cluster === '') return refuse('no-cluster', `${id} is in no cluster.`)
  const [idle] = idleIn(document, inventory, cluster)
  if (idle !== undefined) return { kind: 'place', move: start(inventory, idle, host) }
  const from = ready(inventory, cluster).findLast((other) => other.id !== id)
  const vm = from?.virtualMachines[0]
  if (from === undefined || vm === undefined || load(from) <= load(host)) {
    return refuse('no-vm', `${cluster} has no virtual machine to place on ${id}.`)
  }
  return { kind: 'place', move: { vm, to: host, from } }
}

/** Where the VMs of a host go when it is emptied; none when no other host can take them. */
export const evacuation = (inventory: Inventory, from: HostRecord): readonly Move[] => {
  const others = ready(inventory, from.cluster).filter((host) => host.id !== from.id)
  if (from.cluster === '' || others.length === 0) return []
  const loads = new Map(others.map((host) => [host, load(host)]))
  return from.virtualMachines.flatMap((vm) => {
    const to = others.reduce((least, host) =>
      (loads.get(host) ?? 0) < (loads.get(least) ?? 0) ? host : least,
    )
    loads.set(to, (loads.get(to) ?? 0) + 1)
    return [{ vm, to, from }]
  })
}

/** The next move that makes a cluster more even: an idle VM to the emptiest host, else one from the fullest. */
export const nextMove = (
  document: LabDocument,
  inventory: Inventory,
  cluster: string,
): Move | undefined => {
  const hosts = ready(inventory, cluster)
  const to = hosts[0]
  const from = hosts.at(-1)
  if (to === undefined || from === undefined) return undefined
  const [idle] = idleIn(document, inventory, cluster)
  if (idle !== undefined) return start(inventory, idle, to)
  const vm = from.virtualMachines[0]
  return vm !== undefined && load(from) > load(to) + 1 ? { vm, to, from } : undefined
}
