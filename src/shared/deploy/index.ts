export { applyDeployEdit, summarizeDeployEdit } from './apply.ts'
export {
  configurationDrift,
  configurationOf,
  logHostOption,
  settingsFrom,
  type Configuration,
} from './configuration.ts'
export {
  answersOf,
  customizationState,
  profileOf,
  questions,
  questionsOf,
} from './customization.ts'
export { deployEdits, isDeployEdit, type DeployEdit } from './edits.ts'
export { readBackup, stateOf, writeBackup, type KeptAssociation } from './state.ts'
export { parseBundledScript, scriptLimits, type ScriptCommand } from './script.ts'
