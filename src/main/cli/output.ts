import { LabError, toErrorData } from '../../shared/base/index.ts'

/** Where a command writes. The entry hands in the terminal; tests read it back. */
export type Output = {
  /** Results: standard output. */
  print(text: string): void
  /** Progress and errors: standard error. */
  say(text: string): void
  /** Whether colours are understood there. */
  readonly colour: boolean
}

export const createTerminal = (): Output => ({
  print: (text) => process.stdout.write(`${text}\n`),
  say: (text) => process.stderr.write(`${text}\n`),
  colour: process.stdout.isTTY && process.env.NO_COLOR === undefined,
})

/** Says an error as three things: what happened, its stable code, what to do. */
export const sayError = (output: Output, error: unknown): void => {
  const data = toErrorData(error)
  output.say(`${data.message}\n  code    ${data.code}\n  remedy  ${data.remedy}`)
  if (!(error instanceof LabError) && error instanceof Error) output.say(error.stack ?? '')
}
