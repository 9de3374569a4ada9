export { openLabCa, type LabCa } from './lab-ca.ts'
export type { WaiterLimits } from './limits.ts'
export { createWaiter, type WaiterDeps } from './waiter.ts'
