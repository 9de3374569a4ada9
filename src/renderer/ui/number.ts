/** What a field for a number holds while one types: a number, or a text that is none yet. */
export type TypedNumber = number | string

export type Limits = {
  readonly least: number
  readonly most: number
  readonly isWhole?: boolean
}

/** What was typed, as a number; NaN while it is none. */
export const numberOf = (typed: TypedNumber): number => (typed === '' ? NaN : Number(typed))

/**
 * Whether it may be a thousand with a sign in it: `10,000` would be read as ten. Where a thousand is too much, it is
 * three digits behind the sign.
 */
export const isGrouped = (typed: TypedNumber, { most }: Limits): boolean =>
  most >= 1000 && /^-?[1-9]\d{0,2}\.(?:\d{3})+$/.test(String(typed))

export const fits = (typed: TypedNumber, limits: Limits): boolean => {
  const { least, most, isWhole = false } = limits
  const number = numberOf(typed)
  if (isGrouped(typed, limits)) return false
  return number >= least && number <= most && (!isWhole || Number.isInteger(number))
}
