export { createFaults, type Faults, type FaultSeam } from './faults.ts'
