import { LabError } from '../base/index.ts'

/** Something wrong with a document, and the place: `hosts[2].mac`. */
export type Problem = { readonly path: string; readonly message: string }

/** A path as a person reads it: `['hosts', 2, 'mac']` is `hosts[2].mac`. */
export const pathText = (path: readonly PropertyKey[]): string =>
  path
    .map((part, index) =>
      typeof part === 'number' ? `[${part}]` : `${index === 0 ? '' : '.'}${String(part)}`,
    )
    .join('')

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
