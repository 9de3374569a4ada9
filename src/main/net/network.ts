import type { Server } from 'node:net'
import type { LabError } from '../../shared/base/index.ts'

export type Endpoint = { readonly address: string; readonly port: number }

/** How a datagram reached us. */
export type Datagram = { readonly bytes: Uint8Array; readonly from: Endpoint }

/** A UDP socket that hears and answers on one network alone. */
export type UdpSocket = {
  readonly local: Endpoint
  send(bytes: Uint8Array, to: Endpoint): void
  close(): Promise<void>
}

/**
 * A network segment the lab serves: the loopback lab or one pinned interface. Services get their
 * sockets here and nowhere else, so nothing of ours can be heard on another network.
 */
export type Network = {
  /** `lab` is loopback only; `interface` is a real one, named by the user. */
  readonly kind: 'lab' | 'interface'
  /** `loopback`, or the interface's name. */
  readonly name: string
  /** The services' own address on it. */
  readonly address: string
  /** Opens a UDP socket. `LabError` `net.port-in-use` or `net.port-denied` when it cannot. */
  udp(options: {
    readonly address: string
    readonly port: number
    /** Lets a listener beside us hold the same port (interface only): both hear broadcasts. */
    readonly share?: boolean
    readonly onDatagram: (datagram: Datagram) => void
    /** Told of errors after the socket is open. */
    readonly onError: (error: Error) => void
  }): Promise<UdpSocket>
  /**
   * Opens a UDP socket as a bare descriptor: bound, pinned and not blocking, as `udp` would open it.
   * For a room that drives it by native calls from a thread of its own, and closes it. The errors of
   * `udp`. Absent where the system has no such thing (only Linux does), or where faults are played
   * on the wire: `udp` serves then.
   */
  readonly descriptor?: ((at: Endpoint) => Promise<number>) | undefined
  /** Makes a TCP server (HTTP included) listen. The same errors as `udp`. */
  listen(server: Server, at: Endpoint): Promise<Endpoint>
  /**
   * Where a link-layer broadcast goes. On a real interface 255.255.255.255; in the loopback lab,
   * which has no link layer, back to the simulated card it came from.
   */
  broadcast(asked: Endpoint, port: number): Endpoint
  /**
   * Tells the system which MAC an address has, so that a unicast reaches a client that does not
   * answer ARP yet. False, or absent, where that is not possible: broadcast instead.
   */
  introduce?(address: string, mac: string): boolean
  /**
   * Sends one IPv6 router advertisement that says nothing (lifetime 0), for iPXE, which waits up to 16 s for one. False,
   * or absent, where that is not possible.
   */
  advertise?(): boolean
  /**
   * Calls back once when the network is no longer what it was: interface gone, renamed, or with another address.
   * Returns how to stop. Absent in the loopback lab, which stays.
   */
  watch?(changed: (problem: LabError) => void): () => void
  /**
   * The MAC of another machine on the segment that has our own address, if there is one. Undefined, or absent, where the system or our
   * rights do not allow to ask.
   */
  twin?(signal: AbortSignal): Promise<string | undefined>
  /** How often the network got its link: a cable may be moved within a second, or while we sleep. Undefined, or absent, where nobody counts. */
  links?(): number | undefined
  /** Whether something is plugged into it; absent where nobody tells. */
  isLinked?(): boolean
  /**
   * Which of the addresses somebody on this segment answers for, with the MAC. Takes half a second, or ten when it
   * must be sure that a neighbour known from before is still there (`recheck`). Absent in the loopback lab, which has
   * no link layer.
   */
  neighbours?(
    addresses: readonly string[],
    options: { readonly recheck: boolean; readonly signal: AbortSignal },
  ): Promise<ReadonlyMap<string, string>>
}
