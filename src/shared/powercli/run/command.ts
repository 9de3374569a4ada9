import { LabError, similarNames } from '../../base/index.ts'
import type { Command, Expression } from '../parse/syntax.ts'
import { bind, type Given, type Piece } from './bind.ts'
import { createCall } from './call.ts'
import type { Cmdlet } from './cmdlet.ts'
import { evaluate } from './expression.ts'
import { haltsIn, step, type Ground } from './ground.ts'
import { ScriptError } from './script-error.ts'
import { noteError } from './session.ts'
import type { Value } from './values.ts'

/** Where a text begins in the source, when it is written there as it is. */
const innerOf = (value: Expression): number | undefined => {
  if (value.kind !== 'text') return undefined
  const [only] = value.parts
  if (value.parts.length !== 1 || typeof only !== 'string') return undefined
  const { at, length } = value.span
  if (only.length === length) return at
  return only.length === length - 2 ? at + 1 : undefined
}

const piecesOf = (value: Expression): readonly Piece[] =>
  (value.kind === 'list' ? value.items : [value]).map((item) => {
    const inner = innerOf(item)
    return { span: item.span, ...(inner === undefined ? {} : { inner }) }
  })

const givenTo = async (ground: Ground, command: Command): Promise<readonly Given[]> => {
  const given: Given[] = []
  for (const argument of command.arguments) {
    const { span, value: expression } = argument
    const place = { span, pieces: expression === undefined ? [] : piecesOf(expression) }
    const value = expression === undefined ? {} : { value: await evaluate(ground, expression) }
    if (argument.kind === 'parameter')
      given.push({ kind: 'parameter', name: argument.name, ...value, ...place })
    else given.push({ kind: 'value', value: null, ...value, ...place })
  }
  return given
}

const findCommand = ({ commands }: Ground, { name, nameSpan }: Command): Cmdlet => {
  const found = commands.find(name)
  if (found !== undefined) return found
  const [near] = similarNames(
    name,
    commands.all.map((each) => each.name),
  )
  const hint = near === undefined ? '' : ` Did you mean ${near}?`
  throw new ScriptError(
    new LabError('powercli.unknown-command', `"${name}" is not a command of this console.${hint}`, {
      target: name,
    }),
    nameSpan,
  )
}

/** Fails when the server that the cmdlet speaks to cannot be reached. */
const checkReach = ({ lab, session }: Ground, { needs }: Cmdlet): void => {
  if (needs === undefined) return
  if (session.connection === undefined)
    throw new LabError('powercli.not-connected', 'This console is not connected to vCenter.')
  const silent = (
    needs === 'rules' ? (['vcenter', 'rules'] as const) : (['vcenter'] as const)
  ).find((component) => !lab.isUp(component))
  if (silent === undefined) return
  const name = silent === 'rules' ? 'The Auto Deploy rules engine' : 'vCenter'
  throw new LabError('powercli.unreachable', `${name} does not answer: its plug is out.`, {
    target: silent,
  })
}

const checkPresent = ({ name, absent }: Cmdlet, { nameSpan }: Command): void => {
  if (absent === undefined) return
  throw new ScriptError(
    new LabError('powercli.not-in-this-lab', absent, { target: name }),
    nameSpan,
    name,
  )
}

/** `Get-Help` for a command that was typed with `-?`, whatever else was typed; undefined without one. */
const askedForHelp = (command: Command, { name }: Cmdlet): Command | undefined => {
  const asking = command.arguments.find(
    (argument) => argument.kind === 'parameter' && argument.name === '?',
  )
  if (asking === undefined) return undefined
  const { span } = asking
  const value = { kind: 'text', parts: [name], span } as const
  return { ...command, name: 'Get-Help', arguments: [{ kind: 'value', value, span }] }
}

/** Runs a cmdlet for each value that the pipeline brings it, or once. */
export const runCommand = async (
  ground: Ground,
  command: Command,
  input: readonly Value[] | undefined,
): Promise<readonly Value[]> => {
  const cmdlet = findCommand(ground, command)
  const help = askedForHelp(command, cmdlet)
  if (help !== undefined) return runCommand(ground, help, undefined)
  checkPresent(cmdlet, command)
  const runs = bind(cmdlet, await givenTo(ground, command), input, command.span)
  const values: Value[] = []
  for (const bound of runs) {
    await ground.lab.breathe()
    step(ground, command.span)
    const { call, isSilent, placed } = createCall(ground, cmdlet, command, bound)
    try {
      checkReach(ground, cmdlet)
      values.push(...(await cmdlet.run(call)))
    } catch (error) {
      const failure = placed(error)
      if (haltsIn(ground.session, failure)) throw failure
      if (isSilent) noteError(ground.session, failure.message)
      // One member of a pipeline that fails does not stop the others.
      else if (runs.length === 1) throw failure
      else ground.report(failure)
    }
  }
  return values
}
