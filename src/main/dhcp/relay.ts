import { address, nowhere, options, tryOption } from '../../shared/packet/dhcp/index.ts'
import type { DhcpPacket, SubOption } from '../../shared/packet/dhcp/index.ts'

/** What a relay agent asks for in option 82, by sub-option. */
const linkSelection = 5
const serverIdOverride = 11
const sourcePort = 19

type RelayInfo = readonly SubOption[] | undefined

const addressIn = (info: RelayInfo, wanted: number): string | undefined => {
  const data = info?.find(({ code }) => code === wanted)?.data
  return data?.length === 4 ? address.decode(data) : undefined
}

/** The network the relay agent wants an address from (RFC 3527). */
export const linkOf = (info: RelayInfo): string | undefined => addressIn(info, linkSelection)

/** Whether the relay agent listens on the port it sends from (RFC 8357). */
export const hearsWhereItSends = (info: RelayInfo): boolean =>
  info?.some(({ code }) => code === sourcePort) === true

/**
 * The address that the client is to take for its server's, so that it renews by way of the relay agent (RFC 5107). A
 * client's own word for it, without a relay agent, is not taken.
 */
export const overrideOf = (packet: DhcpPacket): string | undefined =>
  packet.giaddr === nowhere
    ? undefined
    : addressIn(tryOption(packet, options.relayInfo), serverIdOverride)
