import { nowhere } from '../../../shared/packet/dhcp/index.ts'
import type { Lease } from '../../journal/store.ts'
import { bootOf } from '../boot.ts'
import type { ServedSubnet } from '../config.ts'
import { destinationOf } from '../destination.ts'
import { clientOf, textOf, type Outcome, type Situation } from '../outcome.ts'
import { draftReply } from '../reply.ts'
import type { Request } from '../request.ts'

/** ms an offered address is kept for the client: longer than any firmware goes on asking in one attempt. */
const offerHeld = 90_000

const leaseFor = (
  request: Request,
  { host, now, config }: Situation,
  address: string,
  state: 'offered' | 'bound',
): Lease => ({
  client: request.client,
  host,
  mac: request.mac,
  address,
  expiresAt: Math.ceil(now + (state === 'offered' ? offerHeld : config.leaseTime * 1000)),
  ...(request.uuid === undefined ? {} : { uuid: request.uuid }),
  state,
})

type Grant = {
  readonly request: Request
  readonly situation: Situation
  readonly subnet: ServedSubnet
  readonly address: string
  /** Without an OFFER before it (RFC 4039). */
  readonly rapidCommit?: boolean
}

const given = ({ request, situation, subnet, address }: Grant, type: 'offer' | 'ack') => {
  const { config } = situation
  const boot = bootOf(request, situation)
  const to = destinationOf(request, type, config, address)
  const facts = {
    ...clientOf(request, situation),
    address,
    bootFile: boot?.file ?? '',
    nextServer: boot?.nextServer ?? '',
    sentTo: textOf(situation.reach(to, request)),
  }
  const draft = { type, request, config, subnet, address, speaksOfLease: true, boot }
  return { draft, to, facts }
}

/** Offers an address and keeps it for a while. A lease in force stays as it is. */
export const offer = (grant: Grant): Outcome => {
  const { request, situation, address } = grant
  const { draft, to, facts } = given(grant, 'offer')
  const current = situation.leases.of(request.client)
  const stands =
    current?.state === 'bound' && current.address === address && current.expiresAt > situation.now
  return {
    replies: [{ packet: draftReply(draft), to }],
    leases: stands ? [] : [leaseFor(request, situation, address, 'offered')],
    facts: [{ type: 'dhcp.offered', ...facts }],
  }
}

/** The lease that the same card had on the address under another client identifier is over. */
const takenOver = ({ request, situation, address }: Grant): readonly Lease[] => {
  const former = situation.leases.on(address)
  return former === undefined || former.client === request.client
    ? []
    : [{ ...former, state: 'released', expiresAt: situation.now }]
}

/** Grants the lease. */
export const acknowledge = (grant: Grant): Outcome => {
  const { request, situation, address, rapidCommit = false } = grant
  const { draft, to, facts } = given(grant, 'ack')
  return {
    replies: [{ packet: draftReply({ ...draft, rapidCommit }), to }],
    leases: [...takenOver(grant), leaseFor(request, situation, address, 'bound')],
    facts: [{ type: 'dhcp.acknowledged', ...facts, leaseTime: situation.config.leaseTime }],
  }
}

/** Says no: the client starts over. */
export const refuse = (
  request: Request,
  situation: Situation,
  address: string,
  reason: { readonly code: string; readonly message: string },
): Outcome => {
  const { config } = situation
  const to = destinationOf(request, 'nak', config)
  const packet = draftReply({
    type: 'nak',
    request,
    config,
    address: nowhere,
    message: reason.message,
  })
  return {
    replies: [{ packet, to }],
    leases: [],
    facts: [{ type: 'dhcp.refused', ...clientOf(request, situation), address, reason }],
  }
}
