import { assertNever, LabError } from '../../base/index.ts'
import type { Expression, Span } from '../parse/syntax.ts'
import { step, type Ground } from './ground.ts'
import { add, applyBinary, negate } from './operators.ts'
import { atPlace, ScriptError } from './script-error.ts'
import {
  collapse,
  isArray,
  isObject,
  isTrue,
  membersOf,
  object,
  propertyOf,
  toText,
  type LabObject,
  type Value,
} from './values.ts'

const constants: ReadonlyMap<string, Value> = new Map<string, Value>([
  ['true', true],
  ['false', false],
  ['null', null],
])

/** Variables that the console itself keeps. */
const automatic = ({ session }: Ground, name: string): Value | undefined => {
  if (name === '?') return session.succeeded
  if (name === 'error') return session.errors
  if (name !== 'defaultviserver' && name !== 'defaultviservers') return undefined
  const { connection } = session
  if (connection === undefined) return null
  const { server, port, user } = connection
  return object('VIServer', { Name: server, Port: port, User: user, IsConnected: true })
}

/** A variable's value; one that was never set is null. */
export const variable = (ground: Ground, name: string): Value => {
  const key = name.toLowerCase() === 'psitem' ? '_' : name.toLowerCase()
  return constants.get(key) ?? automatic(ground, key) ?? ground.session.variables.get(key) ?? null
}

/** Fails for the variables that the console itself keeps; what `$null` is given is dropped. */
export const setVariable = ({ session }: Ground, name: string, value: Value, span: Span): void => {
  const key = name.toLowerCase()
  if (key === 'null') return
  if (constants.has(key) || ['_', 'psitem', '?', 'error', 'defaultviserver'].includes(key))
    throw new ScriptError(
      new LabError('powercli.bad-value', `$${name} cannot be given a value.`, { target: name }),
      span,
    )
  session.variables.set(key, value)
}

const isTable = (of: Value): of is LabObject => isObject(of) && of.type === 'Hashtable'

/** What a table says of itself; an entry of that name goes before it. */
const ofTable = ({ properties }: LabObject, key: string): Value => {
  if (key === 'keys') return Object.keys(properties)
  if (key === 'values') return Object.values(properties)
  return key === 'count' ? Object.keys(properties).length : null
}

const member = (of: Value, name: string): Value => {
  const key = name.toLowerCase()
  if (isArray(of)) {
    if (key === 'count' || key === 'length') return of.length
    const found = of
      .flatMap((each) => membersOf(member(each, name)))
      .filter((each) => each !== null)
    return collapse(found)
  }
  if (isTable(of)) return propertyOf(of, name) ?? ofTable(of, key)
  if (isObject(of)) return propertyOf(of, name) ?? (key === 'count' ? 1 : null)
  if (typeof of === 'string' && key === 'length') return of.length
  if (key === 'count' || key === 'length') return of === null ? 0 : 1
  return null
}

const at = (of: Value, index: Value): Value => {
  if (isArray(index)) return index.map((each) => at(of, each))
  if (isTable(of)) return propertyOf(of, toText(index)) ?? null
  const number = Number(toText(index))
  if (!Number.isInteger(number))
    throw new LabError('powercli.bad-value', `"${toText(index)}" is not a place in an array.`)
  if (typeof of === 'string') return of.at(number) ?? null
  return of === null ? null : (membersOf(of).at(number) ?? null)
}

const sourceOf = ({ source }: Ground, { at: start, length }: Span): string =>
  source.slice(start, start + length)

const binary = async (
  ground: Ground,
  expression: Extract<Expression, { kind: 'binary' }>,
): Promise<Value> => {
  const { operator, caseSensitive } = expression
  const left = await evaluate(ground, expression.left)
  if (operator === 'and' && !isTrue(left)) return false
  if (operator === 'or' && isTrue(left)) return true
  const right = await evaluate(ground, expression.right)
  return operator === 'and' || operator === 'or'
    ? isTrue(right)
    : applyBinary(operator, left, right, caseSensitive)
}

const textOf = async (ground: Ground, parts: readonly (string | Expression)[]): Promise<string> => {
  let text = ''
  for (const part of parts)
    text += typeof part === 'string' ? part : toText(await evaluate(ground, part))
  return toText(add(text, ''))
}

const valueOf = async (ground: Ground, expression: Expression): Promise<Value> => {
  switch (expression.kind) {
    case 'text':
      return textOf(ground, expression.parts)
    case 'number':
      return expression.value
    case 'variable':
      return variable(ground, expression.name)
    case 'list': {
      const items: Value[] = []
      for (const item of expression.items) items.push(await evaluate(ground, item))
      return items
    }
    case 'array':
      return ground.capture(expression.body)
    case 'group':
      return collapse(await ground.capture(expression.body))
    case 'block': {
      const { body, span } = expression
      const source = sourceOf(ground, { at: span.at + 1, length: span.length - 2 })
      return { type: 'ScriptBlock', body, source }
    }
    case 'hash': {
      const properties: Record<string, Value> = {}
      for (const { name, value } of expression.entries)
        properties[toText(await evaluate(ground, name))] = await evaluate(ground, value)
      return object('Hashtable', properties)
    }
    case 'property': {
      const of = await evaluate(ground, expression.of)
      return member(of, toText(await evaluate(ground, expression.name)))
    }
    case 'index': {
      const of = await evaluate(ground, expression.of)
      return at(of, await evaluate(ground, expression.index))
    }
    case 'not':
      return !isTrue(await evaluate(ground, expression.operand))
    case 'negate':
      return negate(await evaluate(ground, expression.operand))
    case 'binary':
      return binary(ground, expression)
    default:
      return assertNever(expression)
  }
}

/** The value of an expression. `ScriptError` at the innermost place that fails. */
export const evaluate = async (ground: Ground, expression: Expression): Promise<Value> => {
  step(ground, expression.span)
  try {
    return await valueOf(ground, expression)
  } catch (error) {
    throw atPlace(error, expression.span)
  }
}
