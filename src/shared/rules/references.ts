import { LabError } from '../base/index.ts'
import {
  itemNames,
  type ImageProfile,
  type LabDocument,
  type Rule,
  type RuleItem,
} from '../document/index.ts'

const called: Readonly<Record<RuleItem['kind'], string>> = {
  imageProfile: 'image profile',
  hostProfile: 'host profile',
  cluster: 'cluster',
  folder: 'folder',
  datacenter: 'datacenter',
  scriptBundle: 'script bundle',
}

/** An item's kind in words. */
export const kindText = (kind: RuleItem['kind']): string => called[kind]

/** Our own reference image numbers itself; what is or claims to be ESXi has to be 8.0 or later. */
const isNewEnough = ({ kind, vendor, version }: ImageProfile): boolean =>
  kind === 'esxi' && (vendor === 'Headwaiter' || Number(/\d+/.exec(version)?.[0] ?? 0) >= 8)

/** The image of a cluster managed by one (vSphere 8.0: "Use Auto Deploy to Add a Host to a Cluster"). */
const pxeImageOf = (document: LabDocument, cluster: string): string | undefined => {
  const name = document.clusters.find((each) => each.name === cluster)?.image
  if (name === undefined) return undefined
  const image = document.imageProfiles.find((each) => each.name === name)
  if (image === undefined || !isNewEnough(image))
    throw new LabError(
      'rules.cluster-image-too-old',
      `The cluster "${cluster}" is managed by the image "${name}", which is not ESXi 8.0 or later.`,
      { cluster, image: name },
    )
  return name
}

/**
 * The rule with the image made for each cluster that is managed by one. The image stays as it is now,
 * whatever becomes of the cluster's, until it is made again.
 */
export const withPxeImages = (document: LabDocument, rule: Rule): Rule => ({
  ...rule,
  items: rule.items.map((item) => {
    if (item.kind !== 'cluster') return item
    const pxeImage = pxeImageOf(document, item.name)
    return { kind: item.kind, name: item.name, ...(pxeImage !== undefined && { pxeImage }) }
  }),
})

/** Fails with `rules.unknown-item` when the lab has no such item. */
export const checkItems = (document: LabDocument, rule: Rule): void => {
  const missing = rule.items.find(({ kind, name }) => !itemNames(document, kind).includes(name))
  if (missing !== undefined)
    throw new LabError(
      'rules.unknown-item',
      `There is no ${called[missing.kind]} "${missing.name}".`,
      { rule: rule.name, kind: missing.kind, name: missing.name },
    )
}
