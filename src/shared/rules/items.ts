import type { RuleItem } from '../document/schema.ts'
import type { Association } from '../facts/index.ts'

/** The first matching rule wins for each of these. */
export const itemTypes = ['imageProfile', 'hostProfile', 'location', 'scriptBundle'] as const
export type ItemType = (typeof itemTypes)[number]

/** Cluster, folder and datacenter are one type: a host has one place. */
export const itemTypeOf = ({ kind }: RuleItem): ItemType =>
  kind === 'cluster' || kind === 'folder' || kind === 'datacenter' ? 'location' : kind

const places = ['cluster', 'folder', 'datacenter'] as const

/** What a host has of a type, by name; empty when it has none. */
export const itemNameIn = (association: Association, type: ItemType): string => {
  if (type !== 'location') return association[type] ?? ''
  return places.map((place) => association[place] ?? '').find((name) => name !== '') ?? ''
}

/** The same of a type as another association has; absent there is absent here. */
export const withTypeOf = (
  association: Association,
  type: ItemType,
  other: Association,
): Association => {
  const keys = type === 'location' ? places : ([type] as const)
  const kept = Object.entries(association).filter(([key]) => !keys.some((each) => each === key))
  const taken = keys.flatMap((key) => (other[key] === undefined ? [] : [[key, other[key]]]))
  return Object.fromEntries([...kept, ...taken])
}
