export {
  blastRadius,
  forecast,
  forecastCable,
  type BlastRadius,
  type Effect,
  type Outlook,
} from './forecast.ts'
export {
  planEffects,
  planOutlook,
  countReach,
  planReach,
  reachInWords,
  type PlanEffect,
  type PlanOutlook,
} from './plan-outlook.ts'
export { emptyLab, foldLab, withDocument } from './fold.ts'
export type * from './view.ts'
