import type { LabDocument, Rule, RuleItem } from '../document/schema.ts'
import { kindText } from '../rules/index.ts'
import { itemNames } from '../document/index.ts'

/** A text in single quotes, as the parser reads it back: every form of a quote is doubled. */
export const quoted = (text: string): string => `'${text.replaceAll(/['‘’‚‛]/g, '$&$&')}'`

const kinds: readonly RuleItem['kind'][] = [
  'imageProfile',
  'hostProfile',
  'cluster',
  'folder',
  'datacenter',
  'scriptBundle',
]

const getters: Readonly<Record<RuleItem['kind'], string>> = {
  imageProfile: 'Get-EsxImageProfile',
  hostProfile: 'Get-VMHostProfile',
  cluster: 'Get-Cluster',
  folder: 'Get-Folder',
  datacenter: 'Get-Datacenter',
  scriptBundle: 'Get-ScriptBundle',
}

const isNamed = (document: LabDocument, kind: RuleItem['kind'], name: string): boolean =>
  itemNames(document, kind).some((each) => each.toLowerCase() === name.toLowerCase())

/** An item by its name; by the cmdlet that finds it when things of other kinds have that name too. */
const itemText = (document: LabDocument, { kind, name }: RuleItem): string => {
  const isShared = kinds.filter((each) => isNamed(document, each, name)).length > 1
  if (!isShared) return quoted(name)
  return `(${getters[kind]} ${quoted(name.replaceAll(/[*?[`]/g, '`$&'))})`
}

const patternText = ({ patterns }: Rule): string =>
  patterns.length === 0 ? '-AllHosts' : `-Pattern ${patterns.map(quoted).join(', ')}`

/** The line that makes a rule: New-DeployRule, or the cmdlet for a cluster managed by an image. */
export const ruleLine = (document: LabDocument, rule: Rule): string => {
  const managed = rule.items.find((item) => item.kind === 'cluster' && item.pxeImage !== undefined)
  const rest = rule.items.filter((item) => item !== managed)
  const items = rest.map((item) => itemText(document, item)).join(', ')
  const head = `-Name ${quoted(rule.name)} ${patternText(rule)}`
  if (managed === undefined) return `New-DeployRule ${head} -Item ${items}`
  const cluster = `-LcmCluster ${quoted(managed.name)} -NoSignatureCheck`
  const more = rest.length === 0 ? '' : ` -Item ${items}`
  return `New-LCMClusterRuleWithTransform ${head} ${cluster}${more}`
}

const missing = (document: LabDocument, rule: Rule): readonly string[] =>
  rule.items
    .filter(({ kind, name }) => !isNamed(document, kind, name))
    .map(({ kind, name }) => `# The lab has no ${kindText(kind)} ${comment(name)} now.`)

/** A name in a comment: it must not end the line. */
const comment = (name: string): string => quoted(name.replaceAll(/\s+/g, ' '))

const setLine = (names: readonly string[], rest: string): string =>
  `Set-DeployRuleSet -DeployRule ${names.length === 0 ? '@()' : names.map(quoted).join(', ')}${rest} | Out-Null`

/**
 * The rules of a lab as a script that makes them again, in a lab that has none and the same images,
 * profiles and places.
 */
export const exportRules = (document: LabDocument): string => {
  const { defined, working, active } = document.rules
  const isSame = working.join('\n') === active.join('\n')
  return [
    `# The rules of the lab ${comment(document.name)}.`,
    '# To begin with none: Get-DeployRule *, .* | Remove-DeployRule -Delete',
    ...defined.flatMap((rule) => [
      ...missing(document, rule),
      `${ruleLine(document, rule)} | Out-Null`,
    ]),
    setLine(active, ''),
    ...(isSame ? [] : [setLine(working, ' -NoActivate')]),
    '',
  ].join('\n')
}
