/** The tree of a script, as docs/powercli.md writes the grammar down. */

/** A stretch of the source, in characters. */
export type Span = { readonly at: number; readonly length: number }

export type BinaryOperator =
  '+' | '-' | '*' | '/' | '%' | '..' | 'and' | 'or' | 'xor' | 'join' | Comparison

export type Comparison =
  | 'eq'
  | 'ne'
  | 'gt'
  | 'ge'
  | 'lt'
  | 'le'
  | 'like'
  | 'notlike'
  | 'contains'
  | 'notcontains'
  | 'in'
  | 'notin'

export type Expression = { readonly span: Span } & (
  | { readonly kind: 'text'; readonly parts: readonly (string | Expression)[] }
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'variable'; readonly name: string }
  /** `a, b` */
  | { readonly kind: 'list'; readonly items: readonly Expression[] }
  /** `@( )`: always an array. */
  | { readonly kind: 'array'; readonly body: Script }
  /** `( )` and `$( )` */
  | { readonly kind: 'group'; readonly body: Script }
  | { readonly kind: 'block'; readonly body: Script }
  /** `@{ name = value; ... }` */
  | {
      readonly kind: 'hash'
      readonly entries: readonly { readonly name: Expression; readonly value: Expression }[]
    }
  | { readonly kind: 'property'; readonly of: Expression; readonly name: Expression }
  | { readonly kind: 'index'; readonly of: Expression; readonly index: Expression }
  | { readonly kind: 'not' | 'negate'; readonly operand: Expression }
  | {
      readonly kind: 'binary'
      readonly operator: BinaryOperator
      /** `-ceq` and its like mind the case of letters. */
      readonly caseSensitive: boolean
      readonly left: Expression
      readonly right: Expression
    }
)

export type Argument = { readonly span: Span } & (
  | { readonly kind: 'parameter'; readonly name: string; readonly value?: Expression }
  | { readonly kind: 'value'; readonly value: Expression }
)

export type Command = {
  readonly kind: 'command'
  readonly name: string
  readonly nameSpan: Span
  readonly arguments: readonly Argument[]
  readonly span: Span
}

export type Element = Command | { readonly kind: 'expression'; readonly value: Expression }

export type Pipeline = {
  readonly kind: 'pipeline'
  readonly elements: readonly Element[]
  readonly span: Span
}

export type Statement =
  | Pipeline
  | {
      readonly kind: 'assign'
      readonly variable: string
      /** `+=` */
      readonly adds: boolean
      readonly value: Statement
      readonly span: Span
    }
  | {
      readonly kind: 'if'
      readonly branches: readonly { readonly test: Statement; readonly body: Script }[]
      readonly otherwise: Script
      readonly span: Span
    }
  | {
      readonly kind: 'foreach'
      readonly variable: string
      readonly over: Statement
      readonly body: Script
      readonly span: Span
    }

export type Script = readonly Statement[]
