import type { Fact, Recorded } from '../facts/index.ts'
import { firmwareOf } from './sighting.ts'
import type { HostView } from './view.ts'

/** Fields of a view that a fact sets. A key that is undefined is taken away. */
export type Patch = { readonly [Key in keyof HostView]?: HostView[Key] | undefined }

const addressing = (view: HostView, fact: Fact): Patch | undefined => {
  switch (fact.type) {
    case 'dhcp.discovered':
      return { mac: fact.mac, firmware: view.firmware ?? firmwareOf(fact.arch) }
    case 'dhcp.acknowledged':
      return { mac: fact.mac, address: fact.address }
    case 'firmware.addressed':
    case 'ipxe.addressed':
    case 'esxi.addressed':
      return { address: fact.address }
    case 'dhcp.released':
      return { address: undefined }
    default:
      return undefined
  }
}

const deciding = (_view: HostView, fact: Fact): Patch | undefined => {
  switch (fact.type) {
    case 'waiter.hostRegistered':
      return { attributes: fact.attributes }
    case 'rules.decided':
      return { association: fact.association, rules: fact.rules }
    case 'rules.noMatch':
      return { association: undefined, rules: undefined, attributes: fact.attributes }
    case 'waiter.imageAssigned':
      return {
        imageProfile: fact.imageProfile,
        progress: { done: 0, of: fact.files, bytes: 0 },
        system: undefined,
      }
    case 'waiter.bootConfigServed':
      return { system: 'esxi' }
    default:
      return undefined
  }
}

const loading = (view: HostView, fact: Fact): Patch | undefined => {
  const bytes = view.progress?.bytes ?? 0
  switch (fact.type) {
    case 'mboot.configReceived':
      return {
        imageProfile: fact.imageProfile,
        progress: { done: 0, of: fact.modules, bytes: 0 },
      }
    case 'mboot.moduleReceived':
      return { progress: { done: fact.position, of: fact.of, bytes: bytes + fact.bytes } }
    case 'waiter.fileServed':
      return view.witness === 'host' || fact.position === undefined || fact.of === undefined
        ? undefined
        : { progress: { done: fact.position, of: fact.of, bytes: bytes + fact.bytes } }
    case 'waiter.imageServed':
      return view.witness === 'host'
        ? undefined
        : { progress: undefined, source: 'network', system: view.system ?? 'linux' }
    case 'kernel.started':
      return { source: fact.source, imageProfile: fact.imageProfile, progress: undefined }
    case 'waiter.hostReported':
      return { source: fact.bootSource }
    default:
      return undefined
  }
}

const caching = (_view: HostView, fact: Fact, at: number): Patch | undefined => {
  switch (fact.type) {
    case 'disk.cacheWritten':
      return { cache: { imageProfile: fact.imageProfile, digest: fact.digest, writtenAt: at } }
    case 'disk.imageVerified':
      return {
        cache: {
          imageProfile: fact.imageProfile,
          digest: fact.digest,
          writtenAt: fact.writtenAt,
        },
      }
    case 'disk.imageRejected':
      return fact.cause === 'empty' ? { cache: undefined } : undefined
    default:
      return undefined
  }
}

const managing = (view: HostView, fact: Fact): Patch | undefined => {
  switch (fact.type) {
    case 'vcenter.hostAdded':
      return { cluster: fact.cluster }
    case 'vcenter.hostConnected':
      return {
        cluster: fact.cluster,
        bootedFromCache: fact.bootedFromStatelessCache,
        source: view.source ?? (fact.bootedFromStatelessCache ? 'cache' : 'network'),
      }
    case 'vcenter.bootedFromCache':
      return { bootedFromCache: true }
    case 'vcenter.cacheFlagCleared':
      return { bootedFromCache: false }
    case 'vcenter.maintenanceEntered':
      return { maintenance: true }
    case 'vcenter.maintenanceExited':
      return { maintenance: false }
    case 'vcenter.complianceChecked':
      return { complianceFailures: fact.failures }
    case 'vcenter.vmPlaced':
      return { virtualMachines: [...view.virtualMachines.filter((vm) => vm !== fact.vm), fact.vm] }
    case 'vcenter.vmLeft':
      return { virtualMachines: view.virtualMachines.filter((vm) => vm !== fact.vm) }
    default:
      return undefined
  }
}

/** What a fact says of a host beside where its chart stands. */
export const detailsOf = (view: HostView, { fact, at }: Recorded): Patch =>
  addressing(view, fact) ??
  deciding(view, fact) ??
  loading(view, fact) ??
  caching(view, fact, at) ??
  managing(view, fact) ??
  {}
