export { createFaults, type Faults, type FaultSeam } from './faults.ts'
export { withFaults } from './network.ts'
