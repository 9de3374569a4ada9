export { collectSources, sourcesWithout } from './collect.ts'
export { noteErrors } from './own-errors.ts'
