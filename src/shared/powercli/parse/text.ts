import type { Grammar } from './grammar.ts'
import {
  failAt,
  isAtEnd,
  isDigit,
  isDoubleQuote,
  isLetter,
  isSingleQuote,
  peek,
  refuseAt,
  spanFrom,
  takeWord,
  type Reader,
} from './reader.ts'
import type { Expression } from './syntax.ts'

/** `` `n `` and its like; any other character stands for itself. */
const escapes: Readonly<Record<string, string>> = {
  '0': '\0',
  a: '\u0007',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
}

export const takeEscape = (reader: Reader): string => {
  reader.at += 1
  const char = peek(reader)
  reader.at += 1
  return escapes[char] ?? char
}

const isVariableStart = (reader: Reader): boolean => {
  const next = peek(reader, 1)
  return isLetter(next) || isDigit(next) || next === '{' || next === '?'
}

/** `$(` or a `$` that begins a name. Another `$` is a plain character. */
export const beginsExpansion = (reader: Reader): boolean =>
  peek(reader) === '$' && (peek(reader, 1) === '(' || isVariableStart(reader))

const bracedName = (reader: Reader, start: number): string => {
  const close = reader.text.indexOf('}', reader.at)
  if (close < 0) failAt('The name has no closing }.', { at: start, length: 2 }, 'more')
  const name = reader.text.slice(reader.at + 1, close)
  reader.at = close + 1
  return name
}

const scopes = new Set(['global', 'script', 'local', 'private', 'variable'])

/** `$name`, `${name}`, `$global:name`. Stands at the `$`. */
export const takeVariable = (reader: Reader): Expression => {
  const start = reader.at
  reader.at += 1
  if (peek(reader) === '{') {
    const name = bracedName(reader, start)
    return { kind: 'variable', name, span: spanFrom(reader, start) }
  }
  if (peek(reader) === '?') {
    reader.at += 1
    return { kind: 'variable', name: '?', span: spanFrom(reader, start) }
  }
  const first = takeWord(reader)
  if (first === '') failAt('A name should follow the $.', spanFrom(reader, start))
  if (peek(reader) !== ':' || !isLetter(peek(reader, 1)))
    return { kind: 'variable', name: first, span: spanFrom(reader, start) }
  if (!scopes.has(first.toLowerCase()))
    refuseAt(
      `"$${first}:" is not read here: nothing of the laptop can be reached from this console.`,
      { at: start, length: first.length + 2 },
    )
  reader.at += 1
  const name = takeWord(reader)
  return { kind: 'variable', name, span: spanFrom(reader, start) }
}

/** A `$(...)` or a variable inside a text. */
export const takeExpansion = (grammar: Grammar): Expression =>
  peek(grammar.reader, 1) === '(' ? grammar.subexpression() : takeVariable(grammar.reader)

const refuseHereString = (reader: Reader): void => {
  const quote = peek(reader, 1)
  if (peek(reader) === '@' && (isSingleQuote(quote) || isDoubleQuote(quote)))
    refuseAt('Here-strings are not read by this console.', { at: reader.at, length: 2 })
}

/** `'...'`: every character as it is, and `''` for a quote. */
const takeSingleQuoted = (reader: Reader): Expression => {
  const start = reader.at
  let text = ''
  for (reader.at += 1; ; reader.at += 1) {
    if (isAtEnd(reader)) failAt("The text has no closing '.", spanFrom(reader, start), 'more')
    if (isSingleQuote(peek(reader))) {
      if (!isSingleQuote(peek(reader, 1))) break
      reader.at += 1
    }
    text += peek(reader)
  }
  reader.at += 1
  return { kind: 'text', parts: [text], span: spanFrom(reader, start) }
}

/** `"..."`: with variables, `$(...)`, backtick escapes, and `""` for a quote. */
const takeDoubleQuoted = (grammar: Grammar): Expression => {
  const { reader } = grammar
  const start = reader.at
  const parts: (string | Expression)[] = []
  let text = ''
  reader.at += 1
  for (;;) {
    if (isAtEnd(reader)) failAt('The text has no closing ".', spanFrom(reader, start), 'more')
    const char = peek(reader)
    if (isDoubleQuote(char) && !isDoubleQuote(peek(reader, 1))) break
    if (char === '`') text += takeEscape(reader)
    else if (beginsExpansion(reader)) {
      parts.push(text, takeExpansion(grammar))
      text = ''
    } else {
      text += char
      reader.at += isDoubleQuote(char) ? 2 : 1
    }
  }
  reader.at += 1
  return { kind: 'text', parts: [...parts, text], span: spanFrom(reader, start) }
}

/** A quoted text, when one begins here. */
export const takeQuoted = (grammar: Grammar): Expression | undefined => {
  const { reader } = grammar
  refuseHereString(reader)
  if (isSingleQuote(peek(reader))) return takeSingleQuoted(reader)
  return isDoubleQuote(peek(reader)) ? takeDoubleQuoted(grammar) : undefined
}
