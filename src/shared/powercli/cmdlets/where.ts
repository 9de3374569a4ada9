import { LabError } from '../../base/index.ts'
import type { Comparison } from '../parse/syntax.ts'
import type { Call, Cmdlet, Parameter } from '../run/cmdlet.ts'
import { compare } from '../run/operators.ts'
import {
  collapse,
  isBlock,
  isObject,
  isTrue,
  propertyOf,
  toText,
  type Value,
} from '../run/values.ts'
import { flag, inputObject, value } from './parameters.ts'

const module = 'Microsoft.PowerShell.Core'

const comparisons: readonly (readonly [string, Comparison])[] = [
  ['EQ', 'eq'],
  ['NE', 'ne'],
  ['GT', 'gt'],
  ['GE', 'ge'],
  ['LT', 'lt'],
  ['LE', 'le'],
  ['Like', 'like'],
  ['NotLike', 'notlike'],
  ['Contains', 'contains'],
  ['NotContains', 'notcontains'],
  ['In', 'in'],
  ['NotIn', 'notin'],
]

/** A property of any value; null when it has none. */
export const valueOf = (item: Value, name: string): Value =>
  isObject(item) ? (propertyOf(item, name) ?? null) : null

const switches: readonly Parameter[] = comparisons.map(([name, operator]) =>
  flag(name, `Compares the property with -Value by -${operator}.`),
)

type Test = (item: Value) => Promise<boolean> | boolean

const testOf = (call: Call): Test => {
  const [what = null] = call.values('Property')
  if (isBlock(what)) return async (item) => isTrue(collapse(await call.evaluate(what, item)))
  const name = toText(what)
  const chosen = comparisons.filter(([each]) => call.flag(each))
  const [first] = chosen
  if (first === undefined) return (item) => isTrue(valueOf(item, name))
  if (chosen.length > 1)
    throw new LabError('powercli.bad-argument', 'One comparison can be given, not several.')
  if (!call.has('Value'))
    throw new LabError('powercli.missing-parameter', `-Value is missing after -${first[0]}.`, {
      target: 'Value',
    })
  const wanted = collapse(call.values('Value'))
  return (item) => isTrue(compare(first[1], valueOf(item, name), wanted, false))
}

export const whereObject: Cmdlet = {
  name: 'Where-Object',
  module,
  synopsis: 'Keeps the values for which a test holds.',
  parameters: [
    value('Property', 'A block, with $_ for the value; or the name of a property.', {
      aliases: ['FilterScript'],
      required: true,
      position: 0,
    }),
    value('Value', 'What the property is compared with.', {
      position: 1,
      many: true,
      canBeEmpty: true,
    }),
    ...switches,
    inputObject,
  ],
  aliases: ['where', '?'],
  examples: [
    {
      code: "Get-VMHost | Where-Object { $_.ConnectionState -ne 'Connected' }",
      text: 'Hosts that vCenter is not connected to.',
    },
    { code: 'Get-VMHost | where Model -like *R640', text: 'The same in short.' },
  ],
  run: async (call) => {
    const test = testOf(call)
    const kept: Value[] = []
    for (const item of call.values('InputObject')) {
      await call.giveWay()
      if (await test(item)) kept.push(item)
    }
    return kept
  },
}

export const forEachObject: Cmdlet = {
  name: 'ForEach-Object',
  module,
  synopsis: 'Runs a block for each value, or takes a property of each.',
  parameters: [
    value('Process', 'A block, with $_ for the value; or the name of a property.', {
      aliases: ['MemberName'],
      required: true,
      position: 0,
    }),
    inputObject,
  ],
  aliases: ['foreach', '%'],
  examples: [
    {
      code: 'Get-DeployRule | ForEach-Object { "rule $($_.Name)" }',
      text: 'A text for each rule.',
    },
  ],
  run: async (call) => {
    const [what = null] = call.values('Process')
    const made: Value[] = []
    for (const item of call.values('InputObject')) {
      await call.giveWay()
      if (isBlock(what)) made.push(...(await call.evaluate(what, item)))
      else made.push(valueOf(item, toText(what)))
    }
    return made
  },
}
