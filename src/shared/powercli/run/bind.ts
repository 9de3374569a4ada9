import { LabError } from '../../base/index.ts'
import type { Span } from '../parse/syntax.ts'
import type { Cmdlet, Parameter } from './cmdlet.ts'
import { ScriptError } from './script-error.ts'
import { isArray, isBlock, isObject, membersOf, toText, typeName, type Value } from './values.ts'

/** Where a text of an argument stands; `inner` is where its first character does, when it stands as it is. */
export type Piece = { readonly span: Span; readonly inner?: number }

/** An argument whose value is known, with the places of its members. */
export type Given =
  | {
      readonly kind: 'parameter'
      readonly name: string
      readonly value?: Value
      readonly span: Span
      readonly pieces: readonly Piece[]
    }
  | {
      readonly kind: 'value'
      readonly value: Value
      readonly span: Span
      readonly pieces: readonly Piece[]
    }

type Filled = { readonly value: Value; readonly span: Span; readonly pieces: readonly Piece[] }
export type Bound = ReadonlyMap<string, Filled>

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

type Binding = {
  readonly cmdlet: Cmdlet
  readonly bound: Map<string, Filled>
}

const raise = (
  cmdlet: Cmdlet,
  code: LabError['code'],
  message: string,
  span: Span,
  target = '',
): never => {
  throw new ScriptError(new LabError(code, message, { target }), span, cmdlet.name)
}

const namesOf = ({ name, aliases = [] }: Parameter): readonly string[] =>
  [name, ...aliases].map((each) => each.toLowerCase())

/** A parameter by its name, an alias, or the beginning of its name when no other begins so. */
const findParameter = (cmdlet: Cmdlet, typed: string, span: Span): Parameter => {
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

const toCount = (cmdlet: Cmdlet, parameter: Parameter, value: Value, span: Span): Value => {
  const text = toText(value).trim()
  if (/^\d{1,9}$/.test(text)) return Number(text)
  const message = `-${parameter.name} takes a number from 0 up, not "${text}".`
  return raise(cmdlet, 'powercli.bad-argument', message, span, parameter.name)
}

const toChoice = (cmdlet: Cmdlet, parameter: Parameter, value: Value, span: Span): Value => {
  const text = toText(value)
  const { values = [] } = parameter
  if (values.length === 0) return text
  const found = values.find((each) => each.toLowerCase() === text.toLowerCase())
  const message = `-${parameter.name} takes ${values.join(', ')}, not "${text}".`
  return found ?? raise(cmdlet, 'powercli.bad-argument', message, span, parameter.name)
}

const toOne = (cmdlet: Cmdlet, parameter: Parameter, value: Value, span: Span): Value => {
  const { name, type } = parameter
  const wrong = (message: string): never =>
    raise(cmdlet, 'powercli.bad-argument', message, span, name)
  if (value === null) return wrong(`-${name} was given nothing: the value is null.`)
  switch (type) {
    case 'ScriptBlock':
      return isBlock(value) ? value : wrong(`-${name} takes a script block, { ... }.`)
    case 'UInt32':
      return toCount(cmdlet, parameter, value, span)
    case 'String':
      if (isBlock(value)) return wrong(`-${name} takes a text, not a script block.`)
      return toChoice(cmdlet, parameter, value, span)
    default:
      return value
  }
}

const toSwitch = (cmdlet: Cmdlet, { name }: Parameter, value: Value, span: Span): Value => {
  if (typeof value === 'boolean') return value
  if (value === 0 || value === 1) return value === 1
  const message = `-${name} is a switch: write -${name} or -${name}:$false.`
  return raise(cmdlet, 'powercli.bad-argument', message, span, name)
}

const coerce = (cmdlet: Cmdlet, parameter: Parameter, value: Value, span: Span): Value => {
  if (parameter.type === 'Switch') return toSwitch(cmdlet, parameter, value, span)
  if (parameter.many === true) {
    if (value === null) return toOne(cmdlet, parameter, value, span)
    return membersOf(value).map((each) => toOne(cmdlet, parameter, each, span))
  }
  const [only = null] = isArray(value) && value.length === 1 ? value : [value]
  if (isArray(only)) {
    const message = `-${parameter.name} takes one value, not ${only.length} of them.`
    return raise(cmdlet, 'powercli.bad-argument', message, span, parameter.name)
  }
  return toOne(cmdlet, parameter, only, span)
}

const put = (
  { cmdlet, bound }: Binding,
  parameter: Parameter,
  value: Value,
  { span, pieces }: Pick<Given, 'span' | 'pieces'>,
): void => {
  if (bound.has(parameter.name))
    raise(
      cmdlet,
      'powercli.bad-argument',
      `-${parameter.name} is given twice.`,
      span,
      parameter.name,
    )
  bound.set(parameter.name, { value: coerce(cmdlet, parameter, value, span), span, pieces })
}

/** Binds what was named; returns what was not. */
const bindNamed = (binding: Binding, given: readonly Given[]): readonly Given[] => {
  const { cmdlet } = binding
  const rest: Given[] = []
  for (let at = 0; at < given.length; at += 1) {
    const each = given[at]
    if (each === undefined) break
    if (each.kind === 'value') {
      rest.push(each)
      continue
    }
    const parameter = findParameter(cmdlet, each.name, each.span)
    const next = given[at + 1]
    if (each.value !== undefined) put(binding, parameter, each.value, each)
    else if (parameter.type === 'Switch') put(binding, parameter, true, each)
    else if (next?.kind === 'value') {
      put(binding, parameter, next.value, next)
      at += 1
    } else {
      const message = `A value is missing after -${parameter.name}.`
      raise(cmdlet, 'powercli.missing-parameter', message, each.span, parameter.name)
    }
  }
  return rest
}

/** Adds a left-over argument to the parameter that takes them all. */
const putRest = (binding: Binding, given: Given): void => {
  const { cmdlet, bound } = binding
  const taker = cmdlet.parameters.find(({ rest }) => rest === true)
  const value = given.value ?? null
  if (taker === undefined)
    return raise(
      cmdlet,
      'powercli.bad-argument',
      `Nothing takes the value "${toText(value)}" here; see the parameters of ${cmdlet.name}.`,
      given.span,
      toText(value),
    )
  const before = bound.get(taker.name)
  bound.delete(taker.name)
  put(binding, taker, [...membersOf(before?.value ?? []), ...membersOf(value)], given)
}

const bindByPlace = (binding: Binding, rest: readonly Given[]): void => {
  const { cmdlet, bound } = binding
  const places = cmdlet.parameters
    .filter(({ name, position }) => position !== undefined && !bound.has(name))
    .sort((a, b) => (a.position ?? 0) - (b.position ?? 0))
  for (const [index, each] of rest.entries()) {
    const parameter = places[index]
    if (parameter === undefined) putRest(binding, each)
    else put(binding, parameter, each.value ?? null, each)
  }
}

const checkRequired = ({ cmdlet, bound }: Binding, span: Span): void => {
  const missing = cmdlet.parameters.find(({ name, required }) => required && !bound.has(name))
  if (missing !== undefined)
    raise(cmdlet, 'powercli.missing-parameter', `-${missing.name} is missing.`, span, missing.name)
  const { either } = cmdlet
  if (either === undefined) return
  const present = either.filter((name) => bound.has(name))
  const names = either.map((name) => `-${name}`)
  if (present.length === 0)
    raise(cmdlet, 'powercli.missing-parameter', `One of ${names.join(', ')} is missing.`, span)
  if (present.length > 1)
    raise(
      cmdlet,
      'powercli.bad-argument',
      `${present.map((name) => `-${name}`).join(' and ')} cannot be given together.`,
      bound.get(present.at(-1) ?? '')?.span ?? span,
    )
}

/** What to run: nothing for an empty pipeline, once for all, or once for each member. */
const spread = (
  binding: Binding,
  input: readonly Value[] | undefined,
  span: Span,
): readonly Bound[] => {
  const { cmdlet, bound } = binding
  if (input === undefined) return [bound]
  const taker = cmdlet.parameters.find(({ pipeline }) => pipeline === true)
  if (taker === undefined)
    return raise(
      cmdlet,
      'powercli.bad-argument',
      `${cmdlet.name} takes nothing from the pipeline.`,
      span,
    )
  if (bound.has(taker.name))
    raise(
      cmdlet,
      'powercli.bad-argument',
      `-${taker.name} is given, so nothing takes what comes through the pipeline.`,
      bound.get(taker.name)?.span ?? span,
      taker.name,
    )
  if (input.length === 0 && taker.required === true) return []
  const values = taker.many === true ? [input] : input
  return values.map((value) =>
    new Map(bound).set(taker.name, {
      value: coerce(cmdlet, taker, value, span),
      span,
      pieces: [],
    }),
  )
}

/**
 * Gives a cmdlet's parameters their values: by name, by place, from the pipeline. One result for each
 * run of the cmdlet. `ScriptError` `powercli.*` at the argument that is wrong.
 */
export const bind = (
  cmdlet: Cmdlet,
  given: readonly Given[],
  input: readonly Value[] | undefined,
  span: Span,
): readonly Bound[] => {
  const binding: Binding = { cmdlet, bound: new Map() }
  bindByPlace(binding, bindNamed(binding, given))
  const runs = spread(binding, input, span)
  const [first] = runs
  if (first !== undefined) checkRequired({ cmdlet, bound: new Map(first) }, span)
  return runs
}

/** What a value is, for an error about it. */
export const described = (value: Value): string =>
  isObject(value)
    ? `the ${value.type} "${toText(value)}"`
    : `the ${typeName(value)} "${toText(value)}"`
