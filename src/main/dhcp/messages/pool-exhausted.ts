import { numberToIpv4 } from '../../../shared/base/index.ts'
import type { FactOf } from '../../../shared/facts/index.ts'
import type { ServedSubnet } from '../config.ts'
import { ignore, type Outcome, type Situation } from '../outcome.ts'
import type { Request } from '../request.ts'

/** A host without an address boots nothing until somebody makes room: what to do is said at the first DISCOVER of an attempt. */
export const poolExhausted = (
  request: Request,
  situation: Situation,
  { cidr, pool }: ServedSubnet,
): Outcome => {
  const { host } = situation
  const silence = ignore(
    request,
    situation,
    'dhcp.pool-exhausted',
    `No address of ${cidr} is free.`,
  )
  if ((situation.trace?.unanswered ?? 0) > 0) return silence
  const finding: FactOf<'dhcp.finding'> = {
    type: 'dhcp.finding',
    host,
    mac: request.mac,
    finding: {
      code: 'dhcp.pool-exhausted',
      message: `${host} gets no address: all from ${numberToIpv4(pool.first)} to ${numberToIpv4(pool.last)} are held, reserved or excluded.`,
    },
    proposal:
      'Make the pool larger, give the host an address of its own, or wait: an address that was leased is free when its lease ends, a declined one after a day.',
  }
  return { ...silence, facts: [...silence.facts, finding] }
}
