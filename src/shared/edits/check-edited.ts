import {
  invalidDocument,
  problem,
  type Check,
  type LabDocument,
  type Path,
} from '../document/index.ts'

type Named = readonly { readonly name: string }[]

function* blankNames(list: Named, path: Path) {
  for (const [index, { name }] of list.entries())
    if (name.trim() === '') yield problem([...path, index, 'name'], `the name "${name}" is blank`)
}

/** What the format allows, and no edit may bring: nobody could see such a name, or mean such an order. */
const check: Check = function* (document) {
  const { rules, clusters, folders, scriptBundles, hostProfiles, imageProfiles, racks } = document
  yield* blankNames(rules.defined, ['rules', 'defined'])
  const lists = { clusters, folders, scriptBundles, hostProfiles, imageProfiles, racks }
  for (const [key, list] of Object.entries<Named>(lists)) yield* blankNames(list, [key])
  for (const [index, { id, bootOrder }] of document.hosts.entries())
    if (new Set(bootOrder).size < bootOrder.length)
      yield problem(
        ['hosts', index, 'bootOrder'],
        `${id} would try ${bootOrder.join(', then ')}: each device once`,
      )
}

/** Refuses (`document.invalid`) what an edit brings; what an older lab has already may stay. */
export const checkEdited = (before: LabDocument, after: LabDocument): LabDocument => {
  const found = [...check(after)]
  if (found.length === 0) return after
  const had = new Set([...check(before)].map(({ message }) => message))
  const brought = found.filter(({ message }) => !had.has(message))
  if (brought.length > 0) throw invalidDocument(brought)
  return after
}
