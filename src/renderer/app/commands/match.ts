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

/** The same, and 2 where the text says it in other words. */
const wordRank = (text: string, word: string, alike: Alike): number | undefined => {
  const own = bareRank(text, word)
  if (own !== undefined || word.length < tellingLetters) return own
  const groups = alike.map((group) => group.split(', '))
  const meant = groups.filter((group) => group.some((each) => each.startsWith(word))).flat()
  return meant.some((each) => bareRank(text, each) === 0) ? 2 : undefined
}

/** Words that mean the same to somebody who looks for a command, small letters, divided by commas. */
export type Alike = readonly string[]

/** How well a label answers the words: the lower the better; undefined when one word is missing. */
const rank = (label: string, words: readonly string[], alike: Alike): number | undefined => {
  const text = label.toLowerCase()
  // Of those alike the one with the least besides: `rules` is the page before all that is called so.
  let sum = label.length / 1000
  for (const word of words) {
    const found = wordRank(text, word, alike)
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
  const words = wordsOf(query)
  if (words.length === 0) return commands
  return commands
    .map((command) => ({ command, rank: rank(command.label, words, alike) }))
    .flatMap(({ command, rank }) => (rank === undefined ? [] : [{ command, rank }]))
    .sort((a, b) => a.rank - b.rank)
    .map(({ command }) => command)
}
