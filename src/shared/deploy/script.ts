import { LabError } from '../base/index.ts'
import type { ScriptBundle } from '../document/index.ts'

/** A command of a bundled script, with its line, from 1 (docs/script-bundles.md). */
export type ScriptCommand = { readonly line: number } & (
  | { readonly kind: 'log'; readonly text: string }
  | { readonly kind: 'set'; readonly name: string; readonly value: string }
  | { readonly kind: 'require'; readonly name: string; readonly value: string }
  | { readonly kind: 'wait'; readonly seconds: number }
  | { readonly kind: 'fail'; readonly text: string }
)

/** What a bundle may hold and take, whatever it says. */
export const scriptLimits = { commands: 500, waits: 120 } as const

const bad = (script: string, line: number, message: string): LabError =>
  new LabError('document.bad-script', `${script}, line ${line}: ${message}`, { script, line })

const optionName = /^[A-Za-z][A-Za-z0-9_.]{0,79}$/

const parseLine = (script: string, raw: string, line: number): readonly ScriptCommand[] => {
  const text = raw.trim()
  if (text === '' || text.startsWith('#')) return []
  const [word = '', ...rest] = text.split(/\s+/)
  const said = text.slice(word.length).trim()
  const [name = '', ...values] = rest
  switch (word) {
    case 'log':
    case 'fail':
      return [{ kind: word, text: said, line }]
    case 'set':
    case 'require':
      if (!optionName.test(name)) throw bad(script, line, `"${name}" is no name of an option.`)
      return [{ kind: word, name, value: values.join(' '), line }]
    case 'wait': {
      const seconds = Number(said)
      if (said === '' || !(seconds >= 0 && seconds <= scriptLimits.waits))
        throw bad(script, line, `wait takes 0 to ${scriptLimits.waits} seconds.`)
      return [{ kind: 'wait', seconds, line }]
    }
    default:
      throw bad(script, line, `there is no command "${word}".`)
  }
}

/** Reads a script. `LabError` `document.bad-script` with its line for what is no command. */
export const parseBundledScript = (name: string, text: string): readonly ScriptCommand[] =>
  text.split(/\r?\n/).flatMap((raw, index) => parseLine(name, raw, index + 1))

/** Checks a bundle whole: every line readable, and within its limits. */
export const checkBundle = ({ name, scripts = [] }: ScriptBundle): void => {
  const commands = scripts.flatMap((script) => parseBundledScript(script.name, script.text))
  const waits = commands.reduce((sum, each) => sum + (each.kind === 'wait' ? each.seconds : 0), 0)
  if (commands.length > scriptLimits.commands)
    throw new LabError(
      'document.bad-script',
      `${name} has ${commands.length} commands; a bundle may have ${scriptLimits.commands}.`,
      { bundle: name },
    )
  if (waits > scriptLimits.waits)
    throw new LabError(
      'document.bad-script',
      `${name} waits ${waits} s; a bundle may wait ${scriptLimits.waits} s.`,
      { bundle: name },
    )
}
