import type { Command } from './command.ts'

const wordsOf = (query: string): readonly string[] =>
  query.toLowerCase().split(/\s+/).filter(Boolean)

/** How well a label answers the words: the lower the better; undefined when one word is missing. */
const rank = (label: string, words: readonly string[]): number | undefined => {
  const text = label.toLowerCase()
  const places = words.map((word) => text.indexOf(word))
  if (places.includes(-1)) return undefined
  const atWordStart = places.filter((place) => place === 0 || text[place - 1] === ' ').length
  // Of those alike the one with the least besides: `rules` is the page before all that is called so.
  return words.length - atWordStart + label.length / 1000
}

/** The commands that hold every word of the query, best first; all of them for an empty query. */
export const matchCommands = (commands: readonly Command[], query: string): readonly Command[] => {
  const words = wordsOf(query)
  if (words.length === 0) return commands
  return commands
    .map((command) => ({ command, rank: rank(command.label, words) }))
    .flatMap(({ command, rank }) => (rank === undefined ? [] : [{ command, rank }]))
    .sort((a, b) => a.rank - b.rank)
    .map(({ command }) => command)
}
