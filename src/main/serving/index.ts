export { doingOf } from './doing.ts'
export { servedNetwork, type ServedNetwork } from './named.ts'
export { createServing, type ServedPart, type Serving } from './serving.ts'
export { probeInterface, sightInterfaces, sightRights } from './sight.ts'
