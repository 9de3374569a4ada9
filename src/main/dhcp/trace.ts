import type { Request } from './request.ts'

/** What is remembered of a machine from packet to packet, beside its lease. Forgotten at a restart. */
export type Trace = {
  /** Transaction of its last DISCOVER. */
  readonly discoverXid: number | undefined
  /** Its firmware asked for HTTP Boot: the iPXE it started is told to stay with HTTP. */
  readonly byHttp: boolean
  /** DISCOVERs in a row that no REQUEST followed. */
  readonly unanswered: number
  /** The UUID it last came with, in this attempt or one before. */
  readonly uuid: string | undefined
  /** ms since the epoch. */
  readonly at: number
}

/** ms after which an attempt to boot is over and another begins. */
const attempt = 120_000

/** What is remembered after a packet. */
export const nextTrace = (before: Trace | undefined, request: Request, now: number): Trace => {
  const known = before !== undefined && now - before.at < attempt ? before : undefined
  const isDiscover = request.type === 'discover'
  return {
    discoverXid: isDiscover ? request.packet.xid : known?.discoverXid,
    byHttp:
      request.firmware.kind === 'ipxe' ? known?.byHttp === true : request.firmware.kind === 'http',
    uuid: request.uuid ?? before?.uuid,
    unanswered: isDiscover ? (known?.unanswered ?? 0) + 1 : 0,
    at: now,
  }
}

/** Machines remembered at least, and twice as many at most: anybody can make up MAC addresses. */
const generation = 10_000

/** The traces of the machines heard last. */
export const createTraces = () => {
  let current = new Map<string, Trace>()
  let former = new Map<string, Trace>()
  const of = (mac: string): Trace | undefined => current.get(mac) ?? former.get(mac)
  return {
    of,
    note(request: Request, now: number) {
      current.set(request.mac, nextTrace(of(request.mac), request, now))
      if (current.size >= generation) [former, current] = [current, new Map()]
    },
  }
}
