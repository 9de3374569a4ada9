export { blastRadius, forecast, forecastCable, type BlastRadius } from './forecast.ts'
export { planEffects, planOutlook, countReach, planReach, type PlanEffect } from './plan-outlook.ts'
export { emptyLab, foldLab, withDocument } from './fold.ts'
export type * from './view.ts'
