import type { LabDocument } from './schema.ts'
import { isFields, type Fields } from '../base/index.ts'

/** One thing that differs between two documents: where it stands, and the difference in words. */
export type Change = {
  readonly kind: 'added' | 'removed' | 'changed'
  /** `hosts.esx-01.bootOrder`: parts of lists go by their id or name. */
  readonly path: string
  /** `Host esx-01: boot order was network, disk; is disk`. */
  readonly text: string
}

type Place = { readonly path: readonly string[]; readonly label: string }

/** What one entry of a list is called. */
const entryNames: Readonly<Record<string, string>> = {
  clusters: 'cluster',
  customizations: 'answers of',
  defined: 'rule',
  disks: 'disk',
  folders: 'folder',
  hostProfiles: 'host profile',
  hosts: 'host',
  imageProfiles: 'image profile',
  items: 'item',
  modules: 'module',
  moreCards: 'card',
  moreDatacenters: 'datacenter',
  options: 'option',
  proxies: 'proxy',
  racks: 'rack',
  relayed: 'relayed network',
  scriptBundles: 'script bundle',
  scripts: 'script',
  virtualMachines: 'virtual machine',
}

/** What tells the parts of a list apart, the first that one has. */
const identities = ['id', 'name', 'host', 'mac', 'code', 'subnet']

/** What a part of a list goes by; an item of a rule by its kind. Undefined when nothing tells it from others. */
const identityOf = (entry: Fields, list: string): string | undefined => {
  const keys = list === 'items' ? ['kind'] : identities
  const own = keys.find((key) => entry[key] !== undefined)
  return own === undefined ? undefined : String(entry[own])
}

/** `bootOrder` as a person says it. */
const spoken = (key: string): string =>
  key.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)

const shown = (value: unknown): string => {
  if (value === undefined || value === '') return 'nothing'
  if (typeof value === 'string') return value
  if (Array.isArray(value)) return value.length === 0 ? 'nothing' : value.map(shown).join(', ')
  if (isFields(value) && typeof value['name'] === 'string') return value['name']
  return JSON.stringify(value)
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

const at = ({ path, label }: Place, key: string, name: string): Place => ({
  path: [...path, key],
  label: label === '' ? name : `${label}: ${name}`,
})

const change = (kind: Change['kind'], { path, label }: Place, words: string): Change => ({
  kind,
  path: path.join('.'),
  text: `${capital(label)} ${words}`,
})

function* diffList(before: readonly Fields[], after: readonly Fields[], place: Place, key: string) {
  const entries = (list: readonly Fields[]): ReadonlyMap<string, Fields> =>
    new Map(list.map((entry) => [identityOf(entry, key) ?? '', entry]))
  const [old, now] = [entries(before), entries(after)]
  for (const [id, entry] of old) {
    const there = at(place, id, `${entryNames[key] ?? spoken(key)} ${id}`)
    const next = now.get(id)
    if (next === undefined) yield change('removed', there, 'removed')
    else yield* diffFields(entry, next, there)
  }
  for (const id of now.keys()) {
    const there = at(place, id, `${entryNames[key] ?? spoken(key)} ${id}`)
    if (!old.has(id)) yield change('added', there, 'added')
  }
  const kept = (own: ReadonlyMap<string, Fields>, other: ReadonlyMap<string, Fields>) =>
    [...own.keys()].filter((id) => other.has(id)).join(', ')
  if (kept(old, now) !== kept(now, old)) {
    yield change('changed', at(place, 'order', `order of ${spoken(key)}`), `is ${kept(now, old)}`)
  }
}

/** A list whose parts have names. */
const isList = (value: unknown, key: string): value is readonly Fields[] =>
  Array.isArray(value) &&
  value.length > 0 &&
  value.every((entry) => isFields(entry) && identityOf(entry, key) !== undefined)

function* diffFields(before: Fields, after: Fields, place: Place): Generator<Change> {
  for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const [old, now] = [before[key], after[key]]
    if (JSON.stringify(old) === JSON.stringify(now)) continue
    if (isFields(old) && isFields(now)) yield* diffFields(old, now, at(place, key, spoken(key)))
    else if (isList(old, key) || isList(now, key)) {
      const inside = { path: [...place.path, key], label: place.label }
      const [before, after] = [old, now].map((list) => (isList(list, key) ? list : []))
      const found = [...diffList(before ?? [], after ?? [], inside, key)]
      // Entries that share a name hide each other's differences.
      if (found.length > 0) yield* found
      else yield change('changed', at(place, key, spoken(key)), 'changed')
    } else {
      const there = at(place, key, spoken(key))
      yield change('changed', there, `was ${shown(old)}; is ${shown(now)}`)
    }
  }
}

/** What differs between two documents, in the order in which a document is written. Empty when nothing does. */
export const diffDocuments = (before: LabDocument, after: LabDocument): readonly Change[] => [
  ...diffFields(before, after, { path: [], label: '' }),
]
