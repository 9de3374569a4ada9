/** What a field for a number holds while one types: a number, or a text that is none yet. */
export type TypedNumber = number | string

export type Limits = {
  readonly least: number
  readonly most: number
  readonly isWhole?: boolean
}

/** What was typed, as a number; NaN while it is none. */
export const numberOf = (typed: TypedNumber): number => (typed === '' ? NaN : Number(typed))

export const fits = (typed: TypedNumber, { least, most, isWhole = false }: Limits): boolean => {
  const number = numberOf(typed)
  return number >= least && number <= most && (!isWhole || Number.isInteger(number))
}
