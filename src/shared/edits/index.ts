export { applyEdit, summarize } from './edit.ts'
