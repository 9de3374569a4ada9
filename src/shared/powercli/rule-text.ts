import { LabError } from '../base/index.ts'
import type { LabDocument, Rule } from '../document/schema.ts'
import { createConsole } from './console.ts'
import type { ConsoleLab } from './lab.ts'

/** What a line that makes a rule says: the rule, or why it cannot be read. */
export type RuleText =
  | { readonly kind: 'rule'; readonly rule: Rule }
  | { readonly kind: 'problem'; readonly lines: readonly string[] }

const refuse = (): Promise<never> =>
  Promise.reject(new LabError('powercli.not-in-this-lab', 'Only a rule is read here.'))

/** A lab in which nothing can be done but make one rule, which is told and not made. */
const listeningLab = (document: LabDocument, onRule: (rule: Rule) => void): ConsoleLab => ({
  document: () => document,
  hosts: () => [],
  isUp: () => true,
  images: {
    depots: () => Promise.resolve([]),
    packages: refuse,
    software: refuse,
    compare: refuse,
    compose: refuse,
    assemble: refuse,
    check: async function* () {},
    change: refuse,
    export: refuse,
  },
  edit: (edit) => {
    if (edit.kind !== 'defineRule') return refuse()
    onRule(edit.rule)
    return Promise.resolve()
  },
  repair: refuse,
  move: refuse,
  associate: refuse,
  restore: refuse,
  reconnect: refuse,
  disconnect: refuse,
  setMaintenance: refuse,
  remediate: refuse,
  checkCompliance: refuse,
  remove: refuse,
  powerOn: refuse,
  powerOff: refuse,
  restart: refuse,
  breathe: () => Promise.resolve(),
  sleep: refuse,
})

/**
 * Reads the text beside the wizard: a New-DeployRule line (or New-LCMClusterRuleWithTransform), as
 * `ruleLine` writes it or as somebody typed it. Nothing is made. `editing` is the rule that the text
 * may name again.
 */
export const readRuleText = async (
  document: LabDocument,
  text: string,
  editing?: string,
): Promise<RuleText> => {
  const defined = document.rules.defined.filter(({ name }) => name !== editing)
  const without = { ...document, rules: { ...document.rules, defined } }
  const rules: Rule[] = []
  const lab = listeningLab(without, (rule) => rules.push(rule))
  const { lines, errors } = await createConsole(lab).run(text, { isWhole: true })
  const [rule] = rules
  if (errors > 0) {
    const shown = lines.filter(({ stream }) => stream === 'error')
    return { kind: 'problem', lines: shown.map((line) => line.text) }
  }
  return rule !== undefined && rules.length === 1
    ? { kind: 'rule', rule }
    : { kind: 'problem', lines: ['Write one New-DeployRule.'] }
}
