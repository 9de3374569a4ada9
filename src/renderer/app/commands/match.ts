import type { Command } from './command.ts'

const wordsOf = (query: string): readonly string[] =>
  query.toLowerCase().split(/\s+/).filter(Boolean)

/** Letters from which on a word is taken for another that means the same. */
const tellingLetters = 3

/** How well a text answers a word: 0 where one of its words begins so, 1 within a word; undefined where it is missing. */
const bareRank = (text: string, word: string): number | undefined => {
  const at = text.indexOf(word)
  if (at === -1) return undefined
  return at === 0 || text[at - 1] === ' ' ? 0 : 1
}

/** A word of a query, and all that mean the same. */
type Wanted = { readonly word: string; readonly alike: readonly string[] }

/** The same, and 2 where the text says it in other words. */
const wantedRank = (text: string, { word, alike }: Wanted): number | undefined =>
  bareRank(text, word) ?? (alike.some((each) => bareRank(text, each) === 0) ? 2 : undefined)

/** Words that mean the same to somebody who looks for a command, small letters, divided by commas. */
export type Alike = readonly string[]

/** How well a label answers the words: the lower the better; undefined when one word is missing. */
const rank = (label: string, wanted: readonly Wanted[]): number | undefined => {
  const text = label.toLowerCase()
  // Of those alike the one with the least besides: `rules` is the page before all that is called so.
  let sum = label.length / 1000
  for (const each of wanted) {
    const found = wantedRank(text, each)
    if (found === undefined) return undefined
    sum += found
  }
  return sum
}

/** The commands that hold every word of the query, or one that means the same, best first; all of them for an empty query. */
export const matchCommands = (
  commands: readonly Command[],
  query: string,
  alike: Alike,
): readonly Command[] => {
  const groups = alike.map((group) => group.split(', '))
  const wanted = wordsOf(query).map((word): Wanted => {
    const tells = word.length >= tellingLetters
    const meant = groups.filter((group) => tells && group.some((each) => each.startsWith(word)))
    return { word, alike: meant.flat() }
  })
  if (wanted.length === 0) return commands
  return commands
    .map((command) => ({ command, rank: rank(command.label, wanted) }))
    .flatMap(({ command, rank }) => (rank === undefined ? [] : [{ command, rank }]))
    .sort((a, b) => a.rank - b.rank)
    .map(({ command }) => command)
}
