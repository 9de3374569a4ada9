export { labOfMany } from './many-hosts.ts'
export {
  planStorm,
  stormStages,
  type Bound,
  type ServerPace,
  type StagePlan,
  type StormInput,
  type StormPlan,
  type StormStage,
} from './plan.ts'
export {
  foldStorm,
  outcomeOf,
  outcomesOf,
  stageTimes,
  type HostStorm,
  type Outcome,
  type Outcomes,
  type StageTimes,
  type StormView,
  type WaveReport,
} from './report.ts'
export { renderStorm, type StormResult } from './render.ts'
export { wavesOf, type Wave } from './waves.ts'
