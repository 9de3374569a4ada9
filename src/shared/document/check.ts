import { LabError } from '../base/index.ts'
import { parsePattern } from '../pattern/index.ts'
import { networkChecks } from './check-network.ts'
import { itemNames, itemTypeOf } from './items.ts'
import { datacentersOf } from './places.ts'
import {
  ofParts,
  problem,
  repeated,
  type Check,
  type CheckOfParts,
  type Path,
  type Problem,
} from './problem.ts'
import { labDocument, type LabDocument, type Rule, type RuleItem } from './schema.ts'

const namesOf = (list: readonly { readonly name: string }[]): ReadonlySet<string> =>
  new Set(list.map(({ name }) => name))

const names: Check = function* (document) {
  const byName = (item: { readonly name: string }): string => item.name
  const lists = [
    ['clusters', document.clusters, 'cluster'],
    ['imageProfiles', document.imageProfiles, 'image profile'],
    ['hostProfiles', document.hostProfiles, 'host profile'],
    ['folders', document.folders, 'folder'],
    ['moreDatacenters', document.moreDatacenters ?? [], 'datacenter'],
    ['scriptBundles', document.scriptBundles, 'script bundle'],
    ['racks', document.racks, 'rack'],
    ['virtualMachines', document.virtualMachines, 'virtual machine'],
  ] as const
  for (const [key, list, what] of lists) {
    yield* repeated<{ readonly name: string }>(list, (i) => [key, i, 'name'], byName, what)
  }
  yield* repeated(
    document.rules.defined,
    (i) => ['rules', 'defined', i, 'name'],
    ({ name }) => name,
    'rule',
  )
}

const identities: Check<'hosts'> = function* ({ hosts }) {
  for (const key of ['id', 'mac', 'uuid', 'address'] as const) {
    yield* repeated(
      hosts,
      (i) => ['hosts', i, key],
      (host) => host[key],
      key,
    )
  }
}

/** The digits of a UUID are letters of either case. */
const uuidsInAnyCase: Check<'hosts'> = ({ hosts }) =>
  repeated(
    hosts,
    (i) => ['hosts', i, 'uuid'],
    ({ uuid }) => uuid.toLowerCase(),
    'uuid',
  )

/** Cards beside the first are cards all the same; a disk's name is its own within its host. */
const parts: Check<'hosts'> = function* ({ hosts }) {
  const seen = new Set<string>(hosts.map(({ mac }) => mac))
  for (const [i, { moreCards = [] }] of hosts.entries()) {
    for (const [j, { mac }] of moreCards.entries()) {
      const path = ['hosts', i, 'moreCards', j, 'mac']
      if (seen.has(mac)) yield problem(path, `the mac "${mac}" is there twice`)
      seen.add(mac)
    }
  }
  for (const [i, { disks = [] }] of hosts.entries()) {
    yield* repeated(
      disks,
      (j) => ['hosts', i, 'disks', j, 'id'],
      ({ id }) => id,
      'disk',
    )
  }
}

/**
 * Clusters, folders and profiles are the lab's own and must be there. An image profile may be missing:
 * images are files of a laptop, and the waiter says so when a host asks for one that is not there.
 */
const missingItem = (names: ItemNames, { kind, name }: RuleItem): string | undefined =>
  kind === 'imageProfile' || names[kind].has(name) ? undefined : `there is no "${name}"`

type ItemNames = Readonly<Record<Exclude<RuleItem['kind'], 'imageProfile'>, ReadonlySet<string>>>

const itemNamesOf = (document: LabDocument): ItemNames => {
  const of = (kind: RuleItem['kind']) => new Set(itemNames(document, kind))
  return {
    hostProfile: of('hostProfile'),
    cluster: of('cluster'),
    folder: of('folder'),
    datacenter: of('datacenter'),
    scriptBundle: of('scriptBundle'),
  }
}

function* rule(names: ItemNames, { patterns, items }: Rule, path: Path): Generator<Problem> {
  for (const [i, text] of patterns.entries()) {
    try {
      parsePattern(text)
    } catch (error) {
      if (!(error instanceof LabError)) throw error
      yield problem([...path, 'patterns', i], error.message)
    }
  }
  for (const [i, item] of items.entries()) {
    const missing = missingItem(names, item)
    if (missing !== undefined) yield problem([...path, 'items', i, 'name'], missing)
  }
  yield* repeated(items, (i) => [...path, 'items', i], itemTypeOf, 'item type')
}

const rules: Check = function* (document) {
  const { defined } = document.rules
  const names = itemNamesOf(document)
  for (const [i, each] of defined.entries()) yield* rule(names, each, ['rules', 'defined', i])
  const called = namesOf(defined)
  for (const set of ['working', 'active'] as const) {
    const path = (i: number): Path => ['rules', set, i]
    for (const [i, name] of document.rules[set].entries()) {
      if (!called.has(name)) {
        yield problem(path(i), `there is no rule "${name}"`)
      }
    }
    yield* repeated(document.rules[set], path, (name) => name, 'rule')
  }
}

const datacenters: Check = function* (document) {
  const known = new Set(datacentersOf(document))
  if (document.moreDatacenters?.some(({ name }) => name === document.datacenter) === true) {
    yield problem(['moreDatacenters'], `the datacenter "${document.datacenter}" is there twice`)
  }
  for (const key of ['clusters', 'folders'] as const) {
    for (const [i, { datacenter }] of document[key].entries()) {
      if (datacenter === undefined || known.has(datacenter)) continue
      yield problem([key, i, 'datacenter'], `there is no datacenter "${datacenter}"`)
    }
  }
}

const places: Check<'racks' | 'hosts' | 'clusters' | 'hostProfiles' | 'virtualMachines'> =
  function* ({ racks, hosts, clusters, hostProfiles, virtualMachines }) {
    const known = {
      hosts: new Set(hosts.map(({ id }) => id)),
      clusters: namesOf(clusters),
      hostProfiles: namesOf(hostProfiles),
    }
    const placed = racks.flatMap((rack, r) => rack.hosts.map((id, i) => ({ id, r, i })))
    const path = (index: number): Path => {
      const { r = 0, i = 0 } = placed[index] ?? {}
      return ['racks', r, 'hosts', i]
    }
    for (const [index, { id }] of placed.entries()) {
      if (!known.hosts.has(id)) yield problem(path(index), `there is no host "${id}"`)
    }
    yield* repeated(placed, path, ({ id }) => id, 'host')
    for (const [i, { hostProfile }] of clusters.entries()) {
      if (hostProfile !== undefined && !known.hostProfiles.has(hostProfile)) {
        yield problem(['clusters', i, 'hostProfile'], `there is no host profile "${hostProfile}"`)
      }
    }
    for (const [i, { cluster }] of virtualMachines.entries()) {
      if (!known.clusters.has(cluster)) {
        yield problem(['virtualMachines', i, 'cluster'], `there is no cluster "${cluster}"`)
      }
    }
  }

const deployment: Check = function* ({ proxies = [], customizations = [], scriptBundles }) {
  yield* repeated(
    proxies,
    (i) => ['proxies', i, 'id'],
    ({ id }) => String(id),
    'proxy',
  )
  yield* repeated(
    proxies,
    (i) => ['proxies', i, 'address'],
    ({ address }) => address,
    'address',
  )
  yield* repeated(
    customizations,
    (i) => ['customizations', i, 'host'],
    ({ host }) => host,
    'host',
  )
  for (const [i, { scripts = [] }] of scriptBundles.entries()) {
    yield* repeated(
      scripts,
      (j) => ['scriptBundles', i, 'scripts', j, 'name'],
      ({ name }) => name,
      'script',
    )
  }
}

/** A lab of an earlier version may have such a pair, and has to open and to be worked on; an edit makes none. */
const madeTwice = (document: LabDocument, before: LabDocument): readonly Problem[] =>
  document.hosts === before.hosts || [...uuidsInAnyCase(before)].length > 0
    ? []
    : [...uuidsInAnyCase(document)]

const everything = labDocument.keyof().options

const checks: readonly CheckOfParts[] = [
  ofParts(everything, names),
  ofParts(['hosts'], identities),
  ofParts(['hosts'], parts),
  ...networkChecks,
  ofParts(everything, rules),
  ofParts(everything, datacenters),
  ofParts(['racks', 'hosts', 'clusters', 'hostProfiles', 'virtualMachines'], places),
  ofParts(everything, deployment),
]

/**
 * What the shape alone cannot say: everything that refers to something finds it, and nothing clashes. Of a document that
 * an edit made, what is of parts that the edit left as they were is right as it was `before`.
 */
export const checkDocument = (document: LabDocument, before?: LabDocument): readonly Problem[] =>
  checks
    .filter((each) => each.parts.some((part) => document[part] !== before?.[part]))
    .flatMap(({ check }) => [...check(document)])
    .concat(before === undefined ? [] : madeTwice(document, before))
