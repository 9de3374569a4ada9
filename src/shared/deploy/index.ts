export { applyDeployEdit, summarizeDeployEdit } from './apply.ts'
export {
  configurationDrift,
  configurationOf,
  settingsFrom,
  type Configuration,
} from './configuration.ts'
export { answersOf, customizationState, profileOf, questionsOf } from './customization.ts'
export type { CustomizationState, Question } from './customization.ts'
export { deployEdits, isDeployEdit, type DeployEdit } from './edits.ts'
export { answers, proxyServer, scriptBundle } from './schema.ts'
export type { Answers, BundledScript, Customization, ProxyServer, ScriptBundle } from './schema.ts'
export { parseBundledScript, scriptLimits, type ScriptCommand } from './script.ts'
