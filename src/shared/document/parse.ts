import { LabError } from '../base/index.ts'
import { checkDocument } from './check.ts'
import { invalidDocument, pathText, type Problem } from './problem.ts'
import { labDocument, type LabDocument } from './schema.ts'

/** The version of the format this program writes. */
const format = 1

const refuseNewer = (value: unknown): void => {
  if (typeof value !== 'object' || value === null || !('headwaiter' in value)) return
  const { headwaiter } = value
  if (typeof headwaiter === 'number' && headwaiter > format) {
    throw new LabError(
      'document.newer',
      `The lab is of format ${headwaiter}; this Headwaiter knows formats up to ${format}.`,
      { format: headwaiter, known: format },
    )
  }
}

/**
 * Reads a lab document out of anything (the value of a YAML or JSON text). Defaults are filled in.
 * Throws a `LabError`: `document.newer`, or `document.invalid` whose message names the field.
 */
export const parseDocument = (value: unknown): LabDocument => {
  refuseNewer(value)
  const result = labDocument.safeParse(value)
  if (!result.success) {
    throw invalidDocument(
      result.error.issues.map(({ path, message }): Problem => ({ path: pathText(path), message })),
    )
  }
  const problems = checkDocument(result.data)
  if (problems.length > 0) throw invalidDocument(problems)
  return result.data
}
