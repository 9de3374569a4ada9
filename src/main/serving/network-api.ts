import type { Clock } from '../../shared/base/index.ts'
import type { ApiDeps } from '../api/index.ts'
import type { Serving } from './serving.ts'
import { probeInterface, sightInterfaces, sightRights } from './sight.ts'

/** What the API asks of real networks. */
export const createNetworkApi = (serving: Serving, clock: Clock): ApiDeps['network'] => ({
  interfaces: sightInterfaces,
  rights: sightRights,
  probe: (name, signal) => probeInterface(name, clock, signal),
  serve: (order) => serving.serve(order),
  stop: () => serving.stop(),
})
