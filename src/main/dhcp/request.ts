import {
  hex,
  layout,
  macOf,
  messageTypes,
  options,
  readOption,
  tryOption,
  type DhcpPacket,
  type MessageType,
  type SubOption,
} from '../../shared/packet/dhcp/index.ts'
import { isOwnUuid, LabError } from '../../shared/base/index.ts'
import type { Endpoint } from '../net/index.ts'
import { overrideOf } from './relay.ts'

/** A machine may name several architectures, the one it would rather boot first (RFC 4578 section 2.1). */
type Architectures = readonly [number, ...number[]]

/** What boots on the client, as far as its options tell. */
export type Firmware =
  | { readonly kind: 'none' }
  /** A PXE ROM or UEFI's PXE: fetches by TFTP. */
  | { readonly kind: 'pxe'; readonly archs: Architectures }
  /** UEFI HTTP Boot: takes a URL. */
  | { readonly kind: 'http'; readonly archs: Architectures }
  /** iPXE is running: it takes a script. */
  | { readonly kind: 'ipxe'; readonly archs: Architectures }

/** A client's message with everything the server decides by, read once. */
export type Request = {
  readonly packet: DhcpPacket
  readonly from: Endpoint
  readonly type: MessageType
  readonly mac: string
  /** Who it is; with its network the key of its lease. */
  readonly client: string
  readonly uuid: string | undefined
  readonly firmware: Firmware
  readonly requested: string | undefined
  readonly serverId: string | undefined
  /** What its relay agent wants our server id to be. */
  readonly override: string | undefined
  readonly parameterList: readonly number[]
  readonly maxSize: number | undefined
  readonly vendorClass: string | undefined
  readonly userClasses: readonly string[]
  readonly relayInfo: readonly SubOption[] | undefined
  readonly rapidCommit: boolean
}

const ethernet = 1

const equal = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && a.every((byte, at) => byte === b[at])

/** Option 61 that says nothing but the MAC after its type, or the UUID a PXE ROM sends (type 0): the MAC is the better key. */
const saysTheMachine = (packet: DhcpPacket, clientId: Uint8Array): boolean => {
  const isMac = clientId[0] === ethernet || clientId[0] === packet.htype
  if (isMac && equal(clientId.subarray(1), packet.chaddr)) return true
  const uuid = packet.options.get(options.clientUuid.code)
  return clientId.length === 17 && uuid !== undefined && equal(clientId, uuid)
}

/**
 * Who a client is: option 61, else hardware type and address (RFC 2131 section 4.2). Firmware
 * without option 61 and iPXE with 01 + MAC after it are one machine: both give the MAC key.
 */
export const clientKey = (
  packet: DhcpPacket,
  mac: string,
  identity: 'clientId' | 'mac',
): string => {
  const clientId = packet.options.get(options.clientId.code)
  const byMac = `mac:${mac}`
  if (identity === 'mac' && packet.chaddr.length > 0) return byMac
  if (clientId === undefined || clientId.length < 2) return byMac
  return saysTheMachine(packet, clientId) ? byMac : `id:${hex(clientId)}`
}

/** The machine's UUID, when it is one that tells machines apart. */
const uuidOf = (packet: DhcpPacket): string | undefined => {
  const uuid = tryOption(packet, options.clientUuid)
  return uuid !== undefined && isOwnUuid(uuid) ? uuid : undefined
}

/** The architectures by option 93, else the one that the vendor class spells (`PXEClient:Arch:00007:…`), else BIOS. */
const archsOf = (packet: DhcpPacket, vendorClass: string): Architectures => {
  const [first, ...others] = tryOption(packet, options.clientArch) ?? []
  if (first !== undefined) return [first, ...others]
  return [Number(/:Arch:(\d{5})/.exec(vendorClass)?.[1] ?? '0')]
}

const firmwareOf = (
  packet: DhcpPacket,
  vendorClass: string,
  userClasses: readonly string[],
): Firmware => {
  const archs = archsOf(packet, vendorClass)
  if (userClasses.includes('iPXE') || userClasses.includes('gPXE')) return { kind: 'ipxe', archs }
  if (vendorClass.startsWith('HTTPClient')) return { kind: 'http', archs }
  if (vendorClass.startsWith('PXEClient')) return { kind: 'pxe', archs }
  return { kind: 'none' }
}

/** Option 53, or `undefined` for BOOTP. */
const typeOf = (packet: DhcpPacket): MessageType => {
  const code = readOption(packet, options.messageType)
  const type = messageTypes[(code ?? 0) - 1]
  if (type === undefined)
    throw new LabError(
      'dhcp.bad-option',
      code === undefined
        ? 'Option 53 (DHCP Message Type) is missing: a BOOTP client.'
        : `Option 53 (DHCP Message Type) is ${String(code)}.`,
      { option: options.messageType.code },
    )
  return type
}

/**
 * The MAC of a client. That of a group, or all zero, is no machine's (IEEE 802, 8.2): a card that was never given one. Frames
 * could not come back to it, and all such cards would be one client with one address.
 */
const demandStation = (packet: DhcpPacket): string => {
  const { chaddr } = packet
  if (chaddr.length !== 6)
    throw new LabError(
      'dhcp.bad-field',
      `The hardware address has ${String(chaddr.length)} bytes; only Ethernet is served.`,
      { at: 2 },
    )
  const mac = macOf(packet)
  const isGroup = ((chaddr[0] ?? 0) & 1) === 1
  if (isGroup || chaddr.every((byte) => byte === 0))
    throw new LabError(
      'dhcp.bad-field',
      `No single card has the hardware address ${mac}: it may have lost its own.`,
      { at: layout.chaddr },
    )
  return mac
}

/**
 * Reads what a client says. Options the answer hangs on (53; 50 and 54 but in a DISCOVER, where the one is a wish and the other
 * has no meaning) throw `LabError` `dhcp.bad-option` when malformed; what a server can do without is then as absent, since
 * firmware is careless with it.
 */
export const readRequest = (
  packet: DhcpPacket,
  from: Endpoint,
  identity: 'clientId' | 'mac',
): Request => {
  const mac = demandStation(packet)
  const vendorClass = tryOption(packet, options.vendorClass)
  const userClasses = tryOption(packet, options.userClass) ?? []
  const firmware = firmwareOf(packet, vendorClass ?? '', userClasses)
  const type = typeOf(packet)
  const readNeeded = type === 'discover' ? tryOption : readOption
  return {
    packet,
    from,
    type,
    mac,
    client: clientKey(packet, mac, identity),
    firmware,
    parameterList: tryOption(packet, options.parameterList) ?? [],
    rapidCommit: packet.options.has(options.rapidCommit.code),
    uuid: uuidOf(packet),
    requested: readNeeded(packet, options.requestedAddress),
    serverId: readNeeded(packet, options.serverId),
    override: overrideOf(packet),
    maxSize: tryOption(packet, options.maxSize),
    vendorClass,
    userClasses,
    relayInfo: tryOption(packet, options.relayInfo),
  }
}

/** The server that a client names, if it is not us. */
export const namesAnother = (
  { serverId, override }: Pick<Request, 'serverId' | 'override'>,
  ours: string,
): string | undefined => (serverId === ours || serverId === override ? undefined : serverId)
