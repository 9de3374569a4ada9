import type { FactOf } from '../../../shared/facts/index.ts'
import { chooseAddress } from '../allocate.ts'
import type { ServedSubnet } from '../config.ts'
import { clientOf, ignore, type Outcome, type Situation } from '../outcome.ts'
import type { Request } from '../request.ts'
import { acknowledge, offer } from './grant.ts'
import { macTwice } from './mac-twice.ts'
import { noAddress } from './no-address.ts'
import { noLoader } from './no-loader.ts'

/** Characters of a client's own words that are written down: what one option holds, though many may carry it (RFC 3396). */
const mostSaid = 255
const said = (words: string): string => words.slice(0, mostSaid)

/** The user classes of a client, for a fact. */
export const sayingItsClasses = ({ userClasses }: Request): { readonly userClass?: string } =>
  userClasses.length === 0 ? {} : { userClass: said(userClasses.join(', ')) }

/** The fact that a client looks for a server. */
export const discovered = (request: Request, situation: Situation): FactOf<'dhcp.discovered'> => ({
  type: 'dhcp.discovered',
  ...clientOf(request, situation),
  ...(request.firmware.kind === 'none' ? {} : { arch: request.firmware.archs[0] }),
  ...(request.uuid === undefined ? {} : { uuid: request.uuid }),
  ...(request.vendorClass === undefined ? {} : { vendorClass: said(request.vendorClass) }),
  ...sayingItsClasses(request),
})

/** Some cards take a second offer in one attempt for a second server's: the host's quirk asks for one alone. */
const isRepeated = ({ mac, packet }: Request, { config, trace }: Situation): boolean =>
  config.hostByMac.get(mac)?.boot.singleOffer === true && trace?.discoverXid === packet.xid

/** What comes of a DISCOVER of an attempt that had its offer, where the host gets one alone. */
export const offeredOnce = (request: Request, situation: Situation): Outcome | undefined => {
  if (!isRepeated(request, situation)) return undefined
  const why = 'This host gets one offer an attempt.'
  const silence = ignore(request, situation, 'dhcp.offered-once', why)
  return { ...silence, facts: [discovered(request, situation), ...silence.facts] }
}

/** A client looks for a server (RFC 2131 section 4.3.1); with rapid commit it has its lease at once (RFC 4039). */
export const handleDiscover = (
  request: Request,
  situation: Situation,
  subnet: ServedSubnet,
): Outcome => {
  const repeated = offeredOnce(request, situation)
  if (repeated !== undefined) return repeated
  const address = chooseAddress(request, situation, subnet)
  const rapid = request.rapidCommit && situation.config.rapidCommit
  const grant = address === undefined ? undefined : { request, situation, subnet, address }
  const outcome =
    grant === undefined
      ? noAddress(request, situation, subnet)
      : rapid
        ? acknowledge({ ...grant, rapidCommit: true })
        : offer(grant)
  const facts = [
    discovered(request, situation),
    ...outcome.facts,
    ...noLoader(request, situation),
    ...macTwice(request, situation),
  ]
  return { ...outcome, facts }
}
