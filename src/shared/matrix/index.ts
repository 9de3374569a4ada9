export {
  cellOf,
  isClean,
  type Attempt,
  type Cell,
  type Grid,
  type Observation,
  type Row,
} from './grid.ts'
export { renderHandout } from './html.ts'
export { matrixDocument, modes, scenarios, type Mode, type Scenario } from './scenarios.ts'
export { renderGrid } from './text.ts'
