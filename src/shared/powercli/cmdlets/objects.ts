import { assertNever } from '../../base/index.ts'
import type { ScriptBundle } from '../../document/index.ts'
import type { ImageProfile, LabDocument, Rule, RuleItem } from '../../document/schema.ts'
import { acceptanceNames, type AcceptanceLevel, type Software } from '../../image/index.ts'
import type { ConsoleHost } from '../lab.ts'
import { object, type LabObject, type Value } from '../run/values.ts'

/** The lab's things as objects of the console. */

/** A package of a depot or an image. */
type About = {
  readonly id: string
  readonly name: string
  readonly version: string
  readonly vendor: string
  readonly released: string
  readonly acceptanceLevel: AcceptanceLevel
}

export const packageObject = (one: About, depot = ''): LabObject =>
  object('EsxSoftwarePackage', {
    Name: one.name,
    Version: one.version,
    Vendor: one.vendor,
    ReleaseDate: one.released,
    AcceptanceLevel: acceptanceNames[one.acceptanceLevel],
    Guid: one.id,
    Depot: depot,
  })

/** `software`: what it was made of; an image that was not made of packages has no level and no dates. */
export const imageObject = (image: ImageProfile, software?: Software): LabObject =>
  object('EsxImageProfile', {
    Name: image.name,
    Vendor: image.vendor,
    Version: image.version,
    Kind: image.kind,
    Packages: image.modules.length,
    AcceptanceLevel: software === undefined ? '' : acceptanceNames[software.acceptanceLevel],
    CreationTime: software?.created ?? '',
    ModifiedTime: software?.modified ?? '',
    VibList: (software?.packages ?? []).map((one) => packageObject(one)),
  })

type Cluster = LabDocument['clusters'][number]

export const clusterObject = ({ name, hostProfile, image }: Cluster): LabObject =>
  object('Cluster', { Name: name, HostProfile: hostProfile ?? '', Image: image ?? '' })

export const folderObject = (name: string): LabObject =>
  object('Folder', { Name: name, Type: 'HostAndCluster' })

export const datacenterObject = (name: string): LabObject => object('Datacenter', { Name: name })

export const hostProfileObject = (profile: LabDocument['hostProfiles'][number]): LabObject =>
  object('VMHostProfile', {
    Name: profile.name,
    SystemImageCache: profile.systemImageCache,
    Ntp: profile.settings.ntp,
    Dns: profile.settings.dns,
    Syslog: profile.settings.syslog,
  })

export const scriptBundleObject = ({ name, scripts = [] }: ScriptBundle): LabObject =>
  object('ScriptBundle', { Name: name, Scripts: scripts.map((script) => script.name) })

/** What a rule gives; a thing the lab no longer has is still an object with its name. */
export const itemObject = (document: LabDocument, item: RuleItem): LabObject => {
  const named = <T extends { readonly name: string }>(list: readonly T[]): T | undefined =>
    list.find(({ name }) => name === item.name)
  switch (item.kind) {
    case 'imageProfile': {
      const image = named(document.imageProfiles)
      return image === undefined
        ? object('EsxImageProfile', { Name: item.name })
        : imageObject(image)
    }
    case 'hostProfile': {
      const profile = named(document.hostProfiles)
      return profile === undefined
        ? object('VMHostProfile', { Name: item.name })
        : hostProfileObject(profile)
    }
    case 'cluster':
      return clusterObject(named(document.clusters) ?? { name: item.name })
    case 'folder':
      return folderObject(item.name)
    case 'datacenter':
      return datacenterObject(item.name)
    case 'scriptBundle':
      return scriptBundleObject(named(document.scriptBundles) ?? { name: item.name })
    default:
      return assertNever(item)
  }
}

const pxeImages = ({ items }: Rule): readonly string[] =>
  items.flatMap((item) => (item.kind === 'cluster' && item.pxeImage ? [item.pxeImage] : []))

export const ruleObject = (document: LabDocument, rule: Rule): LabObject => {
  const { working, active } = document.rules
  const [pxeImage] = pxeImages(rule)
  return object('DeployRule', {
    Name: rule.name,
    PatternList: rule.patterns,
    ItemList: rule.items.map((item) => itemObject(document, item)),
    Editable: ![...working, ...active].includes(rule.name),
    ...(pxeImage === undefined ? {} : { PxeImage: pxeImage }),
  })
}

export const ruleSetObject = (document: LabDocument, set: 'working' | 'active'): LabObject => {
  const rules = document.rules[set].flatMap((name) =>
    document.rules.defined.filter((rule) => rule.name === name),
  )
  return object('DeployRuleSet', { RuleList: rules.map((rule) => ruleObject(document, rule)) })
}

const connections: Readonly<Record<ConsoleHost['connection'], string>> = {
  absent: 'Absent',
  connected: 'Connected',
  disconnected: 'Disconnected',
  notResponding: 'NotResponding',
}
const powers = { on: 'PoweredOn', off: 'PoweredOff', unknown: 'Unknown' } as const

/** The host in the shape of the web services API, as far as scripts ask it: was it booted from its cache? */
const extensionOf = ({ id, connection, maintenance, bootedFromCache }: ConsoleHost): LabObject =>
  object('HostSystem', {
    Name: id,
    Config: object('HostConfigInfo', {
      DeploymentInfo: object('DeploymentInfo', { BootedFromStatelessCache: bootedFromCache }),
    }),
    Runtime: object('HostRuntimeInfo', {
      ConnectionState: connection,
      InMaintenanceMode: maintenance,
    }),
  })

export const hostObject = (host: ConsoleHost): LabObject => {
  const inMaintenance = host.connection === 'connected' && host.maintenance
  const state = inMaintenance ? 'Maintenance' : connections[host.connection]
  return object('VMHost', {
    Name: host.id,
    ConnectionState: state,
    State: state,
    PowerState: powers[host.power],
    Parent: host.cluster === '' ? host.folder : host.cluster,
    Manufacturer: host.attributes.vendor,
    Model: host.attributes.model,
    ImageProfile: host.stored?.association.imageProfile ?? '',
    BootedFromStatelessCache: host.bootedFromCache,
    Compliance: host.compliance,
    ExtensionData: extensionOf(host),
  })
}

/** The attributes of a machine as properties, in the order of the manual. */
export const attributesObject = ({ id, attributes }: ConsoleHost): LabObject => {
  const { vendor, model, serial, asset, oemstring, hostname, domain, ipv4, ipv6, mac, uuid } =
    attributes
  const all: Record<string, Value> = { VMHost: id, vendor, model, serial, asset, oemstring }
  return object('VMHostAttributes', {
    ...all,
    hostname,
    domain,
    ipv4,
    ...(ipv6 === undefined ? {} : { ipv6 }),
    mac,
    uuid,
  })
}
