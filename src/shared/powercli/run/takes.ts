import type { Span } from '../parse/syntax.ts'
import type { Cmdlet, Parameter } from './cmdlet.ts'
import { raise } from './coerce.ts'

const choice = (
  name: string,
  help: string,
  values: readonly string[],
  aliases: string[],
): Parameter => ({
  name,
  type: 'String',
  values,
  aliases,
  help,
})

const actions = ['Continue', 'SilentlyContinue', 'Stop', 'Ignore']

/** Parameters of every cmdlet. */
const commonParameters: readonly Parameter[] = [
  choice('ErrorAction', 'What an error does: Stop ends the script.', actions, ['EA']),
  choice('WarningAction', 'Whether warnings are shown.', actions, ['WA']),
  { name: 'Verbose', type: 'Switch', help: 'Nothing more is shown.' },
  { name: 'Debug', type: 'Switch', help: 'Nothing more is shown.' },
]

const changeParameters: readonly Parameter[] = [
  { name: 'WhatIf', type: 'Switch', aliases: ['wi'], help: 'Only says what would be done.' },
  { name: 'Confirm', type: 'Switch', aliases: ['cf'], help: 'This console never asks.' },
]

const serverParameter: Parameter = {
  name: 'Server',
  type: 'Object',
  many: true,
  shown: 'VIServer',
  help: 'The lab has one vCenter.',
}

/** All parameters a cmdlet takes, its own first. */
export const parametersOf = (cmdlet: Cmdlet): readonly Parameter[] => [
  ...cmdlet.parameters,
  ...(cmdlet.needs === 'vcenter' ? [serverParameter] : []),
  ...(cmdlet.changes === true ? changeParameters : []),
  ...commonParameters,
]

const namesOf = ({ name, aliases = [] }: Parameter): readonly string[] =>
  [name, ...aliases].map((each) => each.toLowerCase())

/** A parameter by its name, an alias, or the beginning of its name when no other begins so. */
export const findParameter = (cmdlet: Cmdlet, typed: string, span: Span): Parameter => {
  const wanted = typed.toLowerCase()
  const all = parametersOf(cmdlet)
  const exact = all.find((parameter) => namesOf(parameter).includes(wanted))
  if (exact !== undefined) return exact
  const begun = all.filter(({ name }) => name.toLowerCase().startsWith(wanted))
  const [only] = begun
  if (only !== undefined && begun.length === 1) return only
  const names = begun.map(({ name }) => `-${name}`).join(', ')
  return begun.length > 1
    ? raise(cmdlet, 'powercli.unknown-parameter', `-${typed} could be ${names}.`, span, typed)
    : raise(cmdlet, 'powercli.unknown-parameter', `There is no parameter -${typed}.`, span, typed)
}
