export { createFaults, type Faults, type FaultSeam } from './faults.ts'
export { parseFaultPlan } from './plan-file.ts'
export { withFaults } from './network.ts'
