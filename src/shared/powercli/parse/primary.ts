import type { Grammar } from './grammar.ts'
import {
  failAt,
  isDigit,
  isLineEnd,
  isLetter,
  peek,
  refuseAt,
  skipBlanks,
  spanFrom,
  takeWord,
  unexpected,
  within,
} from './reader.ts'
import type { Expression } from './syntax.ts'
import { beginsExpansion, takeQuoted, takeVariable } from './text.ts'

const bracketed = (
  grammar: Grammar,
  kind: 'group' | 'array' | 'block',
  opening: string,
  close: ')' | '}',
): Expression => {
  const { reader } = grammar
  const start = reader.at
  reader.at += opening.length
  const body = grammar.block(close, start)
  return { kind, body, span: spanFrom(reader, start) }
}

export const takeSubexpression = (grammar: Grammar): Expression =>
  bracketed(grammar, 'group', '$(', ')')

const takeNumber = (grammar: Grammar): Expression => {
  const { reader } = grammar
  const start = reader.at
  const digits = /^\d+(\.\d+)?/.exec(reader.text.slice(start))?.[0] ?? ''
  reader.at += digits.length
  if (isLetter(peek(reader))) {
    takeWord(reader)
    failAt(
      `"${reader.text.slice(start, reader.at)}" is not a number; write a text in quotes.`,
      spanFrom(reader, start),
    )
  }
  return { kind: 'number', value: Number(digits), span: spanFrom(reader, start) }
}

const skipBetween = ({ reader }: Grammar): void => {
  for (skipBlanks(reader); isLineEnd(peek(reader)) || peek(reader) === ';'; skipBlanks(reader))
    reader.at += 1
}

/** The name of an entry: a word or a text. */
const takeKey = (grammar: Grammar): Expression => {
  const { reader } = grammar
  const start = reader.at
  const quoted = takeQuoted(grammar)
  if (quoted !== undefined) return quoted
  const name = takeWord(reader)
  if (name === '') unexpected(reader, 'the name of an entry, or the } of its table')
  return { kind: 'text', parts: [name], span: spanFrom(reader, start) }
}

const takeHash = (grammar: Grammar): Expression => {
  const { reader } = grammar
  const start = reader.at
  reader.at += 2
  return within(reader, 0, () => {
    const entries: { readonly name: Expression; readonly value: Expression }[] = []
    for (skipBetween(grammar); peek(reader) !== '}'; skipBetween(grammar)) {
      const name = takeKey(grammar)
      skipBlanks(reader)
      if (peek(reader) !== '=') unexpected(reader, 'the = of an entry')
      reader.at += 1
      skipBlanks(reader)
      entries.push({ name, value: grammar.expression() })
    }
    reader.at += 1
    return { kind: 'hash', entries, span: spanFrom(reader, start) }
  })
}

/** What begins here, without what may follow it. */
const takeAtom = (grammar: Grammar): Expression | undefined => {
  const { reader } = grammar
  const quoted = takeQuoted(grammar)
  if (quoted !== undefined) return quoted
  const [char, next] = [peek(reader), peek(reader, 1)]
  if (char === '$' && next === '(') return takeSubexpression(grammar)
  if (char === '$' && beginsExpansion(reader)) return takeVariable(reader)
  if (char === '@' && next === '(') return bracketed(grammar, 'array', '@(', ')')
  if (char === '@' && next === '{') return takeHash(grammar)
  if (char === '(') return bracketed(grammar, 'group', '(', ')')
  if (char === '{') return bracketed(grammar, 'block', '{', '}')
  if (isDigit(char)) return takeNumber(grammar)
  return undefined
}

/** The name after a dot: a word, a text or a variable. */
const takeMember = (grammar: Grammar): Expression => {
  const { reader } = grammar
  const start = reader.at
  const quoted = takeQuoted(grammar)
  if (quoted !== undefined) return quoted
  if (beginsExpansion(reader)) return takeVariable(reader)
  const name = takeWord(reader)
  if (name === '') unexpected(reader, 'the name of a property')
  if (peek(reader) === '(')
    refuseAt(`Methods such as ${name}() are not read by this console.`, spanFrom(reader, start))
  return { kind: 'text', parts: [name], span: spanFrom(reader, start) }
}

const takeIndex = (grammar: Grammar, of: Expression): Expression => {
  const { reader } = grammar
  const open = reader.at
  reader.at += 1
  const index = within(reader, 1, () => {
    const value = grammar.expression()
    skipBlanks(reader)
    if (peek(reader) !== ']') unexpected(reader, `the ] for the [ at ${open + 1}`)
    return value
  })
  reader.at += 1
  return { kind: 'index', of, index, span: spanFrom(reader, of.span.at) }
}

/** A value with every `.property` and `[index]` that follows it without a blank. */
export const takePrimary = (grammar: Grammar): Expression | undefined => {
  const { reader } = grammar
  let value = takeAtom(grammar)
  while (value !== undefined) {
    const next = peek(reader, 1)
    if (peek(reader) === '.' && next !== '.' && !isDigit(next)) {
      const { at } = value.span
      reader.at += 1
      const name = takeMember(grammar)
      value = { kind: 'property', of: value, name, span: spanFrom(reader, at) }
    } else if (peek(reader) === '[') {
      value = takeIndex(grammar, value)
    } else if (peek(reader) === ':' && next === ':') {
      refuseAt('Types and their static members are not read by this console.', {
        at: reader.at,
        length: 2,
      })
    } else {
      return value
    }
  }
  return value
}
