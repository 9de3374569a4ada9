import type { Fact, FactOf, Recorded } from '../facts/index.ts'
import { addressTold, bootFileKind, firmwareOf, httpLoaderOf } from './sighting.ts'
import type { HostView } from './view.ts'

/** Fields of a view that a fact sets. A key that is undefined is taken away. */
export type Patch = { readonly [Key in keyof HostView]?: HostView[Key] | undefined }

/** What iPXE is told by its own ACK is no loader. */
const loaderAfter = ({ state, httpLoader }: HostView, bootFile: string): string | undefined =>
  state === 'network.loader' ? httpLoaderOf(bootFile) : httpLoader

const addressing = (view: HostView, fact: Fact): Patch | undefined => {
  switch (fact.type) {
    case 'dhcp.discovered':
      return { mac: fact.mac, firmware: view.firmware ?? firmwareOf(fact.arch) }
    case 'dhcp.acknowledged':
      return {
        ...{ mac: fact.mac, address: fact.address, addressedElsewhere: undefined },
        httpLoader: loaderAfter(view, fact.bootFile),
      }
    case 'dhcp.proxyOffered':
      return view.state === 'network.dhcp' ? { httpLoader: httpLoaderOf(fact.bootFile) } : undefined
    case 'dhcp.addressedElsewhere':
    case 'dhcp.proxyAcknowledged': {
      const told = addressTold(fact)
      return told && { mac: told.mac, address: told.address, addressedElsewhere: true }
    }
    case 'firmware.addressed':
    case 'ipxe.addressed':
    case 'esxi.addressed':
      return { address: fact.address }
    case 'dhcp.released':
    case 'esxi.addressLost':
      return { address: undefined }
    default:
      return undefined
  }
}

const deciding = (_view: HostView, fact: Fact, at: number): Patch | undefined => {
  switch (fact.type) {
    case 'waiter.hostRegistered':
      return { attributes: fact.attributes }
    case 'rules.decided':
      return { association: fact.association, rules: fact.rules }
    case 'rules.noMatch':
      return { association: undefined, rules: undefined, attributes: fact.attributes }
    case 'rules.nextBootChosen':
      return { nextBoot: fact.choice }
    case 'rules.nextBootTakenBack':
      return { nextBoot: undefined }
    case 'waiter.nextBootUsed':
      return { nextBoot: undefined, once: fact.choice }
    case 'rules.associationStored':
      return { stored: fact.association }
    case 'waiter.noImage':
      return { noImage: fact.cause }
    case 'waiter.imageAssigned':
      return {
        imageProfile: fact.imageProfile,
        progress: {
          ...{ done: 0, of: fact.files, bytes: 0, reached: 0 },
          ...{ size: fact.size, startedAt: at },
        },
        system: undefined,
      }
    case 'waiter.bootConfigServed':
      return { system: 'esxi', exitsAfter: fact.exitsAfter }
    default:
      return undefined
  }
}

const loaderAt = (fact: FactOf<'tftp.underWay'>, at: number): Patch | undefined => {
  const { transfer, file, bytes, size, rate } = fact
  return bootFileKind(file) === 'loader'
    ? { loader: { transfer, bytes, size, rate, at } }
    : undefined
}

const receiving = (view: HostView, fact: Fact, at: number): Patch | undefined => {
  switch (fact.type) {
    case 'tftp.underWay':
      return loaderAt(fact, at)
    case 'tftp.sent':
    case 'tftp.failed':
      return view.loader?.transfer === fact.transfer ? { loader: undefined } : undefined
    default:
      return undefined
  }
}

type Progress = NonNullable<HostView['progress']>

type OneFile = Pick<FactOf<'mboot.moduleReceived'>, 'position' | 'of' | 'bytes'>

/** One more file of the image; `bytes` are its own. One without a position came beside the image. */
const oneMore = (view: HostView, fact: OneFile): Patch | undefined => {
  if (fact.position === undefined || fact.of === undefined) return undefined
  const { bytes: before = 0, reached = 0, size, startedAt } = view.progress ?? {}
  const bytes = before + fact.bytes
  return {
    progress: {
      done: fact.position,
      of: fact.of,
      bytes,
      reached: Math.max(reached, bytes),
      ...(size !== undefined && { size }),
      ...(startedAt !== undefined && { startedAt }),
    },
  }
}

const withPartial = (progress: Progress, partial: NonNullable<Progress['partial']>): Progress => ({
  ...progress,
  reached: Math.max(progress.reached, progress.bytes + partial.bytes),
  partial,
})

/** Part of a file of the image; one that came beside the image tells of no progress. */
const underWay = (
  { progress }: HostView,
  { position, file, bytes }: FactOf<'waiter.fileUnderWay'>,
  at: number,
): Patch | undefined =>
  progress && position !== undefined
    ? { progress: withPartial(progress, { file, bytes, at, cut: false }) }
    : undefined

const cut = (
  { state, progress }: HostView,
  { file, bytes, cause, earlierBoot }: FactOf<'waiter.fileCut'>,
  at: number,
): Patch | undefined => {
  if (progress === undefined || state !== 'network.image' || earlierBoot) return undefined
  // One that took nothing any more is given up long after its last byte.
  const moved = cause === 'timeout' ? (progress.partial?.at ?? at) : at
  return { progress: withPartial(progress, { file, bytes, at: moved, cut: true }) }
}

/** A system that no DHCP server answered has no address, whatever the boot before had; one from the cache proves its copy. */
const cameUp = (
  { cache }: HostView,
  { source, address }: FactOf<'esxi.up'>,
  at: number,
): Patch => ({
  ...(address === '' && { address: undefined }),
  ...(source === 'cache' && cache !== undefined && { cache: { ...cache, provenAt: at } }),
})

const loading = (view: HostView, fact: Fact, at: number): Patch | undefined => {
  switch (fact.type) {
    case 'mboot.configReceived':
      return {
        imageProfile: fact.imageProfile,
        progress: {
          ...{ startedAt: at, reached: 0, ...view.progress },
          ...{ done: 0, of: fact.modules, bytes: 0 },
        },
      }
    case 'mboot.moduleReceived':
      return oneMore(view, fact)
    case 'waiter.fileServed':
      return view.witness === 'host' ? undefined : oneMore(view, fact)
    case 'waiter.fileUnderWay':
      return underWay(view, fact, at)
    case 'waiter.fileCut':
      return cut(view, fact, at)
    case 'waiter.imageServed':
      return view.witness === 'host'
        ? undefined
        : { progress: undefined, source: 'network', system: view.system ?? 'linux' }
    case 'kernel.started':
      return { source: fact.source, imageProfile: fact.imageProfile, progress: undefined }
    case 'esxi.up':
      return cameUp(view, fact, at)
    case 'waiter.hostReported':
      return { source: fact.bootSource }
    default:
      return undefined
  }
}

type Cache = NonNullable<HostView['cache']>

const written = (fact: FactOf<'disk.cacheWritten'>, at: number): Cache => {
  const { imageProfile, digest, bytes, hostProfile, writtenAt = at } = fact
  const cache = { imageProfile, digest, bytes, writtenAt }
  return hostProfile === undefined ? cache : { ...cache, hostProfile }
}

const verified = (view: HostView, fact: FactOf<'disk.imageVerified'>, at: number): Cache => {
  const { imageProfile, digest, bytes, writtenAt } = fact
  const { hostProfile, provenAt } = view.cache?.writtenAt === writtenAt ? view.cache : {}
  return {
    imageProfile,
    digest,
    bytes,
    writtenAt,
    verifiedAt: at,
    condition: 'whole',
    ...(hostProfile !== undefined && { hostProfile }),
    ...(provenAt !== undefined && { provenAt }),
  }
}

const nothingOnDisk: Patch = { cache: undefined, installed: undefined }

const rejected = (view: HostView, fact: FactOf<'disk.imageRejected'>): Patch | undefined => {
  if (fact.cause === 'unplugged') return undefined
  if (fact.cause !== 'corrupt') return nothingOnDisk
  return view.cache === undefined
    ? nothingOnDisk
    : { cache: { ...view.cache, condition: 'damaged' } }
}

const caching = (view: HostView, fact: Fact, at: number): Patch | undefined => {
  switch (fact.type) {
    case 'disk.cacheWritten':
      return { cache: written(fact, at), installed: undefined }
    case 'disk.imageInstalled':
      return { cache: undefined, installed: fact.imageProfile }
    case 'disk.imageVerified':
      return view.installed === undefined ? { cache: verified(view, fact, at) } : undefined
    case 'disk.imageRejected':
      return rejected(view, fact)
    default:
      return undefined
  }
}

const parts = (_view: HostView, fact: Fact): Patch | undefined => {
  switch (fact.type) {
    case 'host.partUnplugged':
      return fact.part === 'uplink' ? { link: 'down' } : { disk: 'out' }
    case 'host.partPluggedIn':
      return fact.part === 'uplink' ? { link: 'up' } : { disk: 'in' }
    case 'host.diskTampered':
      return fact.how === 'erased' ? nothingOnDisk : undefined
    default:
      return undefined
  }
}

const managing = (view: HostView, fact: Fact, at: number): Patch | undefined => {
  switch (fact.type) {
    case 'vcenter.hostAdded':
      return { cluster: fact.cluster, stored: view.stored ?? view.association }
    case 'vcenter.hostRemoved':
      return { cluster: undefined, stored: undefined, virtualMachines: [], maintenance: false }
    case 'vcenter.hostMoved':
      return { cluster: fact.cluster, stored: { ...view.stored, cluster: fact.cluster } }
    case 'waiter.certificateStored':
      return { certificate: { serial: fact.serial, storedAt: at } }
    case 'waiter.certificateRemoved':
      return { certificate: undefined }
    case 'vcenter.profileApplied':
      return { hostProfile: fact.hostProfile }
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
      return {
        complianceFailures: fact.failures,
        ...(fact.configuration && { configuration: fact.configuration }),
      }
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
  deciding(view, fact, at) ??
  receiving(view, fact, at) ??
  loading(view, fact, at) ??
  caching(view, fact, at) ??
  parts(view, fact) ??
  managing(view, fact, at) ??
  {}
