import type { Span } from '../parse/syntax.ts'
import type { Cmdlet, Parameter } from './cmdlet.ts'
import { coerce, raise } from './coerce.ts'
import { findParameter } from './takes.ts'
import { membersOf, toText, type Value } from './values.ts'

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

type Binding = {
  readonly cmdlet: Cmdlet
  readonly bound: Map<string, Filled>
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
  const takers = cmdlet.parameters.filter(({ pipeline }) => pipeline === true)
  const taker = takers.find(({ name }) => !bound.has(name)) ?? takers[0]
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
  if (input.length === 0 && (taker.required === true || taker.canBeEmpty !== true)) return []
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
