export { createFaults } from './faults.ts'
export { parseFaultPlan } from './plan-file.ts'
export { withFaults } from './network.ts'
