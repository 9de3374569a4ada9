import { beginsCommand, takeCommand } from './command.ts'
import { takeExpression } from './expression.ts'
import type { Grammar } from './grammar.ts'
import { takePrimary, takeSubexpression } from './primary.ts'
import {
  createReader,
  failAt,
  isAtEnd,
  isLineEnd,
  peek,
  refuseAt,
  skipBlanks,
  skipLines,
  skipSeparators,
  spanFrom,
  unexpected,
  within,
  type Reader,
} from './reader.ts'
import type { Element, Expression, Pipeline, Script, Statement } from './syntax.ts'
import { beginsExpansion, takeVariable } from './text.ts'

/** How deep things may nest; no script that a person wrote goes there. */
const deepest = 60

/** Words that begin a statement of PowerShell which this console does not have. */
const refusedWords = new Set(
  `while for do switch function filter try catch finally trap param return break continue throw
   class enum using begin process end exit data workflow parallel configuration until`.split(/\s+/),
)

const wordAt = (reader: Reader): string =>
  (/^[\p{L}]+(?![\p{L}\d_-])/u.exec(reader.text.slice(reader.at))?.[0] ?? '').toLowerCase()

const takeElement = (grammar: Grammar): Element => {
  const { reader } = grammar
  if (beginsCommand(reader) || peek(reader) === '&') return takeCommand(grammar)
  const value = grammar.expression()
  return { kind: 'expression', value }
}

const endsStatement = (reader: Reader): boolean =>
  isAtEnd(reader) || isLineEnd(peek(reader)) || ';)}'.includes(peek(reader))

/** What other languages compare with, and what to write instead. */
const signs = [
  ['==', 'Values are compared with -eq.'],
  ['!=', 'Values are compared with -ne.'],
  ['&&', 'Two tests are joined with -and.'],
  ['>=', 'Values are compared with -ge.'],
  ['<=', 'Values are compared with -le.'],
  ['>', 'Values are compared with -gt; nothing is written to a file from here.'],
  ['<', 'Values are compared with -lt; nothing is read from a file here.'],
  ['=', 'Only a variable can be given a value.'],
  ['+=', 'Only a variable can be given a value.'],
] as const

const refuseSigns = (reader: Reader): void => {
  const found = signs.find(([sign]) => reader.text.startsWith(sign, reader.at))
  if (found !== undefined) failAt(found[1], { at: reader.at, length: found[0].length })
}

const takePipeline = (grammar: Grammar): Pipeline => {
  const { reader } = grammar
  const start = reader.at
  const elements = [takeElement(grammar)]
  for (skipBlanks(reader); peek(reader) === '|'; skipBlanks(reader)) {
    const bar = reader.at
    reader.at += 1
    if (peek(reader) === '|') refuseAt('|| is not read by this console.', { at: bar, length: 2 })
    skipLines(reader)
    if (isAtEnd(reader)) failAt('A command should follow the |.', { at: bar, length: 1 }, 'more')
    if (!beginsCommand(reader)) unexpected(reader, 'a command after the |')
    elements.push(takeCommand(grammar))
  }
  refuseSigns(reader)
  if (!endsStatement(reader)) unexpected(reader, 'the end of the command')
  return { kind: 'pipeline', elements, span: spanFrom(reader, start) }
}

/** Round brackets around one statement: the head of `if` and `foreach`. */
const takeHead = <T>(reader: Reader, what: string, read: () => T): T => {
  skipLines(reader)
  if (peek(reader) !== '(') unexpected(reader, `the ( of ${what}`)
  reader.at += 1
  const value = within(reader, 1, () => {
    skipBlanks(reader)
    const head = read()
    skipBlanks(reader)
    return head
  })
  if (peek(reader) !== ')') unexpected(reader, `the ) of ${what}`)
  reader.at += 1
  return value
}

const takeBody = (grammar: Grammar, what: string): Script => {
  const { reader } = grammar
  skipLines(reader)
  if (peek(reader) !== '{') unexpected(reader, `the { of ${what}`)
  const open = reader.at
  reader.at += 1
  return grammar.block('}', open)
}

const takeIf = (grammar: Grammar): Statement => {
  const { reader } = grammar
  const start = reader.at
  const branches: { test: Statement; body: Script }[] = []
  let otherwise: Script = []
  for (let word = 'if'; ; word = 'elseif') {
    reader.at += word.length
    const test = takeHead(reader, word, () => grammar.pipeline())
    branches.push({ test, body: takeBody(grammar, word) })
    const end = reader.at
    skipLines(reader)
    if (wordAt(reader) === 'elseif') continue
    if (wordAt(reader) === 'else') {
      reader.at += 'else'.length
      otherwise = takeBody(grammar, 'else')
    } else reader.at = end
    return { kind: 'if', branches, otherwise, span: spanFrom(reader, start) }
  }
}

const takeForeach = (grammar: Grammar): Statement => {
  const { reader } = grammar
  const start = reader.at
  reader.at += 'foreach'.length
  const { variable, over } = takeHead(reader, 'foreach', () => {
    if (!beginsExpansion(reader)) unexpected(reader, 'a variable')
    const taken = takeVariable(reader)
    skipBlanks(reader)
    if (wordAt(reader) !== 'in') unexpected(reader, 'the word in')
    reader.at += 2
    skipBlanks(reader)
    return { variable: nameOf(taken), over: grammar.pipeline() }
  })
  const body = takeBody(grammar, 'foreach')
  return { kind: 'foreach', variable, over, body, span: spanFrom(reader, start) }
}

const nameOf = (value: Expression): string => (value.kind === 'variable' ? value.name : '')

/** `$x =` or `$x +=`, if that stands here; otherwise nothing is taken. */
const takeAssignmentHead = (reader: Reader): { variable: string; adds: boolean } | undefined => {
  const start = reader.at
  if (!beginsExpansion(reader) || peek(reader, 1) === '(') return undefined
  const variable = takeVariable(reader)
  skipBlanks(reader)
  const adds = reader.text.startsWith('+=', reader.at)
  if (adds || (peek(reader) === '=' && peek(reader, 1) !== '=')) {
    reader.at += adds ? 2 : 1
    return { variable: nameOf(variable), adds }
  }
  reader.at = start
  return undefined
}

const takeStatement = (grammar: Grammar): Statement => {
  const { reader } = grammar
  const start = reader.at
  const word = wordAt(reader)
  if (word === 'if') return takeIf(grammar)
  if (word === 'foreach' && /^foreach\s*\(/i.test(reader.text.slice(start)))
    return takeForeach(grammar)
  if (refusedWords.has(word))
    refuseAt(`The statement "${word}" is not read by this console.`, {
      at: start,
      length: word.length,
    })
  const head = takeAssignmentHead(reader)
  if (head === undefined) return grammar.pipeline()
  skipLines(reader)
  if (isAtEnd(reader)) unexpected(reader, `the value of $${head.variable}`)
  const value = grammar.deeper(() => takeStatement(grammar))
  return { kind: 'assign', ...head, value, span: spanFrom(reader, start) }
}

const takeBlock = (grammar: Grammar, close: ')' | '}', open: number): Script => {
  const { reader } = grammar
  const statements: Statement[] = []
  // A line end is a blank inside ( ), and ends a statement inside { }.
  return within(reader, close === ')' ? reader.round + 1 : 0, () => {
    for (;;) {
      skipSeparators(reader)
      if (peek(reader) === close) {
        reader.at += 1
        return statements
      }
      if (isAtEnd(reader))
        failAt(`There is no ${close} for this bracket.`, { at: open, length: 1 }, 'more')
      if (peek(reader) === ')' || peek(reader) === '}')
        failAt(`"${peek(reader)}" closes nothing that is open here.`, { at: reader.at, length: 1 })
      statements.push(takeStatement(grammar))
    }
  })
}

const createGrammar = (text: string): Grammar => {
  let depth = 0
  const deeper = <T>(read: () => T): T => {
    depth += 1
    if (depth > deepest)
      failAt(`This is nested deeper than ${deepest} times.`, { at: grammar.reader.at, length: 1 })
    const value = read()
    depth -= 1
    return value
  }
  const grammar: Grammar = {
    reader: createReader(text),
    deeper,
    expression: () => deeper(() => takeExpression(grammar)),
    primary: () => takePrimary(grammar),
    pipeline: () => takePipeline(grammar),
    block: (close, open) => deeper(() => takeBlock(grammar, close, open)),
    subexpression: () => takeSubexpression(grammar),
  }
  return grammar
}

/**
 * Reads a script. `LabError` `powercli.syntax` or `powercli.not-in-this-console` with the place
 * (details `at`, `length`), and `incomplete` when more lines could make it whole.
 */
export const parseScript = (text: string): Script => {
  const grammar = createGrammar(text)
  const { reader } = grammar
  const statements: Statement[] = []
  for (;;) {
    skipSeparators(reader)
    if (isAtEnd(reader)) return statements
    if (peek(reader) === ')' || peek(reader) === '}')
      failAt(`"${peek(reader)}" closes nothing.`, { at: reader.at, length: 1 })
    statements.push(takeStatement(grammar))
  }
}
