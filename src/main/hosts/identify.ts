import type { HostId } from '../../shared/base/index.ts'

/**
 * Who a machine on the wire is. The registry answers; a machine never seen before gets an id of its
 * own from its MAC.
 */
export type Identify = {
  byMac(mac: string, uuid?: string): HostId
  /** By the address it was leased. */
  byAddress(address: string): HostId | undefined
}
