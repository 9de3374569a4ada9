import { LabError, toErrorData } from '../../base/index.ts'
import type { Span } from '../parse/syntax.ts'

/** An error with its place in the script and the command that raised it. */
export class ScriptError extends LabError {
  readonly span: Span
  /** Empty outside of a command. */
  readonly command: string
  /** What it was about: a rule's name, a parameter. */
  readonly target: string
  /** Nothing after it is run; undefined where no command says what its errors do. */
  readonly halts: boolean | undefined

  constructor(error: unknown, span: Span, command = '', halts?: boolean) {
    const { code, message, details } = toErrorData(error)
    super(code, message, details, error)
    this.span = span
    this.command = command
    this.target = targetOf(details)
    this.halts = details['halts'] === true ? true : halts
  }
}

const targetKeys = ['target', 'name', 'rule', 'host', 'pattern', 'cluster']

const targetOf = (details: LabError['details']): string => {
  const key = targetKeys.find((each) => typeof details[each] === 'string')
  return key === undefined ? '' : String(details[key])
}

const spanIn = ({ at, length }: LabError['details']): Span | undefined =>
  typeof at === 'number' && typeof length === 'number' ? { at, length } : undefined

/** The error as raised at this place; one that has a place keeps it. */
export const atPlace = (error: unknown, span: Span): ScriptError => {
  if (error instanceof ScriptError) return error
  const isSyntax =
    error instanceof LabError &&
    (error.code === 'powercli.syntax' || error.code === 'powercli.not-in-this-console')
  return new ScriptError(error, (isSyntax ? spanIn(error.details) : undefined) ?? span)
}
