import {
  cutText,
  decodeDhcp,
  offsetOfOption,
  type DhcpPacket,
} from '../../shared/packet/dhcp/index.ts'
import { LabError } from '../../shared/base/index.ts'
import type { FactOf } from '../../shared/facts/index.ts'
import type { Datagram } from '../net/index.ts'
import { readRequest, type Request } from './request.ts'

/**
 * A datagram that was read: a client's message, with the fact that some of it could not be; or the fact that it is none,
 * with the packet if it is one.
 */
export type ReadDatagram =
  | {
      readonly kind: 'request'
      readonly request: Request
      readonly packet: DhcpPacket
      readonly fact: FactOf<'net.badInput'> | undefined
    }
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

const badInput = (
  { bytes, from }: Datagram,
  reason: { readonly code: string; readonly message: string },
  at: number | undefined,
): FactOf<'net.badInput'> => ({
  type: 'net.badInput',
  component: 'dhcp',
  from: `${from.address}:${String(from.port)}`,
  reason,
  size: bytes.length,
  ...(at === undefined ? {} : { at }),
})

/** What a packet has that runs past its field. */
const cutIn = (datagram: Datagram, packet: DhcpPacket | undefined) =>
  packet?.cut === undefined
    ? undefined
    : badInput(
        datagram,
        { code: 'dhcp.option-truncated', message: cutText(packet.cut) },
        packet.cut.at,
      )

/** Reads a datagram; never throws. */
export const readDatagram = (datagram: Datagram, identity: 'clientId' | 'mac'): ReadDatagram => {
  const { bytes, from } = datagram
  let packet: DhcpPacket | undefined
  try {
    packet = decodeDhcp(bytes)
    const request = readRequest(packet, from, identity)
    return { kind: 'request', request, packet, fact: cutIn(datagram, packet) }
  } catch (error) {
    if (!(error instanceof LabError)) throw error
    // What is missing may stand behind the damage: that is what is wrong with it.
    const cut = cutIn(datagram, packet)
    const { code, message } = error
    return {
      kind: 'bad',
      packet,
      fact: cut ?? badInput(datagram, { code, message }, offsetOf(error, bytes)),
    }
  }
}
