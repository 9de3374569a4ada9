import { parseDocument, type LabDocument } from '../../src/shared/document/index.ts'
import { encodeDhcp, option, options, codeOfMessage } from '../../src/shared/packet/dhcp/index.ts'
import type { DhcpPacket, MessageType } from '../../src/shared/packet/dhcp/index.ts'
import { smallLabInput } from '../document/small-lab.ts'

export const macBytes = (mac: string): Uint8Array =>
  Uint8Array.from(mac.split(':'), (pair) => Number.parseInt(pair, 16))

export const mac = (n: number): string =>
  `52:54:00:00:${[n >> 8, n & 0xff].map((byte) => byte.toString(16).padStart(2, '0')).join(':')}`

export const blank: DhcpPacket = {
  op: 'request',
  htype: 1,
  hops: 0,
  xid: 0x1234,
  secs: 0,
  flags: 0,
  ciaddr: '0.0.0.0',
  yiaddr: '0.0.0.0',
  siaddr: '0.0.0.0',
  giaddr: '0.0.0.0',
  chaddr: macBytes(mac(1)),
  sname: '',
  file: '',
  options: new Map(),
}

type Entries = readonly (readonly [number, Uint8Array])[]

/** A client's packet: type, MAC, and what else it says. */
export const message = (
  type: MessageType,
  more: Entries = [],
  fields: Partial<DhcpPacket> = {},
): DhcpPacket => ({
  ...blank,
  ...fields,
  options: new Map([option(options.messageType, codeOfMessage(type)), ...more]),
})

export const encoded = (type: MessageType, more: Entries = [], fields: Partial<DhcpPacket> = {}) =>
  encodeDhcp(message(type, more, fields))

/** What a UEFI firmware says of itself (measured on OVMF). */
export const uefi = (arch = 7): Entries => [
  option(options.parameterList, [1, 3, 6, 43, 60, 66, 67, 97]),
  option(options.clientUuid, '4c4c4544-0042-3110-8052-b4c04f4d0001'),
  option(options.clientInterface, Uint8Array.of(1, 3, 0)),
  option(options.clientArch, [arch]),
  option(options.vendorClass, `PXEClient:Arch:${String(arch).padStart(5, '0')}:UNDI:003000`),
]

/** The ports of a real network; the lab's own are unprivileged. */
export const realPorts = { ...smallLabInput().network.ports, dhcp: 67, dhcpClient: 68, tftp: 69 }

/** A lab of its own subnet, so that test files can run at the same time. */
export const lab = (
  third: string,
  network: Partial<LabDocument['network']> = {},
  hosts: unknown[] = [],
): LabDocument => {
  const input = smallLabInput()
  return parseDocument({
    ...input,
    network: {
      subnet: `${third}.0.0/16`,
      server: `${third}.0.1`,
      pool: { first: `${third}.0.100`, last: `${third}.0.199` },
      ports: { ...input.network.ports, dhcp: 0 },
      ...network,
    },
    hosts,
    racks: [],
  })
}
