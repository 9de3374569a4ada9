import type { Clock } from '../../shared/base/index.ts'
import type { Serving } from './serving.ts'
import { probeInterface, sightInterfaces, sightRights } from './sight.ts'

/** What the API asks of real networks. */
export type NetworkApi = ReturnType<typeof createNetworkApi>

export const createNetworkApi = (serving: Pick<Serving, 'serve' | 'stop'>, clock: Clock) => ({
  interfaces: sightInterfaces,
  rights: sightRights,
  probe: (name: string, signal: AbortSignal) => probeInterface(name, clock, signal),
  serve: (order: Parameters<Serving['serve']>[0]) => serving.serve(order),
  stop: () => serving.stop(),
})
