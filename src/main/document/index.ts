export { createDocuments, type Documents, type Edited } from './documents.ts'
export { lastTold } from './last-told.ts'
