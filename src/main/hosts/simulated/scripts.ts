import { assertNever, LabError } from '../../../shared/base/index.ts'
import {
  parseBundledScript,
  scriptLimits,
  type ScriptCommand,
} from '../../../shared/deploy/index.ts'
import type { ScriptBundle } from '../../../shared/document/index.ts'
import type { Bench } from './bench.ts'

/** Lines of a log that are kept. */
const keptLines = 50

type Options = {
  get(name: string): string | undefined
  set(name: string, value: string): void
}

/** A script that came to an end before its last line. */
class ScriptFailure extends Error {
  override readonly name = 'ScriptFailure'
  readonly line: number

  constructor(line: number, message: string) {
    super(message)
    this.line = line
  }
}

const perform = async (
  bench: Bench,
  command: ScriptCommand,
  options: Options,
  log: string[],
): Promise<void> => {
  switch (command.kind) {
    case 'log':
      log.push(command.text)
      return
    case 'set':
      options.set(command.name, command.value)
      log.push(`${command.name} = ${command.value}`)
      return
    case 'require': {
      const found = options.get(command.name) ?? ''
      if (found !== command.value)
        throw new ScriptFailure(command.line, `${command.name} is "${found}"`)
      return
    }
    case 'wait':
      return bench.pause(command.seconds * 1000)
    case 'fail':
      throw new ScriptFailure(command.line, command.text)
    default:
      return assertNever(command)
  }
}

/** Where a script failed, and why; throws on what is no failure of a script. */
const failureOf = (error: unknown): { readonly line: number; readonly message: string } => {
  if (error instanceof ScriptFailure) return error
  if (error instanceof LabError)
    return { line: Number(error.details['line'] ?? 0), message: error.message }
  throw error
}

/**
 * Runs the scripts of a bundle in order, within their limits; the first that fails ends the bundle.
 * Nothing but the host's own options is within their reach.
 */
export const runScripts = async (
  bench: Bench,
  { name: bundle, scripts = [] }: ScriptBundle,
  options: Options,
): Promise<void> => {
  const host = bench.spec.id
  const begun = bench.clock.now()
  const log: string[] = []
  let commands = 0
  for (const script of scripts) {
    try {
      for (const command of parseBundledScript(script.name, script.text)) {
        commands += 1
        if (commands > scriptLimits.commands)
          throw new ScriptFailure(command.line, 'the bundle has too many commands')
        await perform(bench, command, options, log)
      }
    } catch (error) {
      bench.signal.throwIfAborted()
      const { line, message } = failureOf(error)
      const lines = log.slice(-keptLines)
      await bench.report({
        ...{ type: 'esxi.scriptFailed', host, bundle, script: script.name, line, message, lines },
      })
      return
    }
  }
  const took = bench.clock.now() - begun
  const lines = log.slice(-keptLines)
  await bench.report({ type: 'esxi.scriptsRun', host, bundle, commands, lines, took })
}
