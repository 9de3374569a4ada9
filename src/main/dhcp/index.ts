export { createDhcp } from './dhcp.ts'
export { standsAlone } from './interlock/lookout.ts'
export { probeSegment } from './interlock/probe.ts'
