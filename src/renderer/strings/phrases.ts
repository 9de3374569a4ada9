/**
 * What the lab says and writes down, it says in English, with its values in the sentence: a journal
 * speaks one language, whoever reads it. A phrase book reads those sentences in another one.
 *
 * A key is a sentence as it stands in the source, with `{}` for each value: `There is no host "{}".`
 * Its text takes the values in their order, by their place (`{2}`), or by the names that both give them.
 */
export type PhraseBook = Readonly<Record<string, string>>

/** Reads a sentence; what no book has, it gives back as it came. */
export type Reader = (said: string) => string

/** For who reads English: as it was said. */
export const asSaid: Reader = (said) => said

type Phrase = {
  readonly start: string
  readonly end: string
  readonly pattern: RegExp
  readonly names: readonly string[]
  readonly text: string
  readonly literal: number
}

const hole = /\{(\w*)\}/g

const phraseOf = ([key, text]: readonly [string, string]): Phrase => {
  const parts = key.split(/\{\w*\}/)
  const escaped = parts.map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`))
  return {
    start: parts[0] ?? '',
    end: parts.at(-1) ?? '',
    pattern: new RegExp(`^${escaped.join('(.*?)')}$`, 's'),
    names: [...key.matchAll(hole)].map(([, name = '']) => name),
    text,
    literal: parts.join('').length,
  }
}

const filled = ({ text, names }: Phrase, values: readonly string[]): string => {
  let next = 0
  return text.replaceAll(hole, (_, name: string) => {
    const named = name === '' ? -1 : names.indexOf(name)
    const place = named >= 0 ? named : name === '' ? next++ : Number(name) - 1
    return values[place] ?? ''
  })
}

/** Sentences that stand together, as the lab joins them. */
const joints = ['\n', '; ', '. ', ': ', ', '] as const

/** How deep a sentence may hold others: `Rule "a": "b" is not a MAC address …`. */
const deepest = 4

/** Reads by a book. `values` reads what stands in the holes; without it they may be sentences themselves. */
export const createReader = (book: PhraseBook, values?: Reader): Reader => {
  const entries = Object.entries(book)
  const plain = new Map(entries)
  // The more of a sentence is fixed, the surer it is the one meant.
  const phrases = entries
    .filter(([key]) => key.includes('{'))
    .map(phraseOf)
    .toSorted((a, b) => b.literal - a.literal)

  const whole = (said: string, depth: number): string | undefined => {
    const known = plain.get(said)
    if (known !== undefined) return known
    for (const phrase of phrases) {
      if (!said.startsWith(phrase.start) || !said.endsWith(phrase.end)) continue
      const [matched, ...found] = phrase.pattern.exec(said) ?? []
      if (matched === undefined) continue
      return filled(
        phrase,
        found.map((value) => (values ? values(value) : read(value, depth + 1))),
      )
    }
    return undefined
  }
  const inParts = (said: string, depth: number): string => {
    for (const joint of joints) {
      const parts = said.split(joint)
      if (parts.length === 1) continue
      // A full stop belongs to the sentence before it.
      const stop = joint === '. ' ? '.' : ''
      const read = parts.map((part, at) => {
        const last = at === parts.length - 1
        return inner(last ? part : part + stop, depth + 1)
      })
      return read.join(stop === '' ? joint : ' ')
    }
    return said
  }
  /** A sentence inside of another may have got the full stop of that one. */
  const stopped = (said: string, depth: number): string | undefined => {
    const text = said.endsWith('.') ? whole(said.slice(0, -1), depth) : undefined
    return text === undefined ? undefined : `${text}.`
  }
  const inner = (said: string, depth: number): string =>
    depth > deepest ? said : (whole(said, depth) ?? stopped(said, depth) ?? inParts(said, depth))
  const read = (said: string, depth: number): string => (said === '' ? said : inner(said, depth))
  return (said) => read(said, 0)
}
