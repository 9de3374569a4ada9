import type { Endpoint } from '../network.ts'
import type { UdpBinding } from './binding.ts'

/** How one operating system makes sockets that hear and speak on one interface alone. */
export type PinnedSockets = {
  /** `share` lets another socket of this machine hold the same address and port: broadcasts reach both. */
  udp(at: Endpoint, options: { readonly share: boolean }): UdpBinding
  tcp(at: Endpoint): { readonly host: string; readonly port: number } | { readonly fd: number }
  /**
   * Tells the system which MAC an address has, so that a datagram reaches a client that does not
   * answer ARP yet. False when the system or our rights do not allow it.
   */
  introduce(address: string, mac: string): boolean
  /** Sends one empty router advertisement. False when the system or our rights do not allow it. */
  advertise(): boolean
  /**
   * MACs of those on the segment that say an address is theirs, as far as they answer while `wait` lasts; none where the system or our
   * rights do not allow to ask. Absent where the system has no such thing.
   */
  claimants?(address: string, mac: string, wait: () => Promise<void>): Promise<readonly string[]>
}
