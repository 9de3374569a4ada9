import { assertNever } from '../base/index.ts'

/**
 * Versions of packages: `version-release`, each of parts divided by dots or underscores. Runs of digits
 * compare as numbers, other runs as text; a number is higher than text, and more parts are higher.
 */
export const compareVersions = (a: string, b: string): number => {
  const [left, right] = [tokensOf(a), tokensOf(b)]
  for (let index = 0; index < Math.max(left.length, right.length); index++) {
    const order = compareTokens(left[index], right[index])
    if (order !== 0) return order
  }
  return 0
}

/** How a package's version has to stand to a constraint's. */
export type VersionRelation = '<<' | '<=' | '=' | '>=' | '>>'

/** Whether `version` stands in the relation to `bound`. A bound without release is any release. */
export const satisfies = (version: string, relation: VersionRelation, bound: string): boolean => {
  const own = bound.includes('-') ? version : (version.split('-')[0] ?? version)
  const order = compareVersions(own, bound)
  switch (relation) {
    case '<<':
      return order < 0
    case '<=':
      return order <= 0
    case '=':
      return order === 0
    case '>=':
      return order >= 0
    case '>>':
      return order > 0
    default:
      return assertNever(relation)
  }
}

type Token = { readonly number: bigint } | { readonly text: string } | { readonly release: true }

const tokensOf = (version: string): readonly Token[] =>
  (version.match(/\d+|[a-z]+|-/gi) ?? []).map((run) => {
    if (run === '-') return { release: true }
    return /^\d/.test(run) ? { number: BigInt(run) } : { text: run.toLowerCase() }
  })

/** The release mark is lower than any part, so that 1.0-9 is lower than 1.0.1-1. */
const rank = (token: Token | undefined): number => {
  if (token === undefined) return 0
  if ('release' in token) return 1
  return 'text' in token ? 2 : 3
}

const compareTokens = (a: Token | undefined, b: Token | undefined): number => {
  if (a === undefined || b === undefined || rank(a) !== rank(b)) return rank(a) - rank(b)
  if ('number' in a && 'number' in b)
    return a.number === b.number ? 0 : a.number < b.number ? -1 : 1
  if ('text' in a && 'text' in b) return a.text === b.text ? 0 : a.text < b.text ? -1 : 1
  return 0
}
