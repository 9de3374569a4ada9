export { applyRuleEdit, summarizeRuleEdit } from './apply.ts'
export { emptyMemory, foldMemory, memoryFacts, type Memory, type Stored } from './associations.ts'
export { valuesOf } from './attributes.ts'
export {
  changesBetween,
  nextBootChanges,
  repairedAssociation,
  testCompliance,
  type Candidate,
} from './changes.ts'
export { compilePattern, compileRule, type CompiledRule } from './compile.ts'
export { copyOf, type CopyChanges } from './copy.ts'
export {
  associationOf,
  compileRules,
  compileRuleSet,
  decide,
  giversOf,
  rulesIn,
  type CompiledRuleSet,
  type Decision,
  type SetName,
} from './decide.ts'
export { attributesOfHost, discoveredHosts, foldDiscovered, type Discovered } from './discovered.ts'
export { isRuleEdit, ruleEdit, ruleEdits, type RuleEdit } from './edits.ts'
export { explain } from './explain.ts'
export { patternsFor, reservationFor } from './from-host.ts'
export { setChanges, type SetChange } from './set-changes.ts'
export { checkInWorkingSet } from './set-edits.ts'
export { bootAt, emptyPast, foldPast, type RulesPast } from './history.ts'
export { itemNameIn, withTypeOf } from './items.ts'
export { previewPatterns } from './preview.ts'
export { kindText } from './references.ts'
export * from './reports.ts'
