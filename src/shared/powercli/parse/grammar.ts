import type { Reader } from './reader.ts'
import type { Expression, Pipeline, Script } from './syntax.ts'

/**
 * The parts of the parser that need one another: each file takes what it does not hold from here.
 */
export type Grammar = {
  readonly reader: Reader
  /** Reads what may hold itself again; fails when that goes too deep for the stack. */
  deeper<T>(read: () => T): T
  /** A whole expression, with operators. */
  expression(): Expression
  /** A value with its `.property` and `[index]`; undefined when none begins here. */
  primary(): Expression | undefined
  pipeline(): Pipeline
  /** Statements up to the closing bracket, which is taken too. `open` is where its partner stands. */
  block(close: ')' | '}', open: number): Script
  /** `$(...)`, at the `$`. */
  subexpression(): Expression
}
