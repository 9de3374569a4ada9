import { ipv4ToNumber, isIpv4, isIpv6, LabError, macForm, type ErrorCode } from '../base/index.ts'
import { attributeNames, isAttributeName, normalize, type AttributeName } from './attributes.ts'

/** Addresses as unsigned 32-bit numbers, both ends included. */
export type AddressRange = { readonly first: number; readonly last: number }

/**
 * A pattern read: the attribute must have one of `values`, or an address in one of `ranges` (for
 * `ipv4`, whose `values` are empty).
 */
export type Pattern = {
  readonly text: string
  readonly attribute: AttributeName
  /** Written with `==`. */
  readonly exact: boolean
  /** The values as they were typed. */
  readonly written: readonly string[]
  readonly values: readonly string[]
  readonly ranges: readonly AddressRange[]
}

/** A piece of a pattern's text. `at` is its offset in characters. */
type Piece = { readonly text: string; readonly at: number }

const fail = (code: ErrorCode, message: string, pattern: string, piece: Piece): never => {
  throw new LabError(code, message, { pattern, at: piece.at, length: piece.text.length })
}

/** The attribute that was probably meant. */
const nearest = (typed: string): string | undefined => {
  const lower = typed.toLowerCase()
  return (
    attributeNames.find((name) => name === lower) ??
    attributeNames.find((name) => lower.length > 1 && name.startsWith(lower)) ??
    attributeNames.find((name) => lower.startsWith(name)) ??
    attributeNames.find((name) => isOneSlip(lower, name))
  )
}

/** One letter missing, added or changed, or two in the wrong order. */
const isOneSlip = (typed: string, name: string): boolean => {
  const [short, long] = typed.length < name.length ? [typed, name] : [name, typed]
  if (long.length - short.length > 1) return false
  let at = 0
  while (at < short.length && short[at] === long[at]) at += 1
  const swapped = (short[at + 1] ?? '') + (short[at] ?? '')
  if (short.length === long.length && short.slice(0, at) + swapped + short.slice(at + 2) === long)
    return true
  return short.slice(long.length === short.length ? at + 1 : at) === long.slice(at + 1)
}

const readAttribute = (pattern: string, piece: Piece): AttributeName => {
  if (isAttributeName(piece.text)) return piece.text
  const near = nearest(piece.text)
  const hint =
    near === undefined ? `the attributes are ${attributeNames.join(', ')}` : `did you mean ${near}?`
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

const isUuid = (text: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text)

/** Attributes whose values have a form, with how it is called. */
const forms = {
  mac: {
    called: 'a MAC address (aa:bb:cc:dd:ee:ff)',
    holds: (text: string) => macForm.test(text),
  },
  uuid: { called: 'a UUID (8-4-4-4-12 hex digits)', holds: isUuid },
  ipv6: { called: 'an IPv6 address', holds: (text: string) => isIpv6(text) },
} as const

const readValue = (pattern: string, attribute: AttributeName, piece: Piece): string => {
  if (attribute !== 'mac' && attribute !== 'uuid' && attribute !== 'ipv6') return piece.text
  const text = attribute === 'ipv6' ? piece.text : normalize(attribute, piece.text)
  const { called, holds } = forms[attribute]
  if (!holds(text))
    fail('rules.pattern-bad-value', `"${piece.text}" is not ${called}`, pattern, piece)
  return normalize(attribute, text)
}

const readRange = (pattern: string, piece: Piece): AddressRange => {
  const dash = piece.text.indexOf('-')
  const after = piece.text.slice(dash + 1)
  const left = { text: piece.text.slice(0, dash).trimEnd(), at: piece.at }
  const right = {
    text: after.trim(),
    at: piece.at + piece.text.length - after.trimStart().length,
  }
  const open = [left, right].find(({ text }) => text === '')
  if (open !== undefined)
    fail('rules.pattern-bad-range', `the range "${piece.text}" has one end`, pattern, piece)
  const bad = [left, right].find((end) => !isIpv4(end.text))
  if (bad !== undefined)
    fail('rules.pattern-bad-value', `"${bad.text}" is not an IPv4 address`, pattern, bad)
  const first = ipv4ToNumber(left.text)
  const last = ipv4ToNumber(right.text)
  return first <= last
    ? { first, last }
    : fail('rules.pattern-bad-range', `the range "${piece.text}" runs backwards`, pattern, piece)
}

/** How what was meant is written. */
const addressHint = ({ text }: Piece, exact: boolean): string => {
  if (text.includes('/')) return '; a network is written as a range, first-last'
  return exact && text.includes('-') ? '; a range is written with one =' : ''
}

const readAddress = (pattern: string, piece: Piece, exact: boolean): AddressRange => {
  if (!exact && piece.text.includes('-')) return readRange(pattern, piece)
  if (isIpv4(piece.text)) {
    const address = ipv4ToNumber(piece.text)
    return { first: address, last: address }
  }
  return fail(
    'rules.pattern-bad-value',
    `"${piece.text}" is not an IPv4 address${addressHint(piece, exact)}`,
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
    at: text.slice(0, equals).length - text.slice(0, equals).trimStart().length,
  })
  const exact = text[equals + 1] === '='
  const start = equals + (exact ? 2 : 1)
  const rest = text.slice(start)
  const pieces = exact ? [{ text: rest, at: start }] : splitList(rest, start)
  const empty = pieces.find((piece) => piece.text.trim() === '')
  if (empty !== undefined)
    fail('rules.pattern-empty-value', `a value is missing in "${text}"`, text, empty)

  const written = pieces.map((piece) => piece.text)
  return attribute === 'ipv4'
    ? {
        text,
        attribute,
        exact,
        written,
        values: [],
        ranges: pieces.map((piece) => readAddress(text, piece, exact)),
      }
    : {
        text,
        attribute,
        exact,
        written,
        values: pieces.map((piece) => readValue(text, attribute, piece)),
        ranges: [],
      }
}
