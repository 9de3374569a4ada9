import type { Grammar } from './grammar.ts'
import {
  isDash,
  isLetter,
  peek,
  refuseAt,
  skipBlanks,
  skipLines,
  spanFrom,
  takeComma,
  unexpected,
  type Reader,
} from './reader.ts'
import type { BinaryOperator, Comparison, Expression } from './syntax.ts'

const comparisons: readonly Comparison[] = [
  'eq',
  'ne',
  'gt',
  'ge',
  'lt',
  'le',
  'like',
  'notlike',
  'contains',
  'notcontains',
  'in',
  'notin',
]
const logical: readonly BinaryOperator[] = ['and', 'or', 'xor']

/** Operators of PowerShell that this console does not know, so that the error can say so. */
const refused = new Set(
  'match notmatch replace split is isnot as f band bor bxor bnot shl shr'.split(' '),
)

type Found = {
  readonly operator: BinaryOperator | 'not'
  readonly caseSensitive: boolean
  readonly length: number
}

/** The `-word` operator that stands here, if one does. */
const wordOperator = (reader: Reader): Found | undefined => {
  if (!isDash(peek(reader)) || !isLetter(peek(reader, 1))) return undefined
  const word = /^\p{L}+/u.exec(reader.text.slice(reader.at + 1))?.[0] ?? ''
  const length = word.length + 1
  const name = word.toLowerCase()
  const known = [...comparisons, ...logical, 'join', 'not'] as const
  const plain = known.find((each) => each === name)
  if (plain !== undefined) return { operator: plain, caseSensitive: false, length }
  const cased = comparisons.find((each) => `c${each}` === name || `i${each}` === name)
  if (cased !== undefined) return { operator: cased, caseSensitive: name.startsWith('c'), length }
  return refuseAt(
    refused.has(name) || refused.has(name.slice(1))
      ? `The operator -${word} is not read by this console.`
      : `-${word} is not an operator.`,
    { at: reader.at, length },
  )
}

const signs: Readonly<Record<string, BinaryOperator>> = { '*': '*', '/': '/', '%': '%', '+': '+' }

/** The operator that stands here, if one does; nothing is taken. */
const operatorAt = (reader: Reader): Found | undefined => {
  if (reader.text.startsWith('..', reader.at))
    return { operator: '..', caseSensitive: false, length: 2 }
  const char = peek(reader)
  const sign = signs[char]
  if (sign !== undefined && peek(reader, 1) !== '=')
    return { operator: sign, caseSensitive: false, length: 1 }
  if (isDash(char) && !isLetter(peek(reader, 1)) && peek(reader, 1) !== '=')
    return { operator: '-', caseSensitive: false, length: 1 }
  return wordOperator(reader)
}

/** From the loosest to the tightest binding. */
const levels: readonly (readonly BinaryOperator[])[] = [
  logical,
  [...comparisons, 'join'],
  ['+', '-'],
  ['*', '/', '%'],
  ['..'],
]

const takeLevel = (grammar: Grammar, level: number): Expression => {
  const { reader } = grammar
  const operators = levels[level]
  // `a, b, c` binds tighter than every operator with two sides.
  if (operators === undefined) return takeListOf(reader, () => takeUnary(grammar))
  let left = takeLevel(grammar, level + 1)
  for (;;) {
    skipBlanks(reader)
    const found = operatorAt(reader)
    const operator = operators.find((each) => each === found?.operator)
    if (found === undefined || operator === undefined) return left
    reader.at += found.length
    skipLines(reader)
    const right = takeLevel(grammar, level + 1)
    const { caseSensitive } = found
    const span = spanFrom(reader, left.span.at)
    left = { kind: 'binary', operator, caseSensitive, left, right, span }
  }
}

/** One item, or a list of them where commas follow. */
export const takeListOf = (reader: Reader, takeItem: () => Expression): Expression => {
  const first = takeItem()
  const items = [first]
  while (takeComma(reader)) items.push(takeItem())
  return items.length === 1 ? first : { kind: 'list', items, span: spanFrom(reader, first.span.at) }
}

const unaryLength = (reader: Reader): { kind: 'not' | 'negate'; length: number } | undefined => {
  if (peek(reader) === '!') return { kind: 'not', length: 1 }
  if (!isDash(peek(reader))) return undefined
  const word = wordOperator(reader)
  if (word?.operator === 'not') return { kind: 'not', length: word.length }
  return word === undefined ? { kind: 'negate', length: 1 } : undefined
}

const takeUnary = (grammar: Grammar): Expression => {
  const { reader } = grammar
  skipBlanks(reader)
  const start = reader.at
  const unary = unaryLength(reader)
  if (unary !== undefined) {
    reader.at += unary.length
    const operand = grammar.deeper(() => takeUnary(grammar))
    return { kind: unary.kind, operand, span: spanFrom(reader, start) }
  }
  if (peek(reader) === '[')
    refuseAt('Types in brackets are not read by this console.', { at: start, length: 1 })
  return grammar.primary() ?? unexpected(reader, 'a value')
}

/** A whole expression, as PowerShell's expression mode reads it. */
export const takeExpression = (grammar: Grammar): Expression => takeLevel(grammar, 0)
