import type { Column, View } from './views.ts'
import { views } from './views.ts'
import {
  isArray,
  isBlock,
  isObject,
  propertyOf,
  toText,
  type LabObject,
  type Value,
} from './values.ts'

/** Members of an array that are shown before `...`, as in PowerShell. */
const shownMembers = 4

/** A property's value in a list or a table: arrays in braces. */
export const cellText = (value: Value): string => {
  if (!isArray(value)) return toText(value).replaceAll(/[\r\n]+/g, ' ')
  const shown = value.slice(0, shownMembers).map(toText)
  return `{${[...shown, ...(value.length > shownMembers ? ['...'] : [])].join(', ')}}`
}

const listLines = (item: LabObject, properties: readonly string[]): readonly string[] => {
  const width = Math.max(...properties.map((name) => name.length))
  return properties.map((name) =>
    `${name.padEnd(width)} : ${cellText(propertyOf(item, name) ?? null)}`.trimEnd(),
  )
}

const cut = (text: string, width: number): string =>
  text.length <= width ? text : `${text.slice(0, Math.max(0, width - 3))}...`

const formatList = (
  items: readonly LabObject[],
  properties?: readonly string[],
): readonly string[] =>
  items.flatMap((item) => ['', ...listLines(item, properties ?? Object.keys(item.properties))])

const formatTable = (
  items: readonly LabObject[],
  columns: readonly Column[],
): readonly string[] => {
  const rows = items.map((item) =>
    columns.map(({ property }) => cellText(propertyOf(item, property) ?? null)),
  )
  const headers = columns.map(({ header, property }) => header ?? property)
  const widths = columns.map(({ width }, index) => {
    const needed = [headers[index] ?? '', ...rows.map((row) => row[index] ?? '')]
    return width ?? Math.max(...needed.map((text) => text.length))
  })
  const line = (cells: readonly string[]): string =>
    cells
      .map((text, index) => cut(text, widths[index] ?? 0).padEnd(widths[index] ?? 0))
      .join(' ')
      .trimEnd()
  return [
    '',
    line(headers),
    line(headers.map((header) => '-'.repeat(header.length))),
    ...rows.map(line),
  ]
}

/** A record without a view of its own: a table up to four properties, then a list. */
const viewOf = (item: LabObject): View =>
  views[item.type] ??
  (Object.keys(item.properties).length <= 4
    ? { kind: 'table', columns: Object.keys(item.properties).map((property) => ({ property })) }
    : { kind: 'list' })

/** Objects of one type under a view; an empty line before each list, and one after all. */
export const formatWith = (items: readonly LabObject[], view: View): readonly string[] => [
  ...(view.kind === 'list' ? formatList(items, view.properties) : formatTable(items, view.columns)),
  '',
]

const sameShape = (one: LabObject, other: LabObject): boolean =>
  one.type === other.type &&
  (views[one.type] !== undefined ||
    Object.keys(one.properties).join() === Object.keys(other.properties).join())

/** A rule set is shown as its rules. */
const unfold = (values: readonly Value[]): readonly Value[] =>
  values.flatMap((value) => {
    if (isArray(value)) return unfold(value)
    const isSet = isObject(value) && value.type === 'DeployRuleSet'
    const rules = isSet ? propertyOf(value, 'RuleList') : undefined
    return rules === undefined || !isArray(rules) ? [value] : unfold(rules)
  })

/** What a statement left, as the lines a console shows. */
export const formatValues = (values: readonly Value[]): readonly string[] => {
  const lines: string[] = []
  let group: LabObject[] = []
  const flush = (): void => {
    const [first] = group
    if (first !== undefined) lines.push(...formatWith(group, viewOf(first)))
    group = []
  }
  for (const value of unfold(values)) {
    if (!isObject(value)) {
      flush()
      if (value !== null) lines.push(...(isBlock(value) ? value.source : toText(value)).split('\n'))
    } else if (value.type === 'Formatted') {
      flush()
      lines.push(...formattedLines(value))
    } else {
      const [first] = group
      if (first !== undefined && !sameShape(first, value)) flush()
      group.push(value)
    }
  }
  flush()
  return lines
}

/** Lines that Format-List and its like have made already. */
export const formatted = (lines: readonly string[]): LabObject => ({
  type: 'Formatted',
  properties: { Lines: lines },
})

const formattedLines = (value: LabObject): readonly string[] => {
  const lines = value.properties['Lines'] ?? null
  return isArray(lines) ? lines.map(toText) : []
}
