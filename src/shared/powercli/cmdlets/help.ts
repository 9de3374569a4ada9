import { LabError } from '../../base/index.ts'
import { parametersOf } from '../run/takes.ts'
import type { Call, Cmdlet, Parameter } from '../run/cmdlet.ts'
import { formatted } from '../run/format.ts'
import { object, type Value } from '../run/values.ts'
import { hasWildcard, wildcard } from '../run/wildcard.ts'
import { flag, text } from './parameters.ts'
import { topics } from './topics.ts'

const width = 88
const indent = '    '

/** Breaks a text at blanks. */
const wrapped = (line: string): readonly string[] => {
  const lines: string[] = []
  let current = ''
  for (const word of line.split(' ')) {
    if (current !== '' && current.length + 1 + word.length > width - indent.length) {
      lines.push(current)
      current = word
    } else current = current === '' ? word : `${current} ${word}`
  }
  return [...lines, current].map((each) => indent + each)
}

const typeText = ({ type, shown, many }: Parameter): string =>
  `<${shown ?? type}${many === true ? '[]' : ''}>`

/** `[-Name] <String>`, in brackets when it may be left out. */
const usage = (parameter: Parameter, isRequired: boolean): string => {
  const name = parameter.position === undefined ? `-${parameter.name}` : `[-${parameter.name}]`
  const whole = parameter.type === 'Switch' ? name : `${name} ${typeText(parameter)}`
  return isRequired ? whole : `[${whole}]`
}

const usageOf = (cmdlet: Cmdlet, chosen: string | undefined): string => {
  const { either = [], parameters } = cmdlet
  const own = parameters
    .filter(({ name }) => !either.includes(name) || name === chosen)
    .map((parameter) => usage(parameter, parameter.required === true || parameter.name === chosen))
  const rest = cmdlet.changes === true ? ['[-WhatIf]', '[-Confirm]'] : []
  return [cmdlet.name, ...own, ...rest, '[<CommonParameters>]'].join(' ')
}

const syntax = (cmdlet: Cmdlet): readonly string[] =>
  (cmdlet.either ?? [undefined]).flatMap((chosen) => wrapped(usageOf(cmdlet, chosen)))

const yesNo = (yes: boolean | undefined): string => (yes === true ? 'true' : 'false')

const parameterLines = (parameter: Parameter): readonly string[] => [
  '',
  `${indent}-${parameter.name}${parameter.type === 'Switch' ? '' : ` ${typeText(parameter)}`}`,
  ...wrapped(parameter.help).map((line) => indent + line),
  ...(parameter.values === undefined
    ? []
    : [`${indent}${indent}One of ${parameter.values.join(', ')}.`]),
  `${indent}${indent}Required ${yesNo(parameter.required)}, position ${parameter.position ?? 'named'}, from the pipeline ${yesNo(parameter.pipeline)}`,
]

const exampleLines = ({ examples = [] }: Cmdlet): readonly string[] =>
  examples.flatMap(({ code, text: what }, index) => [
    '',
    `${indent}Example ${index + 1}`,
    `${indent}PS> ${code}`,
    ...wrapped(what),
  ])

const section = (title: string, lines: readonly string[]): readonly string[] =>
  lines.length === 0 ? [] : ['', title, ...lines]

const remarks = ({ name, absent }: Cmdlet, isFull: boolean): readonly string[] =>
  isFull || absent !== undefined ? [] : [`${indent}Get-Help ${name} -Full says more.`]

const page = (cmdlet: Cmdlet, isFull: boolean): readonly string[] => [
  ...section('NAME', [indent + cmdlet.name]),
  ...section('SYNOPSIS', wrapped(cmdlet.synopsis)),
  ...(cmdlet.absent === undefined ? section('SYNTAX', syntax(cmdlet)) : []),
  ...section('DESCRIPTION', cmdlet.description === undefined ? [] : wrapped(cmdlet.description)),
  ...(isFull ? section('PARAMETERS', cmdlet.parameters.flatMap(parameterLines)) : []),
  ...(isFull ? section('EXAMPLES', exampleLines(cmdlet)) : []),
  ...section(
    'ALIASES',
    (cmdlet.aliases ?? []).map((alias) => indent + alias),
  ),
  ...section('REMARKS', remarks(cmdlet, isFull)),
  '',
]

const parametersNamed = (cmdlet: Cmdlet, typed: string): readonly string[] => {
  const matches = wildcard(typed)
  const found = parametersOf(cmdlet).filter(({ name }) => matches(name))
  if (found.length === 0)
    throw new LabError(
      'powercli.unknown-parameter',
      `${cmdlet.name} has no parameter "${typed}".`,
      { name: typed },
    )
  return [...found.flatMap(parameterLines), '']
}

const cmdletHelp = (call: Call, cmdlet: Cmdlet): readonly string[] => {
  const parameter = call.text('Parameter')
  if (parameter !== undefined) return parametersNamed(cmdlet, parameter)
  if (call.flag('Examples'))
    return [...section('NAME', [indent + cmdlet.name]), ...exampleLines(cmdlet), '']
  return page(cmdlet, call.flag('Full') || call.flag('Detailed'))
}

const listing = (call: Call, pattern: string): readonly Value[] => {
  const matches = wildcard(pattern)
  const cmdlets = call.commands.all
    .filter(({ name }) => matches(name))
    .map(({ name, synopsis }) => object('HelpInfo', { Name: name, Synopsis: synopsis }))
  const pages = Object.entries(topics)
    .filter(([name]) => matches(name))
    .map(([name, lines]) => object('HelpInfo', { Name: name, Synopsis: (lines[4] ?? '').trim() }))
  return [...cmdlets, ...pages]
}

const start: readonly string[] = [
  'This console reads PowerCLI and works on the lab alone.',
  '',
  '    Get-Help New-DeployRule -Full     about one cmdlet',
  '    Get-Help *Rule*                   which there are',
  '    Get-Help about_Console            what this console reads',
  '    Get-Help about_Deploy_Patterns    how rules match machines',
  '    Get-Command                       all commands',
]

const topicNamed = (typed: string): readonly string[] | undefined =>
  Object.entries(topics).find(([name]) => name.toLowerCase() === typed.toLowerCase())?.[1]

export const getHelp: Cmdlet = {
  name: 'Get-Help',
  module: 'Microsoft.PowerShell.Core',
  synopsis: 'Explains a cmdlet or a topic.',
  parameters: [
    text('Name', 'A cmdlet or a topic, with wildcards.', {
      position: 0,
      pipeline: true,
      naming: 'command',
    }),
    flag('Full', 'With parameters and examples.'),
    flag('Detailed', 'The same as -Full.'),
    flag('Examples', 'Only examples.'),
    text('Parameter', 'Only these parameters, with wildcards.'),
  ],
  aliases: ['help', 'man'],
  run: (call) => {
    const name = call.text('Name')
    if (name === undefined) return [...start]
    const cmdlet = call.commands.find(name)
    if (cmdlet !== undefined) return [formatted(cmdletHelp(call, cmdlet))]
    const topic = topicNamed(name)
    if (topic !== undefined) return [formatted(topic)]
    const found = hasWildcard(name) ? listing(call, name) : []
    if (found.length === 0)
      throw new LabError('powercli.unknown-command', `There is no help on "${name}".`, { name })
    return found
  },
}
