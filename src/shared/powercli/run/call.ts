import { LabError } from '../../base/index.ts'
import type { Command, Span } from '../parse/syntax.ts'
import type { Bound } from './bind.ts'
import type { Call, Cmdlet } from './cmdlet.ts'
import { errorPreference, giveWay, haltsIn, stopped, type Ground } from './ground.ts'
import { ScriptError } from './script-error.ts'
import { noteError } from './session.ts'
import { isBlock, isTrue, membersOf, toText, type Value } from './values.ts'

/** Parameters whose values are patterns: an error about one points into its text. */
const patternParameters = ['Pattern', 'ReplacePattern', 'AddOrReplacePattern']

/** Where in the source the pattern is wrong, as near as can be said. */
const placeOfPattern = (error: LabError, bound: Bound): Span | undefined => {
  const { pattern, at, length } = error.details
  if (typeof pattern !== 'string') return undefined
  for (const name of patternParameters) {
    const given = bound.get(name)
    const index = membersOf(given?.value ?? null).indexOf(pattern)
    if (given === undefined || index < 0) continue
    const piece = given.pieces[index]
    return piece?.inner === undefined
      ? (piece?.span ?? given.span)
      : { at: piece.inner + Number(at), length: Number(length) }
  }
  return undefined
}

/** What an error does here: `-ErrorAction`, else the preference, else it is shown. */
const errorAction = ({ session }: Ground, bound: Bound): string => {
  const given = bound.get('ErrorAction')?.value
  return given === undefined ? errorPreference(session) : toText(given).toLowerCase()
}

const silences = (action: string): boolean => action === 'silentlycontinue' || action === 'ignore'

const refuseConfirm = (cmdlet: Cmdlet, bound: Bound): void => {
  const confirm = bound.get('Confirm')
  if (confirm?.value !== true) return
  throw new ScriptError(
    new LabError(
      'powercli.not-in-this-lab',
      'This console never asks; leave -Confirm out, or try with -WhatIf first.',
      { target: 'Confirm' },
    ),
    confirm.span,
    cmdlet.name,
  )
}

/** One run of a cmdlet, and how its errors are placed in the script. */
export const createCall = (
  ground: Ground,
  cmdlet: Cmdlet,
  command: Command,
  bound: Bound,
): {
  readonly call: Call
  readonly isSilent: boolean
  readonly placed: (error: unknown) => ScriptError
} => {
  const { lab, session, commands } = ground
  const action = errorAction(ground, bound)
  const isSilent = silences(action)
  const placed = (error: unknown): ScriptError => {
    if (error instanceof ScriptError) return error
    if (ground.signal.aborted) return stopped(command.span)
    const span = error instanceof LabError ? placeOfPattern(error, bound) : undefined
    const halts = action === 'stop'
    return new ScriptError(error, span ?? command.span, cmdlet.name, halts)
  }
  const value = (name: string): Value => bound.get(name)?.value ?? null
  const isWhatIf = (): boolean =>
    bound.has('WhatIf')
      ? value('WhatIf') === true
      : isTrue(session.variables.get('whatifpreference') ?? null)

  const call: Call = {
    lab,
    session,
    commands,
    signal: ground.signal,
    has: (name) => bound.has(name),
    flag: (name) => value(name) === true,
    text: (name) => (bound.has(name) ? toText(value(name)) : undefined),
    texts: (name) => (bound.has(name) ? membersOf(value(name)).map(toText) : []),
    count: (name) => (bound.has(name) ? Number(value(name)) : undefined),
    counts: (name) => (bound.has(name) ? membersOf(value(name)).map(Number) : []),
    values: (name) => (bound.has(name) ? membersOf(value(name)) : []),
    block: (name) => {
      const found = value(name)
      return isBlock(found) ? found : undefined
    },
    proceeds: (target) => {
      refuseConfirm(cmdlet, bound)
      if (!isWhatIf()) return true
      const text = `What if: Performing the operation "${cmdlet.name}" on target "${target}".`
      ground.write('whatIf', text)
      return false
    },
    warn: (text) => {
      const how = toText(value('WarningAction')).toLowerCase()
      if (!silences(how)) ground.write('warning', `WARNING: ${text}`)
    },
    say: (text) => ground.write('output', text),
    clear: () => ground.write('clear', ''),
    fail: (error) => {
      const failure = placed(error)
      if (haltsIn(session, failure)) throw failure
      if (isSilent) noteError(session, failure.message)
      else ground.report(failure)
    },
    giveWay: () => giveWay(ground, command.span),
    evaluate: (block, item) => ground.runBlock(block, item),
  }
  return { call, isSilent, placed }
}
