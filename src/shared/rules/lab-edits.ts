import { contains, LabError, parseSubnet } from '../base/index.ts'
import { host, type Host, type LabDocument } from '../document/schema.ts'
import type { RuleEdit } from './edits.ts'

type Edit<K extends RuleEdit['kind']> = Extract<RuleEdit, { kind: K }>

const addNamed = <T extends { readonly name: string }>(
  list: readonly T[],
  item: T,
  what: string,
): T[] => {
  if (list.some(({ name }) => name === item.name))
    throw new LabError('document.name-taken', `There is a ${what} "${item.name}" already.`, {
      name: item.name,
    })
  return [...list, item]
}

/** The first datacenter is not written down: it is where things stand that name none. */
const newPlace = (
  document: LabDocument,
  { name, datacenter }: Edit<'addFolder' | 'addCluster'>,
) => {
  const isFirst = datacenter === undefined || datacenter === document.datacenter
  return isFirst ? { name } : { name, datacenter }
}

const removeScriptBundle = (document: LabDocument, name: string): LabDocument => {
  const user = document.rules.defined.find(({ items }) =>
    items.some((item) => item.kind === 'scriptBundle' && item.name === name),
  )
  if (user !== undefined)
    throw new LabError('document.in-use', `The rule "${user.name}" gives "${name}" to hosts.`, {
      name,
      rule: user.name,
    })
  const left = document.scriptBundles.filter((each) => each.name !== name)
  if (left.length === document.scriptBundles.length)
    throw new LabError('lab.not-found', `There is no script bundle "${name}".`, { name })
  return { ...document, scriptBundles: left }
}

const setClusterImage = (
  document: LabDocument,
  { name, image }: Edit<'setClusterImage'>,
): LabDocument => {
  if (!document.clusters.some((cluster) => cluster.name === name))
    throw new LabError('lab.not-found', `There is no cluster "${name}".`, { name })
  const clusters = document.clusters.map((cluster) => {
    if (cluster.name !== name) return cluster
    const { image: _, ...rest } = cluster
    return image === undefined ? rest : { ...rest, image }
  })
  return { ...document, clusters }
}

const mostElsewhere = 16

/** An address of another network is the host's where an interface is served: of several there, the first counts. */
const withAddressElsewhere = ({ otherAddresses = [], ...rest }: Host, address: string): Host => {
  const others = otherAddresses.filter((each) => each !== address)
  return { ...rest, otherAddresses: [address, ...others].slice(0, mostElsewhere) }
}

const reserveAddress = (document: LabDocument, edit: Edit<'reserveAddress'>): LabDocument => {
  const { hosts, network } = document
  const { host: id, address, mac, uuid, smbios, firmware = 'uefi' } = edit
  const isOurs = contains(parseSubnet(network.subnet), address)
  const withAddress = (each: Host): Host =>
    isOurs ? { ...each, address } : withAddressElsewhere(each, address)
  if (hosts.some((each) => each.id === id))
    return { ...document, hosts: hosts.map((each) => (each.id === id ? withAddress(each) : each)) }
  const added = host.parse({
    id,
    kind: 'physical',
    mac,
    uuid,
    smbios,
    firmware,
    bootOrder: ['network', 'disk'],
  })
  return { ...document, hosts: [...hosts, withAddress(added)] }
}

/** The lab after an edit of what rules refer to. */
export const editedLab = (document: LabDocument, edit: RuleEdit): LabDocument => {
  switch (edit.kind) {
    case 'addScriptBundle': {
      const bundle = { name: edit.name }
      return {
        ...document,
        scriptBundles: addNamed(document.scriptBundles, bundle, 'script bundle'),
      }
    }
    case 'removeScriptBundle':
      return removeScriptBundle(document, edit.name)
    case 'addFolder':
      return {
        ...document,
        folders: addNamed(document.folders, newPlace(document, edit), 'folder'),
      }
    case 'addCluster':
      return {
        ...document,
        clusters: addNamed(document.clusters, newPlace(document, edit), 'cluster'),
      }
    case 'setClusterImage':
      return setClusterImage(document, edit)
    case 'reserveAddress':
      return reserveAddress(document, edit)
    default:
      return document
  }
}
