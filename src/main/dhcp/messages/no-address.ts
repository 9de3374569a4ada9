import { numberToIpv4 } from '../../../shared/base/index.ts'
import type { FactOf } from '../../../shared/facts/index.ts'
import { reservationOf } from '../allocate.ts'
import type { ServedSubnet } from '../config.ts'
import { ignore, type Outcome, type Situation } from '../outcome.ts'
import type { Request } from '../request.ts'

type Trouble = FactOf<'dhcp.finding'>['finding'] & { readonly proposal: string }

const poolExhausted = (host: string, { first, last }: ServedSubnet['pool']): Trouble => ({
  code: 'dhcp.pool-exhausted',
  message: `${host} gets no address: all from ${numberToIpv4(first)} to ${numberToIpv4(last)} are held, reserved or excluded.`,
  proposal:
    'Make the pool larger, give the host an address of its own, or wait: an address that was leased is free when its lease ends, a declined one after a day. A machine whose system names itself otherwise than its firmware takes two, unless network.dhcp.identity of the document is `mac`.',
})

const reservationTaken = (host: string, address: string): Trouble => ({
  code: 'dhcp.reservation-taken',
  message: `${host} gets no address: ${address}, which is reserved for it, is in use by another machine, and this mode gives no other.`,
  proposal:
    'Find the machine that answers on the address, or reserve another: this one is set aside for a day after a host declined it.',
})

/** A host without an address boots nothing until somebody makes room: what to do is said at the first DISCOVER of an attempt. */
export const noAddress = (
  request: Request,
  situation: Situation,
  subnet: ServedSubnet,
): Outcome => {
  const { host, config, trace } = situation
  const reserved = reservationOf(request, config, subnet)
  const { proposal, ...finding } =
    config.mode === 'reservationOnly' && reserved !== undefined
      ? reservationTaken(host, reserved)
      : poolExhausted(host, subnet.pool)
  const why = `No address of ${subnet.cidr} is free for it.`
  const silence = ignore(request, situation, finding.code, why)
  if ((trace?.unanswered ?? 0) > 0) return silence
  const said = { type: 'dhcp.finding', host, mac: request.mac, finding, proposal } as const
  return { ...silence, facts: [...silence.facts, said] }
}
