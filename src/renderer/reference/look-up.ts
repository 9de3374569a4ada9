import type { Code } from '../strings/en/codes.ts'

/** An error of iPXE has eight digits; the first two say what happened, the others where in its source. */
const ipxeError = /(?<![0-9a-f])([0-4][0-9a-f])[0-9a-f]{6}(?![0-9a-f])/

const holds = (texts: readonly string[], asked: string): boolean =>
  texts.join(' ').toLowerCase().includes(asked)

/**
 * The codes that somebody asks about: by the code itself, by a line copied from a screen that has it, or by words of
 * what it means.
 */
export const lookUp = (
  codes: Readonly<Record<string, Code>>,
  question: string,
): readonly (readonly [code: string, Code])[] => {
  const asked = question.trim().toLowerCase().replace(ipxeError, 'ipxe.org/$1')
  const all = Object.entries(codes)
  const named = all.filter(([code]) => asked.includes(code.toLowerCase()))
  return named.length > 0
    ? named
    : all.filter(([code, { means, look }]) => holds([code, means, look], asked))
}
