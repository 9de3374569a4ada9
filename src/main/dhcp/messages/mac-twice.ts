import type { FactOf } from '../../../shared/facts/index.ts'
import { clientOf, type Situation } from '../outcome.ts'
import type { Request } from '../request.ts'

/** The half of a UUID that stands in the same order wherever it comes from: firmware and iPXE may swap the other. */
const unswapped = (uuid: string): string => uuid.slice(-17)

/**
 * Two machines with one MAC are one to DHCP, to every switch and to the lab: they take each other's address in the middle of
 * a boot, and nothing else would say why it stands still. Said when the MAC comes with another UUID than the last time.
 */
export const macTwice = (
  request: Request,
  situation: Situation,
): readonly FactOf<'dhcp.finding'>[] => {
  const { uuid: before, unanswered = 0 } = situation.trace ?? {}
  const { uuid } = request
  if (uuid === undefined || before === undefined || unanswered > 0) return []
  if (unswapped(uuid) === unswapped(before)) return []
  const { host, mac } = clientOf(request, situation)
  return [
    {
      type: 'dhcp.finding',
      host,
      mac,
      finding: {
        code: 'dhcp.mac-twice',
        message: `Two machines ask with the MAC ${mac}: one has the UUID ${before}, one ${uuid}.`,
      },
      proposal:
        'Give one of them another MAC: they take each other’s address and packets, and their boots stand still. A card that was moved to another machine is no fault.',
    },
  ]
}
