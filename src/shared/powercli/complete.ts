import { datacentersOf } from '../document/places.ts'
import { quoted } from './export.ts'
import type { ConsoleLab } from './lab.ts'
import { parametersOf } from './run/takes.ts'
import type { Cmdlet, CommandTable, Naming, Parameter } from './run/cmdlet.ts'
import type { Session } from './run/session.ts'
import { isArray, isObject, type Value } from './run/values.ts'

/** What may stand from `from` to `to` of the text instead of what does. */
export type Completion = {
  readonly from: number
  readonly to: number
  readonly candidates: readonly string[]
}

export type CompletionGround = {
  readonly lab: ConsoleLab
  readonly session: Session
  readonly commands: CommandTable
}

/** A word before the cursor; `text` is without the quote that may be open. */
type Word = { readonly at: number; readonly raw: string; readonly text: string }

/** The words of the command that the cursor is in, the last one being typed. */
const wordsBefore = (text: string): readonly Word[] => {
  let words: Word[] = []
  let at = 0
  let start = -1
  let quote = ''
  const end = (until: number): void => {
    if (start >= 0) words.push(word(text, start, until))
    start = -1
  }
  for (; at < text.length; at += 1) {
    const char = text[at] ?? ''
    if (quote !== '') {
      if (char === quote) quote = ''
    } else if (char === '"' || char === "'") {
      quote = char
      if (start < 0) start = at
    } else if ('|;(){}\n='.includes(char)) {
      end(at)
      words = []
    } else if (char === ' ' || char === '\t' || char === ',') end(at)
    else if (start < 0) start = at
  }
  const last = start >= 0 ? word(text, start, text.length) : { at: text.length, raw: '', text: '' }
  return [...words, last]
}

const word = (text: string, from: number, to: number): Word => {
  const raw = text.slice(from, to)
  return { at: from, raw, text: raw.replaceAll(/^['"]|['"]$/g, '') }
}

const named = (list: readonly { readonly name: string }[]): readonly string[] =>
  list.map(({ name }) => name)

const namesOf = ({ lab, commands }: CompletionGround, naming: Naming): readonly string[] => {
  const document = lab.document()
  const byNaming: Readonly<Record<Naming, () => readonly string[]>> = {
    rule: () => named(document.rules.defined),
    host: () => lab.hosts().map(({ id }) => id),
    cluster: () => named(document.clusters),
    folder: () => named(document.folders),
    image: () => named(document.imageProfiles),
    hostProfile: () => named(document.hostProfiles),
    scriptBundle: () => named(document.scriptBundles),
    item: () => [
      ...named(document.imageProfiles),
      ...named(document.hostProfiles),
      ...named(document.clusters),
      ...named(document.folders),
      ...datacentersOf(document),
      ...named(document.scriptBundles),
    ],
    command: () => named(commands.all),
    vm: () => named(document.virtualMachines),
  }
  return byNaming[naming]()
}

/** A name as it has to be typed. */
const asTyped = (name: string): string =>
  /^[\p{L}\d._][\p{L}\d._-]*$/u.test(name) ? name : quoted(name)

const beginning = (all: readonly string[], typed: string): readonly string[] => {
  const wanted = typed.toLowerCase()
  return all.filter((each) => each.toLowerCase().startsWith(wanted))
}

/** The parameter that the last word is a value of: the one named before it, else the one of its place. */
const parameterAt = (cmdlet: Cmdlet, words: readonly Word[]): Parameter | undefined => {
  const all = parametersOf(cmdlet)
  const find = (typed: string): Parameter | undefined =>
    all.find(({ name, aliases = [] }) =>
      [name, ...aliases].some((each) => each.toLowerCase() === typed.slice(1).toLowerCase()),
    ) ?? all.find(({ name }) => name.toLowerCase().startsWith(typed.slice(1).toLowerCase()))
  let place = 0
  let current: Parameter | undefined
  for (const { raw } of words.slice(1, -1)) {
    if (raw.startsWith('-')) {
      const found = find(raw)
      current = found?.type === 'Switch' ? undefined : found
    } else if (current?.many !== true) {
      if (current === undefined) place += 1
      current = undefined
    }
  }
  return current ?? cmdlet.parameters.find(({ position }) => position === place)
}

const valuesFor = (
  ground: CompletionGround,
  parameter: Parameter | undefined,
): readonly string[] => {
  if (parameter === undefined) return []
  if (parameter.values !== undefined) return parameter.values
  return parameter.naming === undefined ? [] : namesOf(ground, parameter.naming)
}

/** The properties that the value of a variable has; an array has those of its first member, too. */
const propertiesOf = (value: Value): readonly string[] => {
  if (isArray(value)) return ['Count', ...propertiesOf(value[0] ?? null)]
  return isObject(value) ? Object.keys(value.properties) : []
}

/** What may stand for `$name`, or for `$name.member`. */
const variablesFor = ({ session }: CompletionGround, typed: string): readonly string[] => {
  const [name = '', member, ...deeper] = typed.split('.')
  if (deeper.length > 0) return []
  if (member === undefined)
    return beginning(['true', 'false', 'null', ...session.variables.keys()], name)
  const value = session.variables.get(name.toLowerCase()) ?? null
  return beginning(propertiesOf(value), member).map((property) => `${name}.${property}`)
}

const candidatesFor = (
  ground: CompletionGround,
  words: readonly Word[],
  last: Word,
): readonly string[] => {
  if (last.raw.startsWith('$'))
    return variablesFor(ground, last.raw.slice(1)).map((name) => `$${name}`)
  const [head] = words
  if (head === last) return beginning(named(ground.commands.all), last.text)
  const cmdlet = ground.commands.find(head?.text ?? '')
  if (cmdlet === undefined) return []
  if (last.raw.startsWith('-'))
    return beginning(named(parametersOf(cmdlet)), last.raw.slice(1)).map((name) => `-${name}`)
  const values = valuesFor(ground, parameterAt(cmdlet, words))
  return beginning(values, last.text).map(asTyped)
}

/** What a tab at the cursor can put there: commands, parameters, names of the lab, variables. */
export const completeAt = (text: string, cursor: number, ground: CompletionGround): Completion => {
  const words = wordsBefore(text.slice(0, cursor))
  const last = words.at(-1) ?? { at: cursor, raw: '', text: '' }
  const candidates = [...new Set(candidatesFor(ground, words, last))].sort()
  return { from: last.at, to: cursor, candidates }
}
