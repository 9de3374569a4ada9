export { createHosts, type Hosts, type HostsDeps } from './hosts.ts'
export { timings } from './simulated/timings.ts'
export type { Identify } from './identify.ts'
export { loadVendors } from './vendors.ts'
