/** What a field for a number holds while one types: a number, or the text that was typed. */
export type TypedNumber = number | string

export type Limits = {
  readonly least: number
  readonly most: number
  readonly isWhole?: boolean
  /** 0 stands for none, and is taken though it is less than the least. */
  readonly orZero?: boolean
}

/** Digits with one sign of decimals at most, be it of English or of German. */
const form = /^-?(?:\d+[.,]?\d*|[.,]\d+)$/

/** What was typed, as a number; NaN while it is none. */
export const numberOf = (typed: TypedNumber): number => {
  if (typeof typed === 'number') return typed
  const text = typed.trim()
  return form.test(text) ? Number(text.replace(',', '.')) : NaN
}

/**
 * Whether it may be a thousand with a sign in it: `10,000` would be read as ten. Where a thousand is too much, it is
 * three digits behind the sign.
 */
export const isGrouped = (typed: TypedNumber, { most }: Limits): boolean =>
  most >= 1000 && typeof typed === 'string' && /^-?[1-9]\d{0,2}(?:[.,]\d{3})+$/.test(typed.trim())

export const fits = (typed: TypedNumber, limits: Limits): boolean => {
  const { least, most, isWhole = false, orZero = false } = limits
  const number = numberOf(typed)
  if (isGrouped(typed, limits)) return false
  if (orZero && number === 0) return true
  return number >= least && number <= most && (!isWhole || Number.isInteger(number))
}

/** The next number up or down; the least where none was typed. */
export const stepped = (
  typed: TypedNumber,
  by: 1 | -1,
  { least, most, orZero = false }: Limits,
): number => {
  const next = Math.round((numberOf(typed) + by) * 1000) / 1000
  const lowest = orZero ? 0 : least
  return Number.isNaN(next) ? lowest : Math.min(most, Math.max(lowest, next))
}
