import type { Code } from '../strings/en/codes.ts'

/** An error of iPXE has eight digits; the first two say what happened, the others where in its source. */
const ipxeError = /(?<![0-9a-f])([0-4][0-9a-f])[0-9a-f]{6}(?![0-9a-f])/

/** A code of PXE as it is read out or copied: `pxe e51`, `PXEE51`, `PXE–E51`. */
const pxeCode = /\bpxe[\s_\p{Pd}]*([emt][0-9a-f]{2})\b/gu

/** A status of HTTP is a number of its own, and no part of a port or of a size. */
const isNamed = (asked: string, code: string): boolean =>
  /^\d+$/.test(code)
    ? new RegExp(String.raw`(?<!\d)${code}(?!\d)`).test(asked)
    : asked.includes(code.toLowerCase())

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
  const asked = question
    .trim()
    .toLowerCase()
    .replace(ipxeError, 'ipxe.org/$1')
    .replaceAll(pxeCode, 'pxe-$1')
  const all = Object.entries(codes)
  const named = all.filter(([code]) => isNamed(asked, code))
  return named.length > 0
    ? named
    : all.filter(([code, { means, look }]) => holds([code, means, look], asked))
}
