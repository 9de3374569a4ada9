import {
  broadcastFlag,
  codeOfMessage,
  encodeDhcp,
  nowhere,
  option,
  options,
  smallestPacket,
  type DhcpPacket,
} from '../../shared/packet/dhcp/index.ts'
import { LabError } from '../../shared/base/index.ts'
import type { Boot } from './boot.ts'
import type { DhcpConfig, ServedSubnet } from './config.ts'
import type { Request } from './request.ts'

/** Most bytes of UDP payload an Ethernet frame carries unfragmented. */
const largestPayload = 1472
/** IP and UDP headers, which option 57 counts. */
const headers = 28
/** What every client must take (RFC 2131 section 2). */
const smallestMaximum = 576

type Draft = {
  readonly type: 'offer' | 'ack' | 'nak'
  readonly request: Request
  readonly config: DhcpConfig
  readonly address: string
  /** Not in a NAK nor in an answer to INFORM. */
  readonly speaksOfLease?: boolean
  readonly subnet?: ServedSubnet
  readonly boot?: Boot | undefined
  readonly rapidCommit?: boolean
  /** Why, in a NAK. */
  readonly message?: string
}

type Entry = readonly [number, Uint8Array]

/** RFC 2131 section 4.4.5: renew at half the time, rebind at seven eighths. */
const leaseOptions = (leaseTime: number): readonly Entry[] => [
  option(options.leaseTime, leaseTime),
  option(options.renewalTime, Math.floor(leaseTime / 2)),
  option(options.rebindingTime, Math.floor(leaseTime * 0.875)),
]

/** What is the same in every reply of a configuration is written once. */
const fixedOptions = new WeakMap<
  DhcpConfig,
  { readonly serverId: Entry; readonly lease: readonly Entry[] }
>()
const fixedOf = (config: DhcpConfig) => {
  const known = fixedOptions.get(config)
  if (known !== undefined) return known
  const made = {
    serverId: option(options.serverId, config.server),
    lease: leaseOptions(config.leaseTime),
  }
  fixedOptions.set(config, made)
  return made
}
const typeEntries = {
  offer: option(options.messageType, codeOfMessage('offer')),
  ack: option(options.messageType, codeOfMessage('ack')),
  nak: option(options.messageType, codeOfMessage('nak')),
}

const noOptions: ReadonlyMap<number, Uint8Array> = new Map()

/** Given whether asked for or not: a client can do little without them. */
const always = [
  options.subnetMask.code,
  options.router.code,
  options.nameServer.code,
  options.classlessRoutes.code,
]

/**
 * The options in the order a reply has them: what it is and from whom, the lease, what the client asked for in the order it
 * asked (RFC 2131 section 4.3.1), the boot options, the client's subnet selection (RFC 3011) and identifier (RFC 6842), the relay's own last
 * (RFC 3046 section 2.2).
 */
const orderedOptions = (draft: Draft): ReadonlyMap<number, Uint8Array> => {
  const { request, config, subnet, boot } = draft
  const ordered = new Map<number, Uint8Array>()
  const fixed = fixedOf(config)
  const put = ([code, data]: Entry) => {
    if (!ordered.has(code)) ordered.set(code, data)
  }
  const bootOptions = boot === undefined ? noOptions : new Map(boot.options)
  const putIfOffered = (code: number) => {
    // The mask stands before the router, whatever order it was asked in (RFC 2132 section 3.3).
    if (code === options.router.code) putIfOffered(options.subnetMask.code)
    const data = bootOptions.get(code) ?? subnet?.offered.get(code)
    if (data !== undefined) put([code, data])
  }
  const echo = (code: number) => {
    const data = request.packet.options.get(code)
    if (data !== undefined) put([code, data])
  }
  put(typeEntries[draft.type])
  put(request.override === undefined ? fixed.serverId : option(options.serverId, request.override))
  if (draft.speaksOfLease === true) fixed.lease.forEach(put)
  if (draft.rapidCommit === true) put(option(options.rapidCommit, true))
  if (draft.message !== undefined) put(option(options.message, draft.message))
  request.parameterList.forEach(putIfOffered)
  always.forEach(putIfOffered)
  bootOptions.forEach((data, code) => {
    put([code, data])
  })
  echo(options.subnetSelection.code)
  echo(options.clientId.code)
  echo(options.relayInfo.code)
  return ordered
}

/** The reply to a request (RFC 2131 table 3). */
export const draftReply = (draft: Draft): DhcpPacket => {
  const { request, boot } = draft
  const { packet } = request
  // A relay hands what gives no address to everybody: it would send to 0.0.0.0 else; and a refused one is in doubt (section 4.3.2).
  const isForAll = packet.giaddr !== nowhere && draft.address === nowhere
  return {
    op: 'reply',
    htype: packet.htype,
    hops: 0,
    xid: packet.xid,
    secs: 0,
    flags: isForAll ? packet.flags | broadcastFlag : packet.flags,
    ciaddr: draft.type === 'ack' ? packet.ciaddr : nowhere,
    yiaddr: draft.address,
    siaddr: boot?.nextServer ?? nowhere,
    giaddr: packet.giaddr,
    chaddr: packet.chaddr,
    sname: '',
    file: boot !== undefined && boot.file.length <= 127 ? boot.file : '',
    options: orderedOptions(draft),
  }
}

/** The largest payload the client takes (option 57), within what a frame carries. */
const payloadFor = (request: Request): number =>
  Math.min(largestPayload, Math.max(smallestMaximum, request.maxSize ?? smallestMaximum) - headers)

const tooLong = (error: unknown) => error instanceof LabError && error.code === 'dhcp.too-long'

/** Options no reply goes without. */
const needed: ReadonlySet<number> = new Set([
  options.messageType.code,
  options.serverId.code,
  options.leaseTime.code,
  options.subnetMask.code,
  options.vendorClass.code,
  options.vendorSpecific.code,
  options.bootFileName.code,
  options.clientId.code,
  options.relayInfo.code,
])

/**
 * The reply as bytes, within the size the client takes. What does not fit gives way: first the file field,
 * whose text option 67 repeats, then each option that has no room beside those asked for before it. `undefined` when what no
 * reply goes without has no room either: a client or relay agent may want hundreds of bytes back.
 */
export const encodeReply = (reply: DhcpPacket, request: Request): Uint8Array | undefined => {
  const limits = { min: smallestPacket, max: payloadFor(request) }
  const fitting = (packet: DhcpPacket): Uint8Array | undefined => {
    try {
      return encodeDhcp(packet, limits)
    } catch (error) {
      if (tooLong(error)) return undefined
      throw error
    }
  }
  const whole = fitting(reply) ?? fitting({ ...reply, file: '' })
  if (whole !== undefined) return whole

  const kept = new Set(needed)
  const having = (more?: number): DhcpPacket => ({
    ...reply,
    file: '',
    options: new Map([...reply.options].filter(([code]) => kept.has(code) || code === more)),
  })
  for (const code of reply.options.keys()) if (fitting(having(code)) !== undefined) kept.add(code)
  return fitting(having())
}
