export { blastRadius, forecast, type BlastRadius, type Effect, type Outlook } from './forecast.ts'
export { emptyLab, foldLab, withDocument } from './fold.ts'
export type * from './view.ts'
