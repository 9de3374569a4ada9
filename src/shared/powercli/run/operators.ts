import { assertNever, LabError } from '../../base/index.ts'
import type { BinaryOperator, Comparison } from '../parse/syntax.ts'
import { limits } from './limits.ts'
import { isArray, isObject, isTrue, membersOf, toText, typeName, type Value } from './values.ts'
import { wildcard } from './wildcard.ts'

const asNumber = (value: Value): number | undefined => {
  if (typeof value === 'number') return value
  if (typeof value === 'boolean') return value ? 1 : 0
  if (value === null) return 0
  const text = typeof value === 'string' ? value.trim() : ''
  return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : undefined
}

const numberOf = (value: Value, operator: string): number => {
  const number = asNumber(value)
  if (number !== undefined) return number
  throw new LabError(
    'powercli.bad-value',
    `"${toText(value)}" is not a number; ${operator} takes numbers.`,
    {
      type: typeName(value),
    },
  )
}

const order = (left: Value, right: Value, caseSensitive: boolean): number => {
  const [a, b] = [asNumber(left), asNumber(right)]
  if (typeof left === 'number' && b !== undefined && a !== undefined) return a - b
  const fold = (value: Value): string =>
    caseSensitive ? toText(value) : toText(value).toLowerCase()
  const [x, y] = [fold(left), fold(right)]
  return x < y ? -1 : x > y ? 1 : 0
}

/** The right side is taken for what the left side is, as PowerShell does. */
export const isEqual = (left: Value, right: Value, caseSensitive: boolean): boolean => {
  if (left === null || right === null) return left === right
  if (typeof left === 'boolean') return left === isTrue(right)
  if (isObject(left) && isObject(right) && left.type !== right.type) return false
  return order(left, right, caseSensitive) === 0
}

const compareOne = (
  operator: Exclude<Comparison, 'contains' | 'notcontains' | 'in' | 'notin'>,
  left: Value,
  right: Value,
  caseSensitive: boolean,
): boolean => {
  switch (operator) {
    case 'eq':
      return isEqual(left, right, caseSensitive)
    case 'ne':
      return !isEqual(left, right, caseSensitive)
    case 'gt':
      return order(left, right, caseSensitive) > 0
    case 'ge':
      return order(left, right, caseSensitive) >= 0
    case 'lt':
      return order(left, right, caseSensitive) < 0
    case 'le':
      return order(left, right, caseSensitive) <= 0
    case 'like':
      return wildcard(toText(right), caseSensitive)(toText(left))
    case 'notlike':
      return !wildcard(toText(right), caseSensitive)(toText(left))
    default:
      return assertNever(operator)
  }
}

/** A comparison. With an array on the left most of them keep the members for which it holds. */
export const compare = (
  operator: Comparison,
  left: Value,
  right: Value,
  caseSensitive: boolean,
): Value => {
  switch (operator) {
    case 'contains':
    case 'notcontains': {
      const found = membersOf(left).some((each) => isEqual(each, right, caseSensitive))
      return found === (operator === 'contains')
    }
    case 'in':
    case 'notin': {
      const found = membersOf(right).some((each) => isEqual(each, left, caseSensitive))
      return found === (operator === 'in')
    }
    default:
      return isArray(left)
        ? left.filter((each) => compareOne(operator, each, right, caseSensitive))
        : compareOne(operator, left, right, caseSensitive)
  }
}

const checkSize = (value: Value): Value => {
  const tooBig =
    (typeof value === 'string' && value.length > limits.textLength) ||
    (isArray(value) && value.length > limits.arrayLength)
  if (!tooBig) return value
  throw new LabError('powercli.limit', 'A value grows larger than this console holds.', {
    halts: true,
  })
}

/** `+` joins texts and arrays, and adds numbers; the left side decides. */
export const add = (left: Value, right: Value): Value => {
  if (isArray(left)) return checkSize([...left, ...membersOf(right)])
  if (left === null) return right
  if (typeof left === 'number') return left + numberOf(right, '+')
  if (isObject(left)) return [left, ...membersOf(right)]
  return checkSize(toText(left) + toText(right))
}

const range = (left: Value, right: Value): Value => {
  const [from, to] = [Math.round(numberOf(left, '..')), Math.round(numberOf(right, '..'))]
  const length = Math.abs(to - from) + 1
  if (length > limits.arrayLength) return checkSize(Array<Value>(limits.arrayLength + 1).fill(0))
  return Array.from({ length }, (_, index) => (from <= to ? from + index : from - index))
}

const quotient = (left: Value, right: Value, operator: '/' | '%'): Value => {
  const divisor = numberOf(right, operator)
  if (divisor === 0) throw new LabError('powercli.bad-value', 'A number is divided by zero.')
  const dividend = numberOf(left, operator)
  return operator === '/' ? dividend / divisor : dividend % divisor
}

/** An operator whose two sides are both known (`-and` and `-or` may not need the right one). */
export const applyBinary = (
  operator: Exclude<BinaryOperator, 'and' | 'or'>,
  left: Value,
  right: Value,
  caseSensitive: boolean,
): Value => {
  switch (operator) {
    case '+':
      return add(left, right)
    case '-':
      return numberOf(left, '-') - numberOf(right, '-')
    case '*':
      return numberOf(left, '*') * numberOf(right, '*')
    case '/':
    case '%':
      return quotient(left, right, operator)
    case '..':
      return range(left, right)
    case 'xor':
      return isTrue(left) !== isTrue(right)
    case 'join':
      return checkSize(membersOf(left).map(toText).join(toText(right)))
    default:
      return compare(operator, left, right, caseSensitive)
  }
}

export const negate = (value: Value): Value => -numberOf(value, '-')
