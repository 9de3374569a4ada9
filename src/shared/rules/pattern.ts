import { ipv4, ipv4ToNumber, LabError, mac, type ErrorCode } from '../base/index.ts'
import { attributeNames, isAttributeName, type AttributeName } from './attributes.ts'

/** Addresses as unsigned 32-bit numbers, both ends included. */
export type AddressRange = { readonly first: number; readonly last: number }

/** A pattern read: the attribute must have one of `values`, or an address in one of `ranges`. */
export type Pattern = {
  readonly text: string
  readonly attribute: AttributeName
  readonly values: readonly string[]
  readonly ranges: readonly AddressRange[]
}

/** A piece of a pattern's text. `at` is its offset in characters. */
type Piece = { readonly text: string; readonly at: number }

const fail = (code: ErrorCode, message: string, pattern: string, piece: Piece): never => {
  throw new LabError(code, message, { pattern, at: piece.at, length: piece.text.length })
}

/** The name that is one slip away from what was typed, if there is one. */
const nearest = (typed: string): string | undefined =>
  attributeNames.find((name) => name === typed.toLowerCase() || name.startsWith(typed)) ??
  attributeNames.find((name) => typed.toLowerCase().startsWith(name))

const readAttribute = (pattern: string, piece: Piece): AttributeName => {
  if (isAttributeName(piece.text)) return piece.text
  const near = piece.text === '' ? undefined : nearest(piece.text)
  const hint = near === undefined ? attributeNames.join(', ') : `did you mean ${near}?`
  return fail(
    'rules.pattern-unknown-attribute',
    `"${piece.text}" is not an attribute: ${hint}`,
    pattern,
    piece,
  )
}

/** Splits at commas and takes the blanks around each piece away. */
const splitList = (text: string, offset: number): readonly Piece[] => {
  const pieces: Piece[] = []
  let at = offset
  for (const raw of text.split(',')) {
    const lead = raw.length - raw.trimStart().length
    pieces.push({ text: raw.trim(), at: at + lead })
    at += raw.length + 1
  }
  return pieces
}

const isAddress = (text: string): boolean => ipv4.safeParse(text).success

/** Hex numbers are compared as numbers are: the case and the separator of a MAC do not count. */
const readNumber = (pattern: string, attribute: 'mac' | 'uuid', piece: Piece): string => {
  const lower = piece.text.toLowerCase()
  const text = attribute === 'mac' ? lower.replaceAll('-', ':') : lower
  const good =
    attribute === 'mac'
      ? mac.safeParse(text).success
      : /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text)
  if (good) return text
  const shape = attribute === 'mac' ? 'aa:bb:cc:dd:ee:ff' : '8-4-4-4-12 hex digits'
  return fail(
    'rules.pattern-bad-value',
    `"${piece.text}" is not a ${attribute.toUpperCase()} (${shape})`,
    pattern,
    piece,
  )
}

const readRange = (pattern: string, piece: Piece): AddressRange => {
  const dash = piece.text.indexOf('-')
  const ends = [
    { text: piece.text.slice(0, dash).trim(), at: piece.at },
    { text: piece.text.slice(dash + 1).trim(), at: piece.at + dash + 1 },
  ]
  const bad = ends.find((end) => !isAddress(end.text))
  if (bad !== undefined)
    fail('rules.pattern-bad-value', `"${bad.text}" is not an IPv4 address`, pattern, bad)
  const [first = 0, last = 0] = ends.map((end) => ipv4ToNumber(end.text))
  return first <= last
    ? { first, last }
    : fail('rules.pattern-bad-range', `the range "${piece.text}" runs backwards`, pattern, piece)
}

const readAddress = (pattern: string, piece: Piece, exact: boolean): AddressRange => {
  if (!exact && piece.text.includes('-')) return readRange(pattern, piece)
  if (isAddress(piece.text)) {
    const address = ipv4ToNumber(piece.text)
    return { first: address, last: address }
  }
  const hint = exact && piece.text.includes('-') ? '; a range is written with one =' : ''
  return fail(
    'rules.pattern-bad-value',
    `"${piece.text}" is not an IPv4 address${hint}`,
    pattern,
    piece,
  )
}

/**
 * Reads `attribute==value` (the whole value, commas and blanks included) or `attribute=v1,v2`, for
 * `ipv4` also with inclusive ranges. `LabError` `rules.pattern-*` with the place: details `at`
 * and `length`, in characters of the text.
 */
export const parsePattern = (text: string): Pattern => {
  const equals = text.indexOf('=')
  if (equals < 0) fail('rules.pattern-no-operator', `"${text}" has no =`, text, { text, at: 0 })
  const attribute = readAttribute(text, {
    text: text.slice(0, equals).trim(),
    at: text.length - text.trimStart().length,
  })
  const exact = text[equals + 1] === '='
  const start = equals + (exact ? 2 : 1)
  const rest = text.slice(start)
  const pieces = exact ? [{ text: rest, at: start }] : splitList(rest, start)
  const empty = pieces.find((piece) => piece.text === '')
  if (empty !== undefined)
    fail('rules.pattern-empty-value', `a value is missing in "${text}"`, text, empty)

  if (attribute === 'ipv4')
    return {
      text,
      attribute,
      values: [],
      ranges: pieces.map((piece) => readAddress(text, piece, exact)),
    }
  const values =
    attribute === 'mac' || attribute === 'uuid'
      ? pieces.map((piece) => readNumber(text, attribute, piece))
      : pieces.map((piece) => piece.text)
  return { text, attribute, values, ranges: [] }
}
