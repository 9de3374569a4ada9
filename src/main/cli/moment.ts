/** As the computer's own clock shows it: `2026-11-29 18:02:11`. */
export const momentOf = (at: number): string => new Date(at).toLocaleString('sv-SE')
