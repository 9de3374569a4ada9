export { createRulesApi, type RulesApi, type RulesApiDeps } from './api.ts'
export { createRulesEngine, type RulesEngineDeps } from './engine.ts'
