import { LabError } from '../../base/index.ts'
import type { Call, Cmdlet } from '../run/cmdlet.ts'
import { compare } from '../run/operators.ts'
import {
  collapse,
  isBlock,
  isObject,
  membersOf,
  object,
  toText,
  typeName,
  type LabObject,
  type Value,
} from '../run/values.ts'
import { hasWildcard, wildcard } from '../run/wildcard.ts'
import { count, flag, inputObject, text, value } from './parameters.ts'
import { valueOf } from './where.ts'

const module = 'Microsoft.PowerShell.Utility'

/** The properties of an object that the names stand for; a name without one is still there, empty. */
export const selectedNames = (item: Value, typed: readonly string[]): readonly string[] => {
  const all = isObject(item) ? Object.keys(item.properties) : []
  return typed.flatMap((name) => {
    if (hasWildcard(name)) return all.filter(wildcard(name))
    return [all.find((each) => each.toLowerCase() === name.toLowerCase()) ?? name]
  })
}

/** What a calculated property calls its parts, by the beginning of their names. */
const part = (table: LabObject, ...names: readonly string[]): Value | undefined => {
  const found = Object.entries(table.properties).find(([key]) =>
    names.some((name) => key !== '' && name.startsWith(key.toLowerCase())),
  )
  return found?.[1]
}

/** A property that is reckoned for each item: `@{N='Image'; E={ $_.ImageProfile }}`. */
const calculated = async (
  call: Call,
  item: Value,
  table: LabObject,
): Promise<readonly [string, Value]> => {
  const expression = part(table, 'expression')
  if (expression === undefined)
    throw new LabError(
      'powercli.bad-argument',
      "A calculated property is like @{Name='Image'; Expression={ $_.ImageProfile }}.",
      { target: toText(table) },
    )
  const name = toText(part(table, 'name', 'label') ?? expression).trim()
  if (!isBlock(expression)) return [name, valueOf(item, toText(expression))]
  return [name, collapse(await call.evaluate(expression, item))]
}

/** An item with the properties that names and calculated properties stand for. */
export const selected = async (
  call: Call,
  item: Value,
  typed: readonly Value[],
): Promise<LabObject> => {
  const entries: (readonly [string, Value])[] = []
  for (const each of typed)
    if (isObject(each)) entries.push(await calculated(call, item, each))
    else
      for (const name of selectedNames(item, [toText(each)]))
        entries.push([name, valueOf(item, name)])
  return object('Selected', Object.fromEntries(entries))
}

/** What makes a value the same as another: all its properties, or its text. */
const identity = (item: Value): string =>
  isObject(item) || item === null ? JSON.stringify(item) : `"${toText(item)}`

const unique = (items: readonly Value[]): readonly Value[] =>
  [...Map.groupBy(items, identity).values()].flatMap(([first]) =>
    first === undefined ? [] : [first],
  )

const slice = (call: Call, items: readonly Value[]): readonly Value[] => {
  const rest = items.slice(call.count('Skip') ?? 0)
  const [first, last] = [call.count('First'), call.count('Last')]
  if (first === undefined && last === undefined) return rest
  const head = first === undefined ? [] : rest.slice(0, first)
  const tail = last === undefined ? [] : rest.slice(Math.max(head.length, rest.length - last))
  return [...head, ...tail]
}

const expand = (item: Value, name: string): readonly Value[] => {
  if (isObject(item) && selectedNames(item, [name]).every((each) => each in item.properties))
    return membersOf(valueOf(item, name))
  throw new LabError('powercli.bad-argument', `The ${typeName(item)} has no property "${name}".`, {
    target: name,
  })
}

/** Properties by name, or calculated. */
export const shownProperties = value(
  'Property',
  'Names of properties, with wildcards, or @{N=...; E={...}} for one that is calculated.',
  { many: true, position: 0 },
)

const select: Cmdlet = {
  name: 'Select-Object',
  module,
  synopsis: 'Takes some of the values, or some of their properties.',
  parameters: [
    shownProperties,
    text('ExpandProperty', 'The property whose value takes the place of the object.'),
    count('First', 'So many from the front.'),
    count('Last', 'So many from the end.'),
    count('Skip', 'Leaves so many out at the front.'),
    count('Index', 'The values at these places, from 0.', { many: true }),
    flag('Unique', 'Each value once.'),
    inputObject,
  ],
  aliases: ['select'],
  examples: [
    { code: 'Get-VMHost | Select-Object Name, Model', text: 'Two properties of each host.' },
    {
      code: "Get-VMHost | select Name, @{N='VMs'; E={ $_.VirtualMachines.Count }}",
      text: 'A property that is calculated for each host.',
    },
    { code: 'Get-DeployRule | select -First 1', text: 'The first rule.' },
  ],
  run: async (call) => {
    const input = call.values('InputObject')
    const places = call.counts('Index')
    const chosen = call.has('Index')
      ? places.flatMap((place) => (place < input.length ? [input[place] ?? null] : []))
      : slice(call, input)
    const name = call.text('ExpandProperty')
    const typed = call.values('Property')
    const shaped: Value[] = []
    for (const item of chosen) {
      await call.giveWay()
      if (name !== undefined) shaped.push(...expand(item, name))
      else shaped.push(typed.length === 0 ? item : await selected(call, item, typed))
    }
    return call.flag('Unique') ? unique(shaped) : shaped
  },
}

const inOrder = (one: Value, other: Value): number => {
  if (compare('lt', one, other, false) === true) return -1
  return compare('gt', one, other, false) === true ? 1 : 0
}

const sort: Cmdlet = {
  name: 'Sort-Object',
  module,
  synopsis: 'Puts values in order.',
  parameters: [
    text('Property', 'The properties to go by.', { many: true, position: 0 }),
    flag('Descending', 'The greatest first.'),
    flag('Unique', 'Each value once.'),
    inputObject,
  ],
  aliases: ['sort'],
  run: (call) => {
    const typed = call.texts('Property')
    const keys = (item: Value): readonly Value[] =>
      typed.length === 0 ? [item] : typed.map((name) => valueOf(item, name))
    const by = (one: Value, other: Value): number => {
      const others = keys(other)
      const differs = keys(one)
        .map((key, index) => inOrder(key, others[index] ?? null))
        .find((order) => order !== 0)
      return call.flag('Descending') ? -(differs ?? 0) : (differs ?? 0)
    }
    const sorted = [...call.values('InputObject')].sort(by)
    return call.flag('Unique') ? unique(sorted) : sorted
  },
}

const group: Cmdlet = {
  name: 'Group-Object',
  module,
  synopsis: 'Puts values with the same property together.',
  parameters: [
    text('Property', 'The property to go by.', { required: true, position: 0 }),
    inputObject,
  ],
  aliases: ['group'],
  run: (call) => {
    const name = call.text('Property') ?? ''
    const groups = Map.groupBy(call.values('InputObject'), (item) => toText(valueOf(item, name)))
    return [...groups].map(([key, items]) =>
      object('Group', { Count: items.length, Name: key, Group: items }),
    )
  },
}

const measure: Cmdlet = {
  name: 'Measure-Object',
  module,
  synopsis: 'Counts values.',
  parameters: [inputObject],
  aliases: ['measure'],
  run: (call) => [object('Measurement', { Count: call.values('InputObject').length })],
}

const getMember: Cmdlet = {
  name: 'Get-Member',
  module,
  synopsis: 'Shows which properties objects have.',
  parameters: [inputObject],
  aliases: ['gm'],
  run: (call) => {
    const seen = new Map<string, LabObject>()
    for (const item of call.values('InputObject'))
      if (isObject(item) && !seen.has(item.type)) seen.set(item.type, item)
    return [...seen.values()].flatMap((item) =>
      Object.entries(item.properties).map(([name, value]) =>
        object('MemberDefinition', { Name: name, MemberType: 'Property', Value: typeName(value) }),
      ),
    )
  },
}

export const valueCmdlets: readonly Cmdlet[] = [select, sort, group, measure, getMember]
