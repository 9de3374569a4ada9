import { LabError } from '../../base/index.ts'
import type { ConsoleLab } from '../lab.ts'
import type { Script, Span } from '../parse/syntax.ts'
import type { CommandTable } from './cmdlet.ts'
import { limits } from './limits.ts'
import { ScriptError } from './script-error.ts'
import type { Session } from './session.ts'
import { toText, type Block, type Value } from './values.ts'

/** Where a script runs. The parts of the evaluator find one another here. */
export type Ground = {
  readonly lab: ConsoleLab
  readonly session: Session
  readonly commands: CommandTable
  readonly source: string
  readonly signal: AbortSignal
  /** Shows a line at once, after what was left before it. */
  write(stream: 'output' | 'warning' | 'whatIf' | 'clear', text: string): void
  /** Shows an error. */
  report(error: ScriptError): void
  /** Runs statements for their values; the first error ends them. */
  capture(script: Script): Promise<readonly Value[]>
  /** Runs a block with `$_` set to one value. */
  runBlock(block: Block, item: Value): Promise<readonly Value[]>
  /** Counts down; see `limits.steps`. */
  steps: number
}

const halting = (message: string, span: Span): ScriptError =>
  new ScriptError(new LabError('powercli.limit', message), span, '', true)

/** What ends a script that was told to stop. */
export const stopped = (span: Span): ScriptError => halting('The script was stopped.', span)

/** What errors do where no command says it. */
export const errorPreference = ({ variables }: Session): string =>
  toText(variables.get('erroractionpreference') ?? 'Continue').toLowerCase()

/** Whether an error ends the script. */
export const haltsIn = (session: Session, { halts }: ScriptError): boolean =>
  halts ?? errorPreference(session) === 'stop'

/** Ends the script when it takes too long or was stopped. */
export const step = (ground: Ground, span: Span): void => {
  ground.steps -= 1
  if (ground.steps < 0) throw halting(`The script takes more than ${limits.steps} steps.`, span)
  if (ground.signal.aborted) throw stopped(span)
}

/** Lets others have their turn, and ends the script if it was stopped meanwhile: each round of a loop. */
export const giveWay = async ({ lab, signal }: Ground, span: Span): Promise<void> => {
  await lab.breathe()
  if (signal.aborted) throw stopped(span)
}
