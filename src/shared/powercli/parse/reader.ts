import { LabError } from '../../base/index.ts'
import type { Span } from './syntax.ts'

/** A place in a script, and the small questions a parser asks there. */
export type Reader = {
  readonly text: string
  at: number
  /** Open brackets around this place: inside round ones a line end is only a blank. */
  round: number
}

export const createReader = (text: string): Reader => ({ text, at: 0, round: 0 })

/** Curly quotes and long dashes count as the plain ones, as in PowerShell: tutorials are full of them. */
const singleQuotes = "'‘’‚‛"
const doubleQuotes = '"“”„'
const dashes = '-–—―'

export const isSingleQuote = (char: string): boolean => char !== '' && singleQuotes.includes(char)
export const isDoubleQuote = (char: string): boolean => char !== '' && doubleQuotes.includes(char)
export const isDash = (char: string): boolean => char !== '' && dashes.includes(char)
export const isLetter = (char: string): boolean => /^[\p{L}_]$/u.test(char)
export const isDigit = (char: string): boolean => /^[0-9]$/.test(char)
export const isBlank = (char: string): boolean => /^[^\S\r\n]$/u.test(char)
export const isLineEnd = (char: string): boolean => char === '\n' || char === '\r'

/** The character `ahead` places on; empty at the end. */
export const peek = ({ text, at }: Reader, ahead = 0): string => text[at + ahead] ?? ''
export const isAtEnd = ({ text, at }: Reader): boolean => at >= text.length

export const spanFrom = ({ at }: Reader, start: number): Span => ({
  at: start,
  length: Math.max(1, at - start),
})

/** `more`: the text ended where it may go on, so a console asks for another line. */
export const failAt = (
  message: string,
  { at, length }: Span,
  end: 'wrong' | 'more' = 'wrong',
): never => {
  throw new LabError('powercli.syntax', message, { at, length, incomplete: end === 'more' })
}

/** For what PowerShell can do and this console does not. */
export const refuseAt = (message: string, { at, length }: Span): never => {
  throw new LabError('powercli.not-in-this-console', message, { at, length, incomplete: false })
}

/** Fails at the end of the text with `more`, and elsewhere naming what stands there. */
export const unexpected = (reader: Reader, wanted: string): never =>
  isAtEnd(reader)
    ? failAt(`The line ends where ${wanted} should follow.`, { at: reader.at, length: 1 }, 'more')
    : failAt(`"${peek(reader)}" stands where ${wanted} should.`, { at: reader.at, length: 1 })

const skipBlockComment = (reader: Reader): void => {
  const start = reader.at
  const end = reader.text.indexOf('#>', reader.at + 2)
  if (end < 0) failAt('The comment has no closing #>.', { at: start, length: 2 }, 'more')
  reader.at = end + 2
}

const skipLineComment = (reader: Reader): void => {
  while (!isAtEnd(reader) && !isLineEnd(peek(reader))) reader.at += 1
}

const isContinuation = (reader: Reader): boolean =>
  peek(reader) === '`' && (isLineEnd(peek(reader, 1)) || reader.at + 1 === reader.text.length)

/** Skips blanks, comments and continued lines; inside round brackets line ends too. */
export const skipBlanks = (reader: Reader): void => {
  for (;;) {
    const char = peek(reader)
    if (isBlank(char) || (reader.round > 0 && isLineEnd(char))) reader.at += 1
    else if (char === '#') skipLineComment(reader)
    else if (char === '<' && peek(reader, 1) === '#') skipBlockComment(reader)
    else if (isContinuation(reader)) skipContinuation(reader)
    else return
  }
}

const skipContinuation = (reader: Reader): void => {
  const start = reader.at
  reader.at += 1
  if (isAtEnd(reader)) failAt('The line is to be continued.', { at: start, length: 1 }, 'more')
  while (isLineEnd(peek(reader))) reader.at += 1
}

/** Skips to the next thing to read, over line ends and semicolons. */
export const skipSeparators = (reader: Reader): void => {
  skipBlanks(reader)
  while (isLineEnd(peek(reader)) || peek(reader) === ';') {
    reader.at += 1
    skipBlanks(reader)
  }
}

/** Skips blanks and line ends, where something must follow. */
export const skipLines = (reader: Reader): void => {
  skipBlanks(reader)
  while (isLineEnd(peek(reader))) {
    reader.at += 1
    skipBlanks(reader)
  }
}

/** Takes a comma and what may stand around it; leaves the reader where it is when none follows. */
export const takeComma = (reader: Reader): boolean => {
  const { at } = reader
  skipBlanks(reader)
  if (peek(reader) === ',') {
    reader.at += 1
    skipLines(reader)
    return true
  }
  reader.at = at
  return false
}

/** Takes a word of letters, digits and underscores. */
export const takeWord = (reader: Reader): string => {
  const start = reader.at
  while (isLetter(peek(reader)) || isDigit(peek(reader))) reader.at += 1
  return reader.text.slice(start, reader.at)
}

/** Reads with round brackets open: line ends are blanks until they close. */
export const within = <T>(reader: Reader, round: number, read: () => T): T => {
  const before = reader.round
  reader.round = round
  try {
    return read()
  } finally {
    reader.round = before
  }
}
