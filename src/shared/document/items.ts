import { assertNever } from '../base/index.ts'
import { datacentersOf } from './places.ts'
import type { LabDocument, RuleItem } from './schema.ts'

/** The first matching rule wins for each of these. */
export const itemTypes = ['imageProfile', 'hostProfile', 'location', 'scriptBundle'] as const
export type ItemType = (typeof itemTypes)[number]

/** Cluster, folder and datacenter are one type: a host has one place. */
export const itemTypeOf = ({ kind }: RuleItem): ItemType =>
  kind === 'cluster' || kind === 'folder' || kind === 'datacenter' ? 'location' : kind

const namesOf = (list: readonly { readonly name: string }[]): readonly string[] =>
  list.map(({ name }) => name)

/** The names an item of this kind can have in the lab. */
export const itemNames = (document: LabDocument, kind: RuleItem['kind']): readonly string[] => {
  switch (kind) {
    case 'imageProfile':
      return namesOf(document.imageProfiles)
    case 'hostProfile':
      return namesOf(document.hostProfiles)
    case 'cluster':
      return namesOf(document.clusters)
    case 'folder':
      return namesOf(document.folders)
    case 'datacenter':
      return datacentersOf(document)
    case 'scriptBundle':
      return namesOf(document.scriptBundles)
    default:
      return assertNever(kind)
  }
}
