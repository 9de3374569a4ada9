import { assertNever, LabError } from '../base/index.ts'
import type { HostProfile, LabDocument } from '../document/schema.ts'
import type { DeployEdit } from './edits.ts'
import type { Answers, ProxyServer } from '../document/index.ts'
import { checkBundle } from './script.ts'
import { withState } from './state.ts'

const noProxy = (id: number): LabError =>
  new LabError('lab.not-found', `There is no proxy ${id}.`, { id })

const proxiesOf = ({ proxies = [] }: LabDocument): readonly ProxyServer[] => proxies

const addProxy = (document: LabDocument, address: string): LabDocument => {
  const proxies = proxiesOf(document)
  if (proxies.some((proxy) => proxy.address === address)) {
    throw new LabError('document.name-taken', `There is a proxy ${address} already.`, { address })
  }
  const id = Math.max(0, ...proxies.map((proxy) => proxy.id)) + 1
  return { ...document, proxies: [...proxies, { id, address }] }
}

const withoutProxy = (
  document: LabDocument,
  id: number,
): { readonly found: ProxyServer; readonly others: ProxyServer[] } => {
  const found = proxiesOf(document).find((proxy) => proxy.id === id)
  if (found === undefined) throw noProxy(id)
  return { found, others: proxiesOf(document).filter((proxy) => proxy.id !== id) }
}

const moveProxy = (document: LabDocument, id: number, to: number): LabDocument => {
  const { found, others } = withoutProxy(document, id)
  return { ...document, proxies: others.toSpliced(to, 0, found) }
}

/** The list with the item in the place of the one of its name, or at the end. */
const withNamed = <T extends { readonly name: string }>(list: readonly T[], item: T): T[] => {
  const at = list.findIndex(({ name }) => name === item.name)
  return at < 0 ? [...list, item] : list.with(at, item)
}

/** What gives a host profile to hosts, in words. */
const giverOf = ({ clusters, rules }: LabDocument, profile: string): string | undefined => {
  const cluster = clusters.find(({ hostProfile }) => hostProfile === profile)
  if (cluster !== undefined) return `The cluster "${cluster.name}"`
  const rule = rules.defined.find(({ items }) =>
    items.some(({ kind, name }) => kind === 'hostProfile' && name === profile),
  )
  return rule === undefined ? undefined : `The rule "${rule.name}"`
}

const removeHostProfile = (document: LabDocument, name: string): LabDocument => {
  const hostProfiles: HostProfile[] = document.hostProfiles.filter((each) => each.name !== name)
  if (hostProfiles.length === document.hostProfiles.length) {
    throw new LabError('lab.not-found', `There is no host profile "${name}".`, { name })
  }
  const giver = giverOf(document, name)
  if (giver !== undefined) {
    throw new LabError('document.in-use', `${giver} gives "${name}" to hosts.`, { name })
  }
  return { ...document, hostProfiles }
}

const setCustomization = (
  document: LabDocument,
  host: string,
  answers: Answers | undefined,
): LabDocument => {
  const others = (document.customizations ?? []).filter((each) => each.host !== host)
  const own = answers === undefined ? [] : [{ host, answers }]
  return { ...document, customizations: [...others, ...own] }
}

/** A machine is one host, and a host one machine. */
const setMachineIdentity = (
  document: LabDocument,
  { host, identifier }: { readonly host: string; readonly identifier: string },
): LabDocument => {
  const others = (document.machineIdentities ?? []).filter(
    (each) => each.host !== host && each.identifier !== identifier,
  )
  return { ...document, machineIdentities: [...others, { host, identifier }] }
}

/**
 * The document after the edit; the one given is left as it is. `LabError` `lab.not-found`,
 * `document.name-taken`, `document.in-use` or `document.bad-script` for an edit that cannot be made.
 */
export const applyDeployEdit = (document: LabDocument, edit: DeployEdit): LabDocument => {
  switch (edit.kind) {
    case 'addProxy':
      return addProxy(document, edit.address)
    case 'moveProxy':
      return moveProxy(document, edit.id, edit.to)
    case 'removeProxy':
      return { ...document, proxies: withoutProxy(document, edit.id).others }
    case 'setScriptBundle':
      checkBundle(edit.bundle)
      return { ...document, scriptBundles: withNamed(document.scriptBundles, edit.bundle) }
    case 'setHostProfile':
      return { ...document, hostProfiles: withNamed(document.hostProfiles, edit.hostProfile) }
    case 'removeHostProfile':
      return removeHostProfile(document, edit.name)
    case 'setCustomization':
      return setCustomization(document, edit.host, edit.answers)
    case 'setMachineIdentity':
      return setMachineIdentity(document, edit)
    case 'setDeployOptions':
      return { ...document, deployOptions: edit.options }
    case 'importState':
      for (const bundle of edit.state.scriptBundles) checkBundle(bundle)
      return withState(document, edit.state)
    default:
      return assertNever(edit)
  }
}

/** The edit in a few words, as the undo list shows it. */
export const summarizeDeployEdit = (edit: DeployEdit): string => {
  switch (edit.kind) {
    case 'addProxy':
      return `Added the proxy ${edit.address}`
    case 'moveProxy':
      return `Moved the proxy ${edit.id} to place ${edit.to + 1}`
    case 'removeProxy':
      return `Removed the proxy ${edit.id}`
    case 'setScriptBundle':
      return `Set the script bundle "${edit.bundle.name}"`
    case 'setHostProfile':
      return `Set the host profile "${edit.hostProfile.name}"`
    case 'removeHostProfile':
      return `Removed the host profile "${edit.name}"`
    case 'setCustomization':
      return edit.answers === undefined
        ? `Removed the answers of ${edit.host}`
        : `Set the answers of ${edit.host}`
    case 'setMachineIdentity':
      return `Gave ${edit.host} the identity ${edit.identifier}`
    case 'setDeployOptions':
      return 'Set the options of Auto Deploy'
    case 'importState':
      return 'Imported the state of Auto Deploy'
    default:
      return assertNever(edit)
  }
}
