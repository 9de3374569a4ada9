export { createRulesEngine, type RulesEngineDeps } from './engine.ts'
