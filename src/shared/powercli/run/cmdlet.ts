import type { LabError } from '../../base/index.ts'
import type { ConsoleLab } from '../lab.ts'
import type { Block, Value } from './values.ts'
import type { Session } from './session.ts'

/** Names that a tab can complete an argument with. */
export type Naming =
  | 'rule'
  | 'host'
  | 'cluster'
  | 'folder'
  | 'image'
  | 'hostProfile'
  | 'scriptBundle'
  | 'item'
  | 'command'
  | 'vm'

export type Parameter = {
  readonly name: string
  /** `Object` takes any value; a cmdlet makes of it what it needs. */
  readonly type: 'String' | 'UInt32' | 'Switch' | 'ScriptBlock' | 'Object'
  /** The type's name in help, when it is not `type`. */
  readonly shown?: string
  /** Takes an array; a single value counts as one. */
  readonly many?: boolean
  /** An array without members is a value too. Elsewhere it is refused: a name forgotten must not mean all. */
  readonly canBeEmpty?: boolean
  readonly required?: boolean
  /** Place among the arguments without a name, from 0. */
  readonly position?: number
  /** Takes every argument that is left over. */
  readonly rest?: boolean
  /** Takes what comes through the pipeline. */
  readonly pipeline?: boolean
  readonly aliases?: readonly string[]
  /** The only values it takes. */
  readonly values?: readonly string[]
  readonly naming?: Naming
  readonly help: string
}

export type Example = { readonly code: string; readonly text: string }

export type Cmdlet = {
  readonly name: string
  readonly module: string
  readonly synopsis: string
  readonly description?: string
  readonly parameters: readonly Parameter[]
  /** Exactly one of these has to be given. */
  readonly either?: readonly string[]
  readonly aliases?: readonly string[]
  /** Takes `-WhatIf` and `-Confirm`. */
  readonly changes?: boolean
  /** The server it speaks to. */
  readonly needs?: 'vcenter' | 'rules'
  readonly examples?: readonly Example[]
  /** Why this lab does not have it; nothing else of the cmdlet is used then. */
  readonly absent?: string
  run(call: Call): Promise<readonly Value[]> | readonly Value[]
}

/** One run of a cmdlet: what it was given, and what it may do. */
export type Call = {
  readonly lab: ConsoleLab
  readonly session: Session
  readonly commands: CommandTable
  /** Aborted when the script is to stop. */
  readonly signal: AbortSignal
  /** Whether the parameter was given, by name, place or pipeline. */
  has(parameter: string): boolean
  flag(parameter: string): boolean
  text(parameter: string): string | undefined
  texts(parameter: string): readonly string[]
  count(parameter: string): number | undefined
  counts(parameter: string): readonly number[]
  values(parameter: string): readonly Value[]
  block(parameter: string): Block | undefined
  /** False under `-WhatIf`, after saying what would be done. */
  proceeds(target: string): boolean
  warn(text: string): void
  /** Shows a text at once. */
  say(text: string): void
  clear(): void
  /** Reports an error and goes on. */
  fail(error: LabError): void
  /** Lets others have their turn before the next of many values; rejects when the script is to stop. */
  giveWay(): Promise<void>
  /** Runs a block for one value, `$_`. */
  evaluate(block: Block, item: Value): Promise<readonly Value[]>
}

/** The commands of a console, found by name or alias in any case of letters. */
export type CommandTable = {
  readonly all: readonly Cmdlet[]
  find(name: string): Cmdlet | undefined
}
