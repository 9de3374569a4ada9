import { assertNever } from '../base/index.ts'
import type { LabDocument } from '../document/schema.ts'
import type { RuleEdit } from './edits.ts'
import { editedLab } from './lab-edits.ts'
import { editedRules } from './set-edits.ts'

/**
 * The document after an edit of its rules; the one given is left as it is. `LabError` `rules.*`,
 * `document.name-taken`, `document.in-use` or `lab.not-found` for an edit that cannot be made.
 */
export const applyRuleEdit = (document: LabDocument, edit: RuleEdit): LabDocument => {
  const rules = editedRules(document, edit)
  return rules === undefined ? editedLab(document, edit) : { ...document, rules }
}

const list = (names: readonly string[]): string => names.map((name) => `"${name}"`).join(', ')

/** The edit in a few words, as the undo list shows it. */
export const summarizeRuleEdit = (edit: RuleEdit): string => {
  switch (edit.kind) {
    case 'defineRule':
      return `Made the rule "${edit.rule.name}"`
    case 'changeRule':
      return `Changed the rule "${edit.name}"`
    case 'copyRule':
      return `Copied the rule "${edit.name}"`
    case 'addRules':
      return `Added ${list(edit.names)} to the rule set`
    case 'removeRules':
      return `${edit.destroy ? 'Deleted' : 'Took'} ${list(edit.names)}${edit.destroy ? '' : ' out of the rule set'}`
    case 'setRuleSet':
      return 'Set the rule set'
    case 'activateRules':
      return 'Activated the rule set'
    case 'recreatePxeImage':
      return `Made the image of the rule "${edit.name}" again`
    case 'replaceRules':
      return edit.summary
    case 'addScriptBundle':
      return `Added the script bundle "${edit.name}"`
    case 'removeScriptBundle':
      return `Removed the script bundle "${edit.name}"`
    case 'addFolder':
      return `Added the folder "${edit.name}"`
    case 'addCluster':
      return `Added the cluster "${edit.name}"`
    case 'setClusterImage':
      return edit.image === undefined
        ? `Took the image from the cluster "${edit.name}"`
        : `Gave the cluster "${edit.name}" the image "${edit.image}"`
    case 'reserveAddress':
      return `Reserved ${edit.address} for ${edit.host}`
    default:
      return assertNever(edit)
  }
}
