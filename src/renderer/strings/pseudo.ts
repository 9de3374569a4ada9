import type { Strings } from './index.tsx'

const accents: Readonly<Record<string, string>> = {
  a: 'á',
  e: 'é',
  i: 'í',
  o: 'ó',
  u: 'ú',
  A: 'Á',
  E: 'É',
  I: 'Í',
  O: 'Ó',
  U: 'Ú',
  n: 'ñ',
  s: 'š',
  c: 'ç',
}

/** A text as a language with long words and accents would have it, marked at both ends. */
export const pseudoText = (text: string): string => {
  if (text === '') return text
  const accented = text.replaceAll(/[aeiouAEIOUnsc]/g, (letter) => accents[letter] ?? letter)
  return `⟦${accented}${'·'.repeat(Math.ceil(text.length * 0.4))}⟧`
}

const pseudo = (value: unknown): unknown => {
  if (typeof value === 'string') return pseudoText(value)
  if (typeof value === 'function') {
    return (...args: readonly unknown[]) => pseudo(Reflect.apply(value, undefined, args))
  }
  if (Array.isArray(value)) return value.map(pseudo)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, pseudo(inner)]))
}

/**
 * A catalogue that shows what does not come from it, and whether there is room for longer words. For
 * tests; nobody speaks it.
 */
export const pseudoStrings = (strings: Strings): Strings =>
  // The same shape, text for text.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  ({ ...(pseudo(strings) as Strings), locale: strings.locale })
