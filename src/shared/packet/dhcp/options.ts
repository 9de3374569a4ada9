import type { OptionSpec } from './packet.ts'
import {
  address,
  addresses,
  bytes,
  codes,
  machineId,
  presence,
  routes,
  subOptions,
  text,
  uint16,
  uint16s,
  uint32,
  uint8,
  userClasses,
  type ValueCodec,
} from './values.ts'

const define = <T>(
  code: number,
  name: string,
  rfc: string,
  value: ValueCodec<T>,
): OptionSpec<T> => ({ code, name, rfc, value })

/** The options this server reads and writes. Product code says `options.bootFileName`, never 67. */
export const options = {
  subnetMask: define(1, 'Subnet Mask', 'RFC 2132 3.3', address),
  router: define(3, 'Router', 'RFC 2132 3.5', addresses),
  nameServer: define(6, 'Domain Name Server', 'RFC 2132 3.8', addresses),
  hostName: define(12, 'Host Name', 'RFC 2132 3.14', text),
  domainName: define(15, 'Domain Name', 'RFC 2132 3.17', text),
  interfaceMtu: define(26, 'Interface MTU', 'RFC 2132 5.1', uint16),
  broadcastAddress: define(28, 'Broadcast Address', 'RFC 2132 5.3', address),
  timeServer: define(42, 'NTP Servers', 'RFC 2132 8.3', addresses),
  vendorSpecific: define(43, 'Vendor Specific Information', 'RFC 2132 8.4', bytes),
  requestedAddress: define(50, 'Requested IP Address', 'RFC 2132 9.1', address),
  leaseTime: define(51, 'IP Address Lease Time', 'RFC 2132 9.2', uint32),
  overload: define(52, 'Option Overload', 'RFC 2132 9.3', uint8),
  messageType: define(53, 'DHCP Message Type', 'RFC 2132 9.6', uint8),
  serverId: define(54, 'Server Identifier', 'RFC 2132 9.7', address),
  parameterList: define(55, 'Parameter Request List', 'RFC 2132 9.8', codes),
  message: define(56, 'Message', 'RFC 2132 9.9', text),
  maxSize: define(57, 'Maximum DHCP Message Size', 'RFC 2132 9.10', uint16),
  renewalTime: define(58, 'Renewal (T1) Time', 'RFC 2132 9.11', uint32),
  rebindingTime: define(59, 'Rebinding (T2) Time', 'RFC 2132 9.12', uint32),
  vendorClass: define(60, 'Vendor Class Identifier', 'RFC 2132 9.13', text),
  clientId: define(61, 'Client Identifier', 'RFC 2132 9.14', bytes),
  serverName: define(66, 'TFTP Server Name', 'RFC 2132 9.4', text),
  bootFileName: define(67, 'Bootfile Name', 'RFC 2132 9.5', text),
  userClass: define(77, 'User Class', 'RFC 3004', userClasses),
  rapidCommit: define(80, 'Rapid Commit', 'RFC 4039', presence),
  relayInfo: define(82, 'Relay Agent Information', 'RFC 3046', subOptions),
  clientArch: define(93, 'Client System Architecture', 'RFC 4578 2.1', uint16s),
  clientInterface: define(94, 'Client Network Interface', 'RFC 4578 2.2', bytes),
  clientUuid: define(97, 'Client Machine Identifier', 'RFC 4578 2.3', machineId),
  subnetSelection: define(118, 'Subnet Selection', 'RFC 3011', address),
  classlessRoutes: define(121, 'Classless Static Routes', 'RFC 3442', routes),
  ipxe: define(175, 'iPXE Encapsulated Options', 'iPXE', bytes),
} as const

/** Message types of option 53 (RFC 2132 section 9.6). */
export const messageTypes = [
  'discover',
  'offer',
  'request',
  'decline',
  'ack',
  'nak',
  'release',
  'inform',
] as const
export type MessageType = (typeof messageTypes)[number]

export const codeOfMessage = (type: MessageType): number => messageTypes.indexOf(type) + 1
