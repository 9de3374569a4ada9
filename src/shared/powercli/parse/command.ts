import { takeListOf } from './expression.ts'
import type { Grammar } from './grammar.ts'
import {
  failAt,
  isAtEnd,
  isBlank,
  isDash,
  isDoubleQuote,
  isLetter,
  isLineEnd,
  isSingleQuote,
  peek,
  refuseAt,
  skipBlanks,
  spanFrom,
  unexpected,
  type Reader,
} from './reader.ts'
import type { Argument, Command, Expression } from './syntax.ts'
import { beginsExpansion, takeEscape, takeExpansion, takeQuoted } from './text.ts'

/** Where an argument without quotes ends. */
const endsWord = (reader: Reader): boolean => {
  const char = peek(reader)
  return (
    isAtEnd(reader) ||
    isBlank(char) ||
    isLineEnd(char) ||
    ';|,(){}'.includes(char) ||
    isSingleQuote(char) ||
    isDoubleQuote(char)
  )
}

const refuseRedirection = (reader: Reader): void => {
  const found = /^[*0-9]?(>>?|<)(?!#)/.exec(reader.text.slice(reader.at))?.[0]
  if (found !== undefined)
    refuseAt(`"${found}" writes or reads a file; this console has none.`, {
      at: reader.at,
      length: found.length,
    })
}

/** What is quoted in the middle of a word is a piece of it: `vendor=="Dell Inc."`. */
const takeQuotedPiece = (grammar: Grammar): readonly (string | Expression)[] => {
  const char = peek(grammar.reader)
  const quoted = isSingleQuote(char) || isDoubleQuote(char) ? takeQuoted(grammar) : undefined
  return quoted?.kind === 'text' ? quoted.parts : []
}

/** A text that begins without quotes, in which variables and `$(...)` are still put in. */
const takeBareword = (grammar: Grammar, first: readonly Expression[] = []): Expression => {
  const { reader } = grammar
  const start = first[0]?.span.at ?? reader.at
  const parts: (string | Expression)[] = [...first]
  let text = ''
  for (;;) {
    const piece = takeQuotedPiece(grammar)
    if (piece.length > 0) {
      parts.push(text, ...piece)
      text = ''
    } else if (endsWord(reader)) break
    else if (peek(reader) === '`') text += takeEscape(reader)
    else if (beginsExpansion(reader)) {
      parts.push(text, takeExpansion(grammar))
      text = ''
    } else {
      text += peek(reader)
      reader.at += 1
    }
  }
  return { kind: 'text', parts: [...parts, text], span: spanFrom(reader, start) }
}

/** One value of an argument: quoted, bracketed, a variable, or a word as it stands. */
const takeValue = (grammar: Grammar): Expression => {
  const { reader } = grammar
  const char = peek(reader)
  if (char === '@' && isLetter(peek(reader, 1)))
    refuseAt('Splatting with @ is not read by this console.', { at: reader.at, length: 2 })
  const isWord = !'$@({'.includes(char) && !isSingleQuote(char) && !isDoubleQuote(char)
  if (isWord || (char === '@' && !'({"\''.includes(peek(reader, 1)))) {
    if (endsWord(reader)) unexpected(reader, 'a value')
    return takeBareword(grammar)
  }
  const value = grammar.primary() ?? takeBareword(grammar)
  const isVariable = value.kind === 'variable' || value.kind === 'property'
  return isVariable && !endsWord(reader) ? takeBareword(grammar, [value]) : value
}

/** `a,b,c` without quotes or brackets is an array here as well. */
const takeArgumentValue = (grammar: Grammar): Expression =>
  takeListOf(grammar.reader, () => takeValue(grammar))

const takeParameter = (grammar: Grammar): Argument => {
  const { reader } = grammar
  const start = reader.at
  reader.at += 1
  const name = /^[\p{L}\d_?]+/u.exec(reader.text.slice(reader.at))?.[0] ?? ''
  reader.at += name.length
  const span = spanFrom(reader, start)
  if (peek(reader) !== ':') return { kind: 'parameter', name, span }
  reader.at += 1
  skipBlanks(reader)
  if (endsCommand(reader)) unexpected(reader, `the value of -${name}`)
  const value = takeArgumentValue(grammar)
  return { kind: 'parameter', name, value, span: spanFrom(reader, start) }
}

const takeArgument = (grammar: Grammar): Argument => {
  const { reader } = grammar
  const start = reader.at
  refuseRedirection(reader)
  if (peek(reader) === '&' && peek(reader, 1) === '&')
    refuseAt('&& is not read by this console; write the second command after a ;.', {
      at: start,
      length: 2,
    })
  if (peek(reader) === '&')
    refuseAt('Nothing runs in the background of this console.', { at: start, length: 1 })
  if (isDash(peek(reader)) && (isLetter(peek(reader, 1)) || peek(reader, 1) === '?'))
    return takeParameter(grammar)
  if (isDash(peek(reader)) && isDash(peek(reader, 1)))
    failAt('A parameter begins with one dash.', { at: start, length: 2 })
  const value = takeArgumentValue(grammar)
  return { kind: 'value', value, span: spanFrom(reader, start) }
}

/** Whether the command is over: a line end, `;`, `|`, or a bracket that was open before it. */
const endsCommand = (reader: Reader): boolean => {
  const char = peek(reader)
  return isAtEnd(reader) || isLineEnd(char) || ';|)}'.includes(char)
}

/** Whether a command's name begins here. */
export const beginsCommand = (reader: Reader): boolean => {
  const char = peek(reader)
  return isLetter(char) || (char !== '' && '%?~.:*'.includes(char)) || char === '\\' || char === '/'
}

const refusePrograms = (reader: Reader): void => {
  const char = peek(reader)
  if (
    char === '&' ||
    (char === '.' && (isBlank(peek(reader, 1)) || '\\/'.includes(peek(reader, 1))))
  )
    refuseAt('Programs and script files cannot be started from this console.', {
      at: reader.at,
      length: 1,
    })
}

/** A command and its arguments. */
export const takeCommand = (grammar: Grammar): Command => {
  const { reader } = grammar
  const start = reader.at
  refusePrograms(reader)
  while (!endsWord(reader)) reader.at += 1
  const name = reader.text.slice(start, reader.at)
  const nameSpan = spanFrom(reader, start)
  const given: Argument[] = []
  let end = reader.at
  for (skipBlanks(reader); !endsCommand(reader); skipBlanks(reader)) {
    if (peek(reader) === ',')
      failAt('A value is missing before the comma.', { at: reader.at, length: 1 })
    given.push(takeArgument(grammar))
    end = reader.at
  }
  return {
    kind: 'command',
    name,
    nameSpan,
    arguments: given,
    span: { at: start, length: end - start },
  }
}
