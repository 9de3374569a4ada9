import { assertNever } from '../../shared/base/index.ts'
import type { FaultEffect, Passing } from '../../shared/faults/index.ts'
import { decodeTftp, encodeTftp, tftpErrors } from '../../shared/packet/index.ts'
import {
  decodeDhcp,
  encodeDhcp,
  macOf,
  messageTypes,
  option,
  options,
  tryOption,
} from '../../shared/packet/dhcp/index.ts'
import type { Identify } from '../hosts/identify.ts'
import type { Endpoint } from '../net/index.ts'

type Rewrite = Extract<FaultEffect, { kind: 'rewrite' }>

/** Says which message a datagram is, and how one looks after an effect. */
export type DatagramProtocol = {
  /** Undefined when no fault is about such a message, or the bytes are not of the protocol. */
  classify(bytes: Uint8Array, peer: Endpoint): Passing | undefined
  rewrite(bytes: Uint8Array, to: Rewrite): Uint8Array
  /** The protocol's refusal of a request; undefined when there is none. */
  refusal(): Uint8Array | undefined
}

/** Throws nothing: what cannot be read passes as it is, and the service says what is wrong with it. */
const attempt = <T>(read: () => T): T | undefined => {
  try {
    return read()
  } catch {
    return undefined
  }
}

const rewritten = (bytes: Uint8Array, { nextServer, bootFile }: Rewrite): Uint8Array => {
  const packet = decodeDhcp(bytes)
  const changed = new Map(packet.options)
  if (bootFile !== undefined) {
    changed.delete(options.bootFileName.code)
    if (bootFile !== '') changed.set(...option(options.bootFileName, bootFile))
  }
  return encodeDhcp({
    ...packet,
    options: changed,
    ...(nextServer === undefined ? {} : { siaddr: nextServer, sname: '' }),
    ...(bootFile === undefined ? {} : { file: bootFile }),
  })
}

export const dhcpDatagrams = (identify: Identify): DatagramProtocol => ({
  classify: (bytes) => {
    const packet = attempt(() => decodeDhcp(bytes))
    const type = packet && tryOption(packet, options.messageType)
    const message = type === undefined ? undefined : messageTypes[type - 1]?.toUpperCase()
    if (packet === undefined || message === undefined) return undefined
    return { component: 'dhcp', message, host: identify.byMac(macOf(packet)) }
  },
  // What has no room for it, as a packet of many options has not, passes as it is.
  rewrite: (bytes, to) => attempt(() => rewritten(bytes, to)) ?? bytes,
  refusal: () => undefined,
})

export const tftpDatagrams = (identify: Identify): DatagramProtocol => ({
  classify: (bytes, peer) => {
    const packet = attempt(() => decodeTftp(bytes))
    if (packet === undefined) return undefined
    const host = identify.byAddress(peer.address)
    switch (packet.kind) {
      case 'read':
        return { component: 'tftp', message: 'RRQ', host, file: packet.name }
      case 'data':
        return { component: 'tftp', message: 'DATA', host }
      case 'oack':
        return { component: 'tftp', message: 'OACK', host }
      case 'write':
      case 'ack':
      case 'error':
        return undefined
      default:
        return assertNever(packet)
    }
  },
  rewrite: (bytes) => bytes,
  refusal: () =>
    encodeTftp({ kind: 'error', code: tftpErrors.notDefined, message: 'Refused by a fault' }),
})

/** The same bytes with one bit of the middle one turned. */
export const withFlippedBit = (bytes: Uint8Array): Uint8Array => {
  const copy = Uint8Array.from(bytes)
  const middle = Math.floor(copy.length / 2)
  copy[middle] = (copy[middle] ?? 0) ^ 0x01
  return copy
}
