import { decodeDhcp, offsetOfOption, type DhcpPacket } from '../../shared/packet/dhcp/index.ts'
import { LabError } from '../../shared/base/index.ts'
import type { FactOf } from '../../shared/facts/index.ts'
import type { Datagram } from '../net/index.ts'
import { readRequest, type Request } from './request.ts'

/** A datagram that was read: a client's message, or the fact that it is none, with the packet if it is one. */
export type ReadDatagram =
  | { readonly kind: 'request'; readonly request: Request; readonly packet: DhcpPacket }
  | {
      readonly kind: 'bad'
      readonly fact: FactOf<'net.badInput'>
      readonly packet: DhcpPacket | undefined
    }

/** Where in the datagram the trouble is: the error knows it, or the option it names does. */
const offsetOf = ({ details }: LabError, bytes: Uint8Array): number | undefined => {
  if (typeof details['at'] === 'number') return details['at']
  return typeof details['option'] === 'number'
    ? offsetOfOption(bytes, details['option'])
    : undefined
}

/** Reads a datagram; never throws. */
export const readDatagram = (
  { bytes, from }: Datagram,
  identity: 'clientId' | 'mac',
): ReadDatagram => {
  let packet: DhcpPacket | undefined
  try {
    packet = decodeDhcp(bytes)
    return { kind: 'request', request: readRequest(packet, from, identity), packet }
  } catch (error) {
    if (!(error instanceof LabError)) throw error
    const at = offsetOf(error, bytes)
    return {
      kind: 'bad',
      packet,
      fact: {
        type: 'net.badInput',
        component: 'dhcp',
        from: `${from.address}:${String(from.port)}`,
        reason: { code: error.code, message: error.message },
        size: bytes.length,
        ...(at === undefined ? {} : { at }),
      },
    }
  }
}
