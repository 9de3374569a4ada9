/** One command of a line: it runs when the one before ended as `when` says. */
export type Command = {
  readonly when: 'always' | 'succeeded' | 'failed'
  /** Words, settings not yet filled in. */
  readonly words: readonly string[]
}

/** An iPXE script: for each line its commands; labels are lines of their own. */
export type Script = { readonly lines: readonly (readonly Command[])[] }

const operators: Readonly<Record<string, Command['when']>> = { '&&': 'succeeded', '||': 'failed' }

const parseLine = (line: string): readonly Command[] => {
  const commands: { when: Command['when']; words: string[] }[] = [{ when: 'always', words: [] }]
  for (const word of line.trim().split(/\s+/)) {
    const when = operators[word]
    if (when !== undefined) commands.push({ when, words: [] })
    else if (word !== '') commands.at(-1)?.words.push(word)
  }
  return commands
}

/** Reads a script; undefined when the text is none (`#!ipxe`, or `#!gpxe` as older ones begin). */
export const parseScript = (text: string): Script | undefined => {
  if (!/^#!(ipxe|gpxe)\s*(\n|$)/.test(text)) return undefined
  const lines = text
    .split('\n')
    .slice(1)
    .filter((line) => !/^\s*(#|$)/.test(line))
  return { lines: lines.map(parseLine) }
}

/** A setting's value by name, as text; undefined when it is not set. */
export type Settings = (name: string) => string | undefined

const uristring = (text: string): string => encodeURIComponent(text)

const typed: Readonly<Record<string, (value: string) => string>> = {
  string: (value) => value,
  uristring,
  hexhyp: (value) => value.replaceAll(':', '-'),
  hexraw: (value) => value.replaceAll(/[:-]/g, ''),
  uuid: (value) => value,
  ipv4: (value) => value,
}

/** Fills in `${name}` and `${name:type}`; what is not set is empty. Settings may name settings. */
export const expand = (text: string, settings: Settings): string => {
  const filled = text.replaceAll(
    /\$\{([^${}:]+)(?::([a-z]+))?\}/g,
    (_whole, name: string, type: string | undefined) => {
      const value = settings(name) ?? ''
      return type === undefined ? value : (typed[type]?.(value) ?? value)
    },
  )
  return filled !== text && filled.includes('${') ? expand(filled, settings) : filled
}
