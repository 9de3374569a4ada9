import { architectureOf } from '../../../shared/packet/dhcp/index.ts'
import type { FactOf } from '../../../shared/facts/index.ts'
import { loaderOf } from '../boot.ts'
import { clientOf, type Situation } from '../outcome.ts'
import type { Request } from '../request.ts'

/** Firmware that we have no loader for boots nothing, however often it asks: said at the first DISCOVER of an attempt. */
export const noLoader = (
  request: Request,
  situation: Situation,
): readonly FactOf<'dhcp.finding'>[] => {
  const { firmware } = request
  const isFirst = (situation.trace?.unanswered ?? 0) === 0
  if (firmware.kind === 'none' || !isFirst) return []
  if (loaderOf(request, situation.config) !== undefined) return []
  const { host, mac } = clientOf(request, situation)
  const archs = firmware.archs.map(
    (arch) => `${String(arch)} (${architectureOf(arch)?.name ?? 'unknown'})`,
  )
  return [
    {
      type: 'dhcp.finding',
      host,
      mac,
      finding: {
        code: 'dhcp.no-loader',
        message: `${host} boots architecture ${archs.join(', ')}, and there is no loader for it.`,
      },
      proposal:
        'Name one: for the architecture in network.dhcp.loaders of the document, or for this host in its boot.loader.',
    },
  ]
}
