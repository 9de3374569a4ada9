import type { ItemType } from '../document/index.ts'
import type { Association } from '../facts/index.ts'

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
