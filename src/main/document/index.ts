export { createDocuments, type Documents, type Edited } from './documents.ts'
