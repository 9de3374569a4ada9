import { assertNever, LabError } from '../base/index.ts'
import {
  acceptanceLevels,
  acceptanceNames,
  type AcceptanceLevel,
  type Constraint,
  type Software,
  type SoftwarePackage,
} from './package.ts'
import { compareVersions, satisfies } from './version.ts'

/**
 * Work on image profiles as Image Builder users know it. Every function returns a new value; what it
 * was made from stays as it was.
 */

/** Something that keeps a set of packages from being an image. */
export type Problem =
  | { readonly kind: 'missing'; readonly package: string; readonly needs: Constraint }
  | { readonly kind: 'conflict'; readonly package: string; readonly with: string }
  | { readonly kind: 'tooLoose'; readonly package: string; readonly level: AcceptanceLevel }
  | { readonly kind: 'notStateless'; readonly package: string }
  | { readonly kind: 'twice'; readonly package: string }

/** What keeps these packages from being an image that Auto Deploy can serve. */
export const problemsOf = ({ packages, acceptanceLevel }: Software): readonly Problem[] => [
  ...packages.flatMap((one) => missingFor(one, packages)),
  ...packages.flatMap((one) => conflictsOf(one, packages)),
  ...packages
    .filter((one) => rank(one.acceptanceLevel) > rank(acceptanceLevel))
    .map(({ name, acceptanceLevel: level }) => ({
      kind: 'tooLoose' as const,
      package: name,
      level,
    })),
  ...packages
    .filter(({ statelessReady }) => !statelessReady)
    .map(({ name }) => ({ kind: 'notStateless' as const, package: name })),
  ...[...new Set(packages.map(({ name }) => name))]
    .filter((name) => packages.filter((one) => one.name === name).length > 1)
    .map((name) => ({ kind: 'twice' as const, package: name })),
]

const rank = (level: AcceptanceLevel): number => acceptanceLevels.indexOf(level)

const missingFor = (one: SoftwarePackage, packages: readonly SoftwarePackage[]): Problem[] =>
  one.depends
    .filter((needs) => !packages.some((other) => offers(other, needs)))
    .map((needs) => ({ kind: 'missing', package: one.name, needs }))

const conflictsOf = (one: SoftwarePackage, packages: readonly SoftwarePackage[]): Problem[] =>
  packages
    .filter((other) => other !== one && one.conflicts.some((not) => offers(other, not)))
    .map((other) => ({ kind: 'conflict', package: one.name, with: other.name }))

/** Whether a package is, or provides, what a constraint asks for. */
export const offers = (one: SoftwarePackage, { name, relation, version }: Constraint): boolean => {
  const offered = [{ name: one.name, version: one.version }, ...one.provides]
  return offered.some((offer) => {
    if (offer.name !== name) return false
    if (relation === undefined || version === undefined) return true
    return offer.version !== undefined && satisfies(offer.version, relation, version)
  })
}

/** The software as it is, when nothing keeps it from being an image; else `image.package-refused`. */
export const demandSound = (software: Software): Software => {
  refuseIf(problemsOf(software))
  return software
}

/**
 * The image with a package more. One of the same name, and those that the new one replaces, leave. The
 * image's acceptance level stays: `LabError` `image.package-refused` when the package is below it or
 * does not go with the others.
 */
export const addPackage = (to: Software, added: SoftwarePackage): Software => {
  const stays = (one: SoftwarePackage) =>
    one.name !== added.name && !added.replaces.some((old) => offers(one, old))
  const result = { ...to, packages: [...to.packages.filter(stays), added] }
  refuseIf(newProblems(to, result))
  return result
}

/** The image without a package. `image.package-unknown`, or `image.package-refused` when another needs it. */
export const removePackage = (from: Software, name: string): Software => {
  if (!from.packages.some((one) => one.name === name)) {
    throw new LabError('image.package-unknown', `${from.name} has no package ${name}.`, { name })
  }
  const result = { ...from, packages: from.packages.filter((one) => one.name !== name) }
  refuseIf(newProblems(from, result))
  return result
}

/** The image at another acceptance level; `image.package-refused` when a package is below it. */
export const withAcceptanceLevel = (from: Software, level: AcceptanceLevel): Software => {
  const result = { ...from, acceptanceLevel: level }
  refuseIf(problemsOf(result).filter(({ kind }) => kind === 'tooLoose'))
  return result
}

/**
 * The image without VMware Tools: smaller, and quicker to boot. `-standard` becomes `-no-tools`.
 * `image.package-refused` when another package needs them.
 */
export const withoutTools = (from: Software): Software => {
  const result = {
    ...from,
    name: from.name.endsWith('-standard')
      ? from.name.replace(/-standard$/, '-no-tools')
      : `${from.name}-no-tools`,
    packages: from.packages.filter(({ name, type }) => type !== 'tools' && name !== 'tools-light'),
  }
  refuseIf(newProblems(from, result))
  return result
}

/** What a change brought about; what was wrong before is not held against it. */
const newProblems = (before: Software, after: Software): readonly Problem[] => {
  const known = new Set(problemsOf(before).map(describeProblem))
  return problemsOf(after).filter((problem) => !known.has(describeProblem(problem)))
}

const refuseIf = (problems: readonly Problem[]): void => {
  const [first] = problems
  if (first === undefined) return
  throw new LabError('image.package-refused', problems.map(describeProblem).join(' '), {
    package: first.package,
    kind: first.kind,
  })
}

/** A problem in a sentence. */
export const describeProblem = (problem: Problem): string => {
  switch (problem.kind) {
    case 'missing': {
      const { name, relation, version } = problem.needs
      const wanted = [name, relation, version].filter((part) => part !== undefined).join(' ')
      return `The package ${problem.package} needs ${wanted}.`
    }
    case 'conflict':
      return `The package ${problem.package} does not go with ${problem.with}.`
    case 'tooLoose':
      return `The package ${problem.package} is ${acceptanceNames[problem.level]}, below the image's level.`
    case 'notStateless':
      return `The package ${problem.package} is not ready for stateless hosts.`
    case 'twice':
      return `The package ${problem.package} is there twice.`
    default:
      return assertNever(problem)
  }
}

/** How two images differ, package by package. */
export type SoftwareDifference = {
  readonly added: readonly SoftwarePackage[]
  readonly removed: readonly SoftwarePackage[]
  /** `order` is positive when the second one is newer. */
  readonly changed: readonly {
    readonly name: string
    readonly from: SoftwarePackage
    readonly to: SoftwarePackage
    readonly order: number
  }[]
  readonly same: number
}

/** What the second image has that the first has not, and so on; sorted by name. */
export const compareSoftware = (first: Software, second: Software): SoftwareDifference => {
  const before = new Map(first.packages.map((one) => [one.name, one]))
  const after = new Map(second.packages.map((one) => [one.name, one]))
  const both = [...after.values()].flatMap((to) => {
    const from = before.get(to.name)
    return from === undefined ? [] : [{ name: to.name, from, to }]
  })
  const isSame = ({ from, to }: { from: SoftwarePackage; to: SoftwarePackage }) =>
    from.id === to.id && from.file.sha256 === to.file.sha256
  return {
    added: byName([...after.values()].filter(({ name }) => !before.has(name))),
    removed: byName([...before.values()].filter(({ name }) => !after.has(name))),
    changed: byName(both.filter((pair) => !isSame(pair))).map((pair) => ({
      ...pair,
      order: compareVersions(pair.to.version, pair.from.version),
    })),
    same: both.filter(isSame).length,
  }
}

const byName = <T extends { readonly name: string }>(items: readonly T[]): readonly T[] =>
  items.toSorted((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))
