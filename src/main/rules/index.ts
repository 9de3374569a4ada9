export { refusing } from './refusing.ts'
export { createRulesApi, type RulesApi } from './api.ts'
export { createRulesEngine } from './engine.ts'
