import { tryJson, assertNever, LabError } from '../base/index.ts'
import {
  address,
  addresses,
  decodeDhcp,
  encodeDhcp,
  fromHex,
  hex,
  machineId,
  routes,
  subOptions,
  text,
  userClasses,
  type DhcpPacket,
  type ValueCodec,
} from '../packet/dhcp/index.ts'
import {
  concat,
  decodeTftp,
  encodeTftp,
  latin1,
  toLatin1,
  type CapturedPacket,
  type TftpPacket,
} from '../packet/index.ts'
import { heartbeat } from '../protocol/index.ts'
import type { Name } from './names.ts'
import type { Redactor } from './redact.ts'
import { secretFreeText } from './secrets.ts'

type Change = (data: Uint8Array, redactor: Redactor) => Uint8Array

const by =
  <T>(codec: ValueCodec<T>, change: (value: T, redactor: Redactor) => T): Change =>
  (data, redactor) =>
    codec.encode(change(codec.decode(data), redactor))

const asItIs: Change = (data) => data
const blank: Change = (data) => new Uint8Array(data.length)
const asText = by(text, (value, redactor) => redactor.text(value))
const asAddress = by(address, (value, redactor) => redactor.address(value))
const asAddresses = by(addresses, (value, redactor) => value.map(redactor.address))

const ethernet = 1
const relay = { linkSelection: 5, serverId: 11 }

/** A MAC behind the type of its hardware, or a UUID behind a zero; of any other nothing is told. */
const asClientId: Change = (data, redactor) => {
  if (data.length === 7 && data[0] === ethernet)
    return Uint8Array.of(ethernet, ...fromHex(redactor.mac(hex(data.subarray(1)))))
  if (data.length === 17 && data[0] === 0) return asMachine(data, redactor)
  return blank(data, redactor)
}
const asMachine = by(machineId, (value, redactor) => redactor.uuid(value))
const asRelayInfo = by(subOptions, (value, redactor) =>
  value.map(({ code, data }) => ({
    code,
    data:
      code === relay.linkSelection || code === relay.serverId
        ? asAddress(data, redactor)
        : blank(data, redactor),
  })),
)
const asRoutes = by(routes, (value, redactor) =>
  value.map(({ to, via }) => {
    const [network = '', length = ''] = to.split('/')
    return { to: `${redactor.address(network)}/${length}`, via: redactor.address(via) }
  }),
)

const each = (codes: readonly number[], change: Change) =>
  codes.map((code): [number, Change] => [code, change])

/** What is done to the value of each option. Any other goes: what is not understood cannot be looked through. */
const changes: ReadonlyMap<number, Change> = new Map([
  ...each([1, 2, 23, 26, 46, 51, 53, 55, 57, 58, 59, 80, 93, 94, 116], asItIs),
  ...each([3, 4, 5, 6, 7, 42, 44], asAddresses),
  ...each([28, 50, 54, 118], asAddress),
  ...each([12, 15, 17, 56, 60, 66, 67], asText),
  [61, asClientId],
  [77, by(userClasses, (value, redactor) => value.map(redactor.text))],
  [82, asRelayInfo],
  [97, asMachine],
  [121, asRoutes],
])

/** A value that its own RFC does not allow is told by its length alone. */
const changed = (change: Change, data: Uint8Array, redactor: Redactor): Uint8Array => {
  try {
    return change(data, redactor)
  } catch {
    return new Uint8Array(data.length)
  }
}

const redactDhcp = (packet: DhcpPacket, redactor: Redactor, size: number): Uint8Array => {
  const { chaddr, options } = packet
  const told = [...options].flatMap(([code, data]): [number, Uint8Array][] => {
    const change = changes.get(code)
    return change === undefined ? [] : [[code, changed(change, data, redactor)]]
  })
  return encodeDhcp(
    {
      ...packet,
      ciaddr: redactor.address(packet.ciaddr),
      yiaddr: redactor.address(packet.yiaddr),
      siaddr: redactor.address(packet.siaddr),
      giaddr: redactor.address(packet.giaddr),
      chaddr:
        chaddr.length === 6 ? fromHex(redactor.mac(hex(chaddr))) : new Uint8Array(chaddr.length),
      sname: redactor.text(packet.sname).slice(0, 63),
      file: redactor.text(packet.file).slice(0, 127),
      options: new Map(told),
    },
    { min: size, max: 65_000 },
  )
}

const redactTftp = (packet: TftpPacket, redactor: Redactor): TftpPacket => {
  switch (packet.kind) {
    case 'read':
    case 'write':
      return { ...packet, name: redactor.text(packet.name), options: optionsOf(packet, redactor) }
    case 'oack':
      return { ...packet, options: optionsOf(packet, redactor) }
    case 'error':
      return { ...packet, message: redactor.text(packet.message) }
    case 'data':
    case 'ack':
      return packet
    default:
      return assertNever(packet)
  }
}

const optionsOf = (
  { options }: Extract<TftpPacket, { readonly options: unknown }>,
  redactor: Redactor,
) => options.map(({ name, value }) => ({ name: redactor.text(name), value: redactor.text(value) }))

const isHttp = /^(?:[A-Z]+ \S+ HTTP\/|HTTP\/)/

/** An HTTP head, changed; of what came behind it only how much it was. */
const changeHead = (payload: Uint8Array, change: (head: string) => string): Uint8Array => {
  const whole = latin1(payload)
  const end = whole.indexOf('\r\n\r\n')
  const head = end < 0 ? payload.length : end + 4
  return concat([toLatin1(change(whole.slice(0, head))), new Uint8Array(payload.length - head)])
}

const tryTo = <T>(read: () => T): T | undefined => {
  try {
    return read()
  } catch (error) {
    if (error instanceof LabError) return undefined
    throw error
  }
}

/** Options in which a machine says what it is called: one that the lab does not know, too. */
const ownNames = [
  { code: 12, kind: 'host' },
  { code: 15, kind: 'domain' },
] as const

/** The names that a packet tells. */
export const namesSaid = (payload: Uint8Array): readonly Name[] => {
  const options = tryTo(() => decodeDhcp(payload))?.options
  return ownNames.flatMap(({ code, kind }) => {
    const data = options?.get(code)
    const name = data && tryTo(() => text.decode(data))
    return name === undefined ? [] : [{ kind, name }]
  })
}

const redactPayload = ({ carrier, payload }: CapturedPacket, redactor: Redactor): Uint8Array => {
  if (carrier === 'tcp')
    return isHttp.test(latin1(payload))
      ? changeHead(payload, redactor.text)
      : new Uint8Array(payload.length)
  const dhcp = tryTo(() => decodeDhcp(payload))
  if (dhcp !== undefined) return redactDhcp(dhcp, redactor, payload.length)
  const tftp = tryTo(() => decodeTftp(payload))
  if (tftp !== undefined) return encodeTftp(redactTftp(tftp, redactor))
  const beat = heartbeat.safeParse(tryJson(latin1(payload)))
  return beat.success
    ? toLatin1(JSON.stringify(redactor.value(beat.data)))
    : new Uint8Array(payload.length)
}

/** What a file or a body holds is no part of a report, and neither are secrets. */
export const withoutContent = (packet: CapturedPacket): CapturedPacket => {
  const { carrier, payload } = packet
  if (carrier === 'tcp')
    return isHttp.test(latin1(payload))
      ? { ...packet, ...resized(packet, changeHead(payload, secretFreeText)) }
      : packet
  const tftp = tryTo(() => decodeTftp(payload))
  if (tftp?.kind !== 'data') return packet
  return { ...packet, payload: encodeTftp({ ...tftp, bytes: new Uint8Array(tftp.bytes.length) }) }
}

/** A payload of another length, when some of it may not have been kept. */
const resized = ({ payload, length }: CapturedPacket, changed: Uint8Array) => ({
  payload: changed,
  length: changed.length + length - payload.length,
})

/**
 * A packet whose names and addresses have stand-ins: a packet that its protocol would send, with right lengths. What is not
 * understood is zeros.
 */
export const redactPacket = (packet: CapturedPacket, redactor: Redactor): CapturedPacket => {
  const { local, peer } = packet
  return {
    ...packet,
    ...resized(packet, redactPayload(packet, redactor)),
    local: { ...local, address: redactor.address(local.address) },
    peer: { ...peer, address: redactor.address(peer.address) },
  }
}
