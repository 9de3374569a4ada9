/** Whole numbers as English writes them. */
export const digits = new Intl.NumberFormat('en')

/** A count and its noun: `1 host`, `2 hosts`. */
export const plural = (count: number, one: string, many: string): string =>
  `${digits.format(count)} ${count === 1 ? one : many}`
