export { holdId } from './hold.ts'
export { draw, pass, type Injected, type Passing, type Tallies, type Tally } from './pipeline.ts'
export {
  fault,
  faultEffect,
  faultMessages,
  faultPlan,
  type Fault,
  type FaultEffect,
  type FaultPlan,
} from './schema.ts'
export { faultInWords, whatFaultDoes } from './words.ts'
