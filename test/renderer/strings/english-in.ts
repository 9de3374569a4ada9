/** English words that no German sentence has; without those that are German words, or parts of names. */
const words =
  /\b(the|is|are|of|and|not|has|have|its|from|with|that|this|cannot|does|there|which|their|would)\b/i

/** Names of the trade whose words are English in German, too. */
const names =
  /booted from stateless cache|--yes-this-network-is-mine|HostBootedFromStatelessCache|\b(end of option)\b/gi

/** The English word that a German text has left, if it has one. */
export const englishIn = (text: string): string | undefined =>
  words.exec(text.replaceAll(names, ''))?.[0]
