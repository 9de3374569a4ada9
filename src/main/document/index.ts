export { createDocuments, type Documents } from './documents.ts'
export { lastTold } from './last-told.ts'
