import { assertNever } from '../../base/index.ts'
import type { Element, Pipeline, Script, Statement } from '../parse/syntax.ts'
import { runCommand } from './command.ts'
import { evaluate, setVariable, variable } from './expression.ts'
import { giveWay, haltsIn, step, type Ground } from './ground.ts'
import { add } from './operators.ts'
import { atPlace } from './script-error.ts'
import { collapse, isTrue, membersOf, type Block, type Value } from './values.ts'

type Emit = (values: readonly Value[]) => void

const runElement = async (
  ground: Ground,
  element: Element,
  input: readonly Value[] | undefined,
): Promise<readonly Value[]> => {
  if (element.kind === 'command') return runCommand(ground, element, input)
  return membersOf(await evaluate(ground, element.value))
}

// Statements

/** Tells `$?` afterwards how it went; an error that was silenced counts, too. */
const told = async <T>({ session }: Ground, run: () => Promise<T>): Promise<T> => {
  const before = session.failures
  let hasEnded = false
  try {
    const value = await run()
    hasEnded = true
    return value
  } finally {
    session.succeeded = hasEnded && session.failures === before
  }
}

const runPipeline = async (ground: Ground, { elements }: Pipeline): Promise<readonly Value[]> => {
  let values: readonly Value[] | undefined
  for (const element of elements) values = await runElement(ground, element, values)
  return values ?? []
}

const assign = async (
  ground: Ground,
  { variable: name, adds, value: from, span }: Extract<Statement, { kind: 'assign' }>,
): Promise<void> => {
  const value = await assigned(ground, from)
  setVariable(ground, name, adds ? add(variable(ground, name), value) : value, span)
}

const runStatement = async (ground: Ground, statement: Statement, emit: Emit): Promise<void> => {
  await ground.lab.breathe()
  step(ground, statement.span)
  switch (statement.kind) {
    case 'pipeline':
      return emit(await told(ground, () => runPipeline(ground, statement)))
    case 'assign':
      return told(ground, () => assign(ground, statement))
    case 'if': {
      for (const { test, body } of statement.branches)
        if (isTrue(collapse(await captureStatement(ground, test))))
          return runBody(ground, body, emit)
      return runBody(ground, statement.otherwise, emit)
    }
    case 'foreach': {
      for (const value of await captureStatement(ground, statement.over)) {
        // A round counts and gives way whatever its body does: it may be empty.
        await giveWay(ground, statement.span)
        if (value === null || statement.body.length === 0) step(ground, statement.span)
        if (value === null) continue
        setVariable(ground, statement.variable, value, statement.span)
        await runBody(ground, statement.body, emit)
      }
      return
    }
    default:
      assertNever(statement)
  }
}

/** What a variable is given: an expression's own value, an array of one or none as well; else what was left. */
const assigned = async (ground: Ground, statement: Statement): Promise<Value> => {
  const [first, ...others] = statement.kind === 'pipeline' ? statement.elements : []
  return first?.kind === 'expression' && others.length === 0
    ? evaluate(ground, first.value)
    : collapse(await captureStatement(ground, statement))
}

const captureStatement = async (
  ground: Ground,
  statement: Statement,
): Promise<readonly Value[]> => {
  const values: Value[] = []
  await runStatement(ground, statement, (more) => values.push(...more))
  return values
}

/** Runs statements for their values; the first error ends them. */
export const capture = async (ground: Ground, script: Script): Promise<readonly Value[]> => {
  const values: Value[] = []
  for (const statement of script) values.push(...(await captureStatement(ground, statement)))
  return values
}

/**
 * Runs statements: an error is shown, and the next statement follows, as in PowerShell. Throws only
 * what ends the script: `-ErrorAction Stop`, or a limit.
 */
export const runBody = async (ground: Ground, script: Script, emit: Emit): Promise<void> => {
  for (const statement of script) {
    try {
      await runStatement(ground, statement, emit)
    } catch (error) {
      const failure = atPlace(error, statement.span)
      if (haltsIn(ground.session, failure)) throw failure
      ground.report(failure)
    }
  }
}

/** Runs a block with `$_` set to one value. */
export const runBlock = async (
  ground: Ground,
  { body }: Block,
  item: Value,
): Promise<readonly Value[]> => {
  const { variables } = ground.session
  const before = variables.get('_')
  variables.set('_', item)
  try {
    return await capture(ground, body)
  } finally {
    if (before === undefined) variables.delete('_')
    else variables.set('_', before)
  }
}
