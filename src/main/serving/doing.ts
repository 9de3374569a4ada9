import { assertNever } from '../../shared/base/index.ts'
import type { DhcpMode, Network as NetworkPlan } from '../../shared/document/index.ts'

/** What a mode does on the network, in words. */
export const doingOf = (mode: DhcpMode, { pool }: NetworkPlan): string => {
  switch (mode) {
    case 'authoritative':
      return `leasing ${pool.first} to ${pool.last}`
    case 'reservationOnly':
      return 'answering hosts with an address of their own in the lab alone'
    case 'proxy':
      return 'giving boot information beside the DHCP server of the network'
    case 'observe':
      return 'listening to DHCP, answering nothing'
    default:
      return assertNever(mode)
  }
}
