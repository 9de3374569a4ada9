import { nowhere } from '../../../shared/packet/dhcp/index.ts'
import type { FactOf } from '../../../shared/facts/index.ts'
import { bootOf, type Boot } from '../boot.ts'
import { destinationOf, type Destination } from '../destination.ts'
import { clientOf, ignore, textOf, type Outcome, type Situation } from '../outcome.ts'
import { draftReply } from '../reply.ts'
import { namesAnother, type Request } from '../request.ts'
import { discovered, offeredOnce } from './discover.ts'
import { noLoader } from './no-loader.ts'

/** DISCOVERs in a row without any answer from the client, after which we name the trouble. */
const patience = 3

/** Firmware that ignores proxy offers: it repeats DISCOVER, takes nobody's offer, never asks port 4011. */
const findingOf = (request: Request, situation: Situation): readonly FactOf<'dhcp.finding'>[] =>
  (situation.trace?.unanswered ?? 0) + 1 === patience
    ? [
        {
          type: 'dhcp.finding',
          host: situation.host,
          mac: request.mac,
          finding: {
            code: 'dhcp.proxy-offer-ignored',
            message: `${situation.host} repeats DISCOVER (${String(patience)} times), takes no offer and does not ask port 4011.`,
          },
          proposal:
            'Its firmware ignores proxy offers, or no server here gives addresses. Set options 66 and 67 on the network’s own DHCP server, or serve in authoritative mode on a network of the rack’s own.',
        },
      ]
    : []

/** Which server's offer a client took, as its REQUEST tells everybody. */
const addressedElsewhere = (
  request: Request,
  situation: Situation,
): readonly FactOf<'dhcp.addressedElsewhere'>[] => {
  const serverId = namesAnother(request, situation.config.server)
  if (request.type !== 'request' || serverId === undefined) return []
  const address = request.requested ?? request.packet.ciaddr
  return [{ type: 'dhcp.addressedElsewhere', ...clientOf(request, situation), address, serverId }]
}

/** Boot information without an address (PXE 2.1 section 2.2.3: the proxy's offer). */
const proxyOffer = (request: Request, situation: Situation, boot: Boot): Outcome => {
  const { config } = situation
  const finding = findingOf(request, situation)
  const repeated = offeredOnce(request, situation)
  if (repeated !== undefined) return { ...repeated, facts: [...repeated.facts, ...finding] }
  const to = destinationOf(request, 'offer', config)
  const packet = draftReply({ type: 'offer', request, config, address: nowhere, boot })
  return {
    replies: [{ packet, to }],
    leases: [],
    facts: [
      discovered(request, situation),
      {
        type: 'dhcp.proxyOffered',
        ...clientOf(request, situation),
        bootFile: boot.file,
        nextServer: boot.nextServer,
        sentTo: textOf(situation.reach(to, request)),
      },
      ...finding,
    ],
  }
}

/** The boot server's answer (PXE 2.1 section 2.2.4) goes to the client's address, on the port it asked from. */
const bootAnswer = (request: Request, situation: Situation, boot: Boot): Outcome => {
  const { packet, from } = request
  const address = packet.ciaddr === nowhere ? from.address : packet.ciaddr
  // Who has no address yet and asks everybody hears nothing else.
  const to: Destination =
    address === nowhere
      ? { kind: 'broadcast' }
      : { kind: 'unicast', to: { address, port: from.port } }
  return {
    replies: [
      {
        packet: draftReply({
          type: 'ack',
          request,
          config: situation.config,
          address: nowhere,
          boot,
        }),
        to,
      },
    ],
    leases: [],
    facts: [
      {
        type: 'dhcp.proxyAcknowledged',
        ...clientOf(request, situation),
        address,
        bootFile: boot.file,
        nextServer: boot.nextServer,
        sentTo: textOf(situation.reach(to, request)),
      },
    ],
  }
}

/** Proxy mode, and the boot server in any mode: another server gives addresses, we say what to boot. */
export const handleProxied = (request: Request, situation: Situation): Outcome => {
  const boot = bootOf(request, situation)
  if (boot === undefined) {
    const ignored = ignore(
      request,
      situation,
      'dhcp.not-a-boot',
      'There is nothing for it to boot.',
    )
    return { ...ignored, facts: [...ignored.facts, ...noLoader(request, situation)] }
  }
  const asksBootServer =
    situation.service === 'boot' && (request.type === 'request' || request.type === 'inform')
  if (asksBootServer) return bootAnswer(request, situation, boot)
  if (request.type === 'discover') return proxyOffer(request, situation, boot)
  const elsewhere = addressedElsewhere(request, situation)
  return elsewhere.length > 0
    ? { replies: [], leases: [], facts: elsewhere }
    : ignore(
        request,
        situation,
        'dhcp.for-the-server',
        'It speaks to the server that gives addresses.',
      )
}

/** Observe mode: what is heard is written down; nothing is answered. */
export const handleObserved = (request: Request, situation: Situation): Outcome => {
  const elsewhere = addressedElsewhere(request, situation)
  if (elsewhere.length > 0) return { replies: [], leases: [], facts: elsewhere }
  const silent = ignore(request, situation, 'dhcp.observing', 'This network is only observed.')
  return request.type === 'discover'
    ? { ...silent, facts: [discovered(request, situation), ...silent.facts] }
    : silent
}
