import { globSync, readFileSync } from 'node:fs'

/** Where a `/` begins a regular expression and not a division: after these, blanks aside. */
const beforeRegex = /[([{,;=:?!&|+>]\s*$|(?:^|\breturn\s*)$/

const regexEnd = (source: string, from: number): number => {
  let inClass = false
  for (let at = from + 1; at < source.length; at += 1) {
    const char = source[at]
    if (char === '\\') at += 1
    else if (char === '[') inClass = true
    else if (char === ']') inClass = false
    else if (char === '\n' || (char === '/' && !inClass)) return at + 1
  }
  return source.length
}

const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', 0: '\0' }

/** The texts in quotes of a TypeScript source; a template has `{}` for each value in it. */
export const literalsIn = (source: string): readonly string[] => {
  const found: string[] = []
  /** Reads code up to its end, or to the `}` that closes the value of a template. */
  const code = (from: number, inTemplate: boolean): number => {
    let at = from
    let depth = 0
    while (at < source.length) {
      const char = source[at] ?? ''
      const two = source.slice(at, at + 2)
      if (two === '//') at = source.indexOf('\n', at) < 0 ? source.length : source.indexOf('\n', at)
      else if (two === '/*') at = source.indexOf('*/', at) + 2
      else if (char === '/' && beforeRegex.test(source.slice(Math.max(0, at - 40), at)))
        at = regexEnd(source, at)
      else if (char === '`') at = quoted(at, '`')
      else if (char === "'" || char === '"') at = quoted(at, char)
      else if (char === '}' && inTemplate && depth === 0) return at + 1
      else {
        if (char === '{') depth += 1
        if (char === '}') depth -= 1
        at += 1
      }
    }
    return at
  }
  const quoted = (from: number, quote: string): number => {
    let text = ''
    let at = from + 1
    while (at < source.length && source[at] !== quote) {
      if (source[at] === '\\') {
        const next = source[at + 1] ?? ''
        text += escapes[next] ?? (next === '\n' ? '' : next)
        at += 2
      } else if (quote === '`' && source.startsWith('${', at)) {
        text += '{}'
        at = code(at + 2, true)
      } else {
        text += source[at] ?? ''
        at += 1
      }
    }
    found.push(text)
    return at + 1
  }
  code(0, false)
  return found
}

/** Every text in quotes under `src/main` and `src/shared`, with its file. */
export const sourceLiterals = (): readonly (readonly [file: string, text: string])[] =>
  globSync('src/{main,shared}/**/*.ts').flatMap((file) =>
    literalsIn(readFileSync(file, 'utf8')).map(
      (text) => [file.replaceAll('\\', '/'), text] as const,
    ),
  )
