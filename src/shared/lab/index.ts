export { emptyLab, foldLab, withDocument } from './fold.ts'
export type * from './view.ts'
