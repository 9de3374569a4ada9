import { LabError } from '../base/index.ts'
import { checkDocument } from './check.ts'
import { invalidDocument, pathText, type Path, type Problem } from './problem.ts'
import { host, labDocument, type Host, type LabDocument } from './schema.ts'

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

type Issues = readonly { readonly path: readonly PropertyKey[]; readonly message: string }[]

const problemsOf = (issues: Issues, at: Path = []): readonly Problem[] =>
  issues.map(({ path, message }) => ({ path: pathText([...at, ...path]), message }))

const refuse = (problems: readonly Problem[]): void => {
  if (problems.length > 0) throw invalidDocument(problems)
}

/**
 * Reads a lab document out of anything (the value of a YAML or JSON text). Defaults are filled in.
 * Throws a `LabError`: `document.newer`, or `document.invalid` whose message names the field.
 */
export const parseDocument = (value: unknown): LabDocument => {
  refuseNewer(value)
  const result = labDocument.safeParse(value)
  if (!result.success) throw invalidDocument(problemsOf(result.error.issues))
  refuse([...checkDocument(result.data)])
  return result.data
}

/** Reads the image profiles of a document alone. Throws `LabError` `document.invalid`. */
export const parseImageProfiles = (value: unknown): LabDocument['imageProfiles'] => {
  const result = labDocument.shape.imageProfiles.safeParse(value ?? undefined)
  if (!result.success) throw invalidDocument(problemsOf(result.error.issues, ['imageProfiles']))
  return result.data
}

/** Parts of a document that an edit made; hosts are read apart. */
const partsButHosts = labDocument.omit({ hosts: true }).partial()

/** Hosts that were read before are taken as they are. */
const readHosts = (before: readonly Host[], after: readonly Host[]): LabDocument['hosts'] => {
  const known = new Set(before)
  const problems: Problem[] = []
  const hosts = after.flatMap((each, index) => {
    if (known.has(each)) return [each]
    const result = host.safeParse(each)
    if (result.success) return [result.data]
    problems.push(...problemsOf(result.error.issues, ['hosts', index]))
    return []
  })
  refuse(problems)
  return hosts
}

/**
 * Reads what an edit made of a document that was read. What the edit left as it was, the very same values, stays so: of thousands of
 * hosts only those it changed are read, and who follows the document sees at a glance what did not change. Throws as
 * `parseDocument`.
 */
export const parseEdited = (before: LabDocument, after: LabDocument): LabDocument => {
  const { hosts, ...others } = after
  const parts: Readonly<Record<string, unknown>> = { ...after }
  const left = Object.fromEntries(
    Object.entries(before).filter(([key, part]) => parts[key] === part),
  )
  const made = Object.entries(others).filter(([key]) => !(key in left))
  const result = partsButHosts.safeParse(Object.fromEntries(made))
  if (!result.success) throw invalidDocument(problemsOf(result.error.issues))
  const read = Object.fromEntries(Object.entries(result.data))
  const document = { ...others, ...read, hosts: readHosts(before.hosts, hosts), ...left }
  refuse([...checkDocument(document, before)])
  return document
}
