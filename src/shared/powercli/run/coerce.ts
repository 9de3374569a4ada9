import { LabError } from '../../base/index.ts'
import type { Span } from '../parse/syntax.ts'
import type { Cmdlet, Parameter } from './cmdlet.ts'
import { ScriptError } from './script-error.ts'
import { isArray, isBlock, isObject, membersOf, toText, typeName, type Value } from './values.ts'

/** Fails at an argument of a cmdlet. */
export const raise = (
  cmdlet: Cmdlet,
  code: LabError['code'],
  message: string,
  span: Span,
  target = '',
): never => {
  throw new ScriptError(new LabError(code, message, { target }), span, cmdlet.name)
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
  const { name, type, required } = parameter
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
      if (isObject(value) && value.type === 'Hashtable')
        return wrong(`-${name} takes a text, not a hash table.`)
      if (required === true && toText(value).trim() === '')
        return wrong(`-${name} was given an empty text.`)
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

/** The value as the parameter takes it. `ScriptError` `powercli.bad-argument` at the argument. */
export const coerce = (cmdlet: Cmdlet, parameter: Parameter, value: Value, span: Span): Value => {
  if (parameter.type === 'Switch') return toSwitch(cmdlet, parameter, value, span)
  if (parameter.many === true) {
    if (value === null) return toOne(cmdlet, parameter, value, span)
    if (isArray(value) && value.length === 0 && parameter.canBeEmpty !== true) {
      const message = `-${parameter.name} was given an empty array.`
      return raise(cmdlet, 'powercli.bad-argument', message, span, parameter.name)
    }
    return membersOf(value).map((each) => toOne(cmdlet, parameter, each, span))
  }
  const [only = null] = isArray(value) && value.length === 1 ? value : [value]
  if (isArray(only)) {
    const message = `-${parameter.name} takes one value, not ${only.length} of them.`
    return raise(cmdlet, 'powercli.bad-argument', message, span, parameter.name)
  }
  return toOne(cmdlet, parameter, only, span)
}

/** What a value is, for an error about it. */
export const described = (value: Value): string =>
  isObject(value)
    ? `the ${value.type} "${toText(value)}"`
    : `the ${typeName(value)} "${toText(value)}"`
