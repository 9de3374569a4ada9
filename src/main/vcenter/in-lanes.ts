import type { HostId } from '../../shared/base/index.ts'
import type { Inventory } from './inventory.ts'
import type { Lanes } from './lanes.ts'
import type { Operations } from './operations.ts'

/**
 * The same operations, each in its host's lane: what vCenter does to one host never overlaps. Those
 * that may let a host take virtual machines even out its cluster afterwards.
 */
export const inLanes = (
  operations: Operations,
  lanes: Lanes,
  inventory: () => Inventory,
): Operations => {
  const balanceAround = (host: HostId): Promise<void> =>
    operations.balance(inventory().get(host)?.cluster ?? '')
  const opening = async (host: HostId, work: () => Promise<void>): Promise<void> => {
    await lanes.run(host, work)
    await balanceAround(host)
  }
  return {
    admit: (host, at, association) => opening(host, () => operations.admit(host, at, association)),
    certify: (host) => operations.certify(host),
    resume: (host) => opening(host, () => operations.resume(host)),
    reconnect: (host) => opening(host, () => operations.reconnect(host)),
    exitMaintenance: (host) => opening(host, () => operations.exitMaintenance(host)),
    enterMaintenance: (host) => lanes.run(host, () => operations.enterMaintenance(host)),
    disconnect: (host) => lanes.run(host, () => operations.disconnect(host)),
    remove: (host) => lanes.run(host, () => operations.remove(host)),
    remediate: (host) => lanes.run(host, () => operations.remediate(host)),
    checkCompliance: (host) => lanes.run(host, () => operations.checkCompliance(host)),
    placeVm: (host) => operations.placeVm(host),
    balance: (cluster) => operations.balance(cluster),
  }
}
