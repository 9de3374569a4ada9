export { holdId } from './hold.ts'
export { draw, pass, type Injected, type Passing, type Tallies } from './pipeline.ts'
export {
  fault,
  faultMessages,
  faultPlan,
  rewrittenMessages,
  type Fault,
  type FaultEffect,
  type FaultPlan,
} from './schema.ts'
export { faultInWords } from './words.ts'
