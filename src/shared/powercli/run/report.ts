import type { ErrorCode } from '../../base/index.ts'
import { errorCodes } from '../../base/index.ts'
import type { ScriptError } from './script-error.ts'

/** PowerShell's categories, for the codes that a console meets; others are `InvalidOperation`. */
const categories: Partial<Record<ErrorCode, string>> = {
  'powercli.syntax': 'ParserError',
  'powercli.not-in-this-console': 'ParserError',
  'powercli.unknown-command': 'ObjectNotFound',
  'powercli.unknown-parameter': 'InvalidArgument',
  'powercli.missing-parameter': 'InvalidArgument',
  'powercli.bad-argument': 'InvalidArgument',
  'powercli.bad-value': 'InvalidArgument',
  'powercli.not-connected': 'ConnectionError',
  'powercli.unreachable': 'ConnectionError',
  'vcenter.unreachable': 'ConnectionError',
  'powercli.not-found': 'ObjectNotFound',
  'powercli.ambiguous-name': 'InvalidArgument',
  'powercli.not-in-this-lab': 'NotImplemented',
  'powercli.limit': 'LimitsExceeded',
  'rules.unknown-rule': 'ObjectNotFound',
  'rules.unknown-item': 'ObjectNotFound',
  'rules.name-taken': 'ResourceExists',
  'rules.listed-twice': 'ResourceExists',
  'rules.in-a-set': 'ResourceBusy',
  'document.name-taken': 'ResourceExists',
  'document.in-use': 'ResourceBusy',
  'image.in-use': 'ResourceBusy',
}

const isPatternCode = (code: ErrorCode): boolean => code.startsWith('rules.pattern-')

const category = (code: ErrorCode): string =>
  categories[code] ?? (isPatternCode(code) ? 'InvalidArgument' : 'InvalidOperation')

/** Line and column, both from 1, and the line itself. */
const placeIn = (source: string, at: number): { line: number; column: number; text: string } => {
  const before = source.slice(0, at)
  const start = before.lastIndexOf('\n') + 1
  const end = source.indexOf('\n', at)
  return {
    line: before.split('\n').length,
    column: at - start + 1,
    text: source.slice(start, end < 0 ? source.length : end).replace(/\r$/, ''),
  }
}

const underline = (column: number, length: number, text: string): string =>
  ' '.repeat(column - 1) + '~'.repeat(Math.max(1, Math.min(length, text.length - column + 1)))

/** `At line:1 char:16`, the line, and the place underlined. */
const placeLines = (source: string, { span }: ScriptError): readonly string[] => {
  const { line, column, text } = placeIn(source, span.at)
  return [
    `At line:${line} char:${column}`,
    `+ ${text}`,
    `+ ${underline(column, span.length, text)}`,
  ]
}

/** The pattern that is wrong, underlined where, unless the source was underlined there already. */
const patternLines = (source: string, { code, details, span }: ScriptError): readonly string[] => {
  const { pattern, at, length } = details
  if (!isPatternCode(code) || typeof pattern !== 'string') return []
  const isPointed = source.slice(span.at - Number(at)).startsWith(pattern)
  const mark = underline(Number(at) + 1, Number(length), `${pattern} `)
  return isPointed ? [] : [`  ${pattern}`, `  ${mark}`]
}

/** A message as a sentence; what the script itself reported stays as it is. */
const sentence = ({ code, message }: ScriptError): string => {
  if (code === 'powercli.script-error') return message
  const whole = /[.?!]$/.test(message) ? message : `${message}.`
  // A name such as vCenter stays as it is written.
  return /^[a-z]+\b/.test(whole) ? whole.slice(0, 1).toUpperCase() + whole.slice(1) : whole
}

/** An error in the shape PowerShell shows one, with what to do about it. */
export const reportError = (source: string, error: ScriptError): readonly string[] => {
  const { code, command, target } = error
  const message = sentence(error)
  const origin = command === '' ? '[]' : `[${command}]`
  const about = target === '' ? '(:)' : `(${target}:String)`
  const id = command === '' ? code : `${code},${command}`
  const place = placeLines(source, error)
  const said = [
    command === '' ? message : `${command} : ${message}`,
    ...patternLines(source, error),
  ]
  const isParse = category(code) === 'ParserError'
  return [
    ...(isParse ? [...place, ...said] : [...said, ...place]),
    `    + CategoryInfo          : ${category(code)}: ${about} ${origin}, LabError`,
    `    + FullyQualifiedErrorId : ${id}`,
    `    + RecommendedAction     : ${errorCodes[code]}`,
  ]
}
