export { applyRuleEdit, summarizeRuleEdit } from './apply.ts'
export { nothingSent } from './attributes.ts'
export { emptyMemory, foldMemory, memoryFacts, type Memory, type Stored } from './associations.ts'
export {
  changesBetween,
  nextBootChanges,
  repairedAssociation,
  testCompliance,
  type Candidate,
} from './changes.ts'
export { compilePattern, compileRule } from './compile.ts'
export { copyOf } from './copy.ts'
export {
  associationOf,
  compileRules,
  compileRuleSet,
  decide,
  rulesIn,
  type CompiledRuleSet,
  type SetName,
} from './decide.ts'
export { attributesOfHost, discoveredHosts, foldDiscovered, type Discovered } from './discovered.ts'
export { isRuleEdit, ruleEdits, type RuleEdit } from './edits.ts'
export { explain } from './explain.ts'
export { patternsFor, reservationFor } from './from-host.ts'
export { setChanges } from './set-changes.ts'
export { checkInWorkingSet } from './set-edits.ts'
export { bootAt, emptyPast, foldPast, type RulesPast } from './history.ts'
export { itemNameIn } from './items.ts'
export { previewPatterns } from './preview.ts'
export { kindText } from './references.ts'
export * from './reports.ts'
