export { labOfMany } from './many-hosts.ts'
export {
  planStorm,
  stormStages,
  type ServerPace,
  type StormInput,
  type StormPlan,
  type StormStage,
} from './plan.ts'
export { foldStorm, outcomesOf, stageTimes, type StormView } from './report.ts'
export { renderStorm, type StormResult } from './render.ts'
export { wavesOf, type Wave } from './waves.ts'
