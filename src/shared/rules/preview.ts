import { LabError } from '../base/index.ts'
import type { HostAttributes } from '../facts/index.ts'
import { compilePattern, type Predicate } from './compile.ts'
import { parsePattern } from '../pattern/index.ts'
import type { PatternProblem, Preview } from './reports.ts'

const problemOf = (error: unknown, position: number): PatternProblem => {
  if (!(error instanceof LabError)) throw error
  const { at, length } = error.details
  return {
    position,
    code: error.code,
    message: error.message,
    at: typeof at === 'number' ? at : 0,
    length: typeof length === 'number' ? length : 0,
  }
}

/**
 * Which hosts match while patterns are typed. A pattern that cannot be read yet is named with its
 * place and left out of the question.
 */
export const previewPatterns = (
  patterns: readonly string[],
  hosts: readonly { readonly id: string; readonly attributes: HostAttributes }[],
): Preview => {
  const predicates: Predicate[] = []
  const problems: PatternProblem[] = []
  for (const [position, text] of patterns.entries()) {
    try {
      predicates.push(compilePattern(parsePattern(text)))
    } catch (error) {
      problems.push(problemOf(error, position))
    }
  }
  const matching = hosts.filter(({ attributes }) => predicates.every((each) => each(attributes)))
  return { hosts: matching.map(({ id }) => id), of: hosts.length, problems }
}
