/** Whole numbers as German writes them. */
export const digits = new Intl.NumberFormat('de')

/** A count and its noun: `1 Datei`, `2 Dateien`. */
export const plural = (count: number, one: string, many: string): string =>
  `${digits.format(count)} ${count === 1 ? one : many}`
