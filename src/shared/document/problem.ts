import { LabError } from '../base/index.ts'
import type { LabDocument } from './schema.ts'

/** Something wrong with a document, and the place: `hosts[2].mac`. */
export type Problem = { readonly path: string; readonly message: string }

/** A path as a person reads it: `['hosts', 2, 'mac']` is `hosts[2].mac`. */
export const pathText = (path: readonly PropertyKey[]): string =>
  path
    .map((part, index) =>
      typeof part === 'number' ? `[${part}]` : `${index === 0 ? '' : '.'}${String(part)}`,
    )
    .join('')

/** Finds what is wrong with one side of a document. */
export type Check<K extends keyof LabDocument = keyof LabDocument> = (
  document: Pick<LabDocument, K>,
) => Iterable<Problem>

/** A check that looks at some parts alone: what it found of them holds until an edit makes one of them anew. */
export type CheckOfParts = { readonly parts: readonly (keyof LabDocument)[]; readonly check: Check }

export const ofParts = <K extends keyof LabDocument>(
  parts: readonly K[],
  check: Check<K>,
): CheckOfParts => ({ parts, check })

/** Where a value stands: keys and indexes from the root. */
export type Path = readonly (string | number)[]

export const problem = (path: Path, message: string): Problem => ({ path: pathText(path), message })

/** One problem for each value that stood earlier in the list. */
export function* repeated<T>(
  list: readonly T[],
  path: (index: number) => Path,
  value: (item: T) => string | undefined,
  what: string,
): Generator<Problem> {
  const seen = new Set<string>()
  for (const [index, item] of list.entries()) {
    const key = value(item)
    if (key === undefined) continue
    if (seen.has(key)) yield problem(path(index), `the ${what} "${key}" is there twice`)
    seen.add(key)
  }
}

/** The problems as one error: the first in the message, all of them in the details. */
export const invalidDocument = (problems: readonly Problem[]): LabError => {
  const lines = problems.map(({ path, message }) => (path === '' ? message : `${path}: ${message}`))
  const rest = lines.length - 1
  const more = rest > 0 ? ` (and ${rest} more)` : ''
  return new LabError('document.invalid', `${lines[0] ?? 'The lab is not valid.'}${more}`, {
    path: problems[0]?.path ?? '',
    problems: lines.join('\n'),
  })
}
