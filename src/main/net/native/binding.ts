import type { Datagram, Endpoint } from '../network.ts'

/** A datagram that leaves. */
export type Parcel = { readonly bytes: Uint8Array; readonly to: Endpoint }

/** Many datagrams with one call of the system, on a descriptor that does not block. */
export type BulkDatagrams = {
  /** Takes what has come, a portion at most; the bytes are the caller's. */
  receive(fd: number): readonly Datagram[]
  /** Sends in order; returns those the system had no room for. What cannot be sent at all goes to `failed`. */
  send(fd: number, parcels: readonly Parcel[], failed: (error: Error) => void): readonly Parcel[]
}

/** How a UDP socket comes to its address: by Node, or by a descriptor that is bound already. */
export type UdpBinding =
  | {
      readonly address: string
      readonly port: number
      /** Ties the socket to its interface by the system's own handle, where that is to be had. False when refused. */
      readonly tie?: (handle: number) => boolean
    }
  | {
      readonly fd: number
      /** Takes and sends many datagrams in one call, where the system has such calls. */
      readonly bulk?: BulkDatagrams
    }
