import type { openLabCa as open } from './lab-ca.ts'

export { createCertificates, type Certificates } from './certificates.ts'
export { openCustomCertificates } from './custom-certificates.ts'
export type { WaiterLimits } from './limits.ts'
export { createWaiter } from './waiter.ts'

/** `openLabCa` of lab-ca.ts. Its certificate library is loaded with the first call: few labs use TLS. */
export const openLabCa: typeof open = async (options) =>
  (await import('./lab-ca.ts')).openLabCa(options)
