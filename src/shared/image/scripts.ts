import type { HostAttributes } from '../facts/common.ts'
import { bootConfigUrl, firstOf } from './proxies.ts'
import type { ProxyServer } from '../document/index.ts'
import type { ImageFile, ImageProfile } from '../document/schema.ts'

/**
 * The iPXE scripts of the boot conversation. They keep to commands that every iPXE since 2013 has.
 * A command that fails ends its script with an error, so iPXE returns to firmware, and firmware goes
 * on to the next boot device. (A script that ended well would make UEFI stop at its boot menu.)
 */

const script = (...lines: readonly string[]): string =>
  ['#!ipxe', ...lines].map((line) => `${line}\n`).join('')

/** Text that iPXE prints as it is: no settings, no command separators, no quotes, one line. */
const plain = (text: string): string =>
  text.replaceAll(/[^A-Za-z0-9 .,:_/()+@-]/g, '?').slice(0, 200)

const say = (text: string): string => (text === '' ? 'echo' : `echo ${plain(text)}`)

/** The `tramp` that TFTP serves: the only place where the waiter's address is written. */
export const tftpTramp = ({ waiterUrl }: { readonly waiterUrl: string }): string =>
  script(`chain ${waiterUrl}/vmw/rbd/tramp`)

/** The waiter's own `tramp`: the host introduces itself with what iPXE knows of it. */
export const waiterTramp = ({ waiterUrl }: { readonly waiterUrl: string }): string => {
  const query = registerSettings
    .map(([attribute, setting]) => `${attribute}=\${${setting}}`)
    .join('&')
  return script(`chain ${waiterUrl}/vmw/rbd/host-register?${query}`)
}

/**
 * iPXE's setting behind each rule attribute. OEM strings are structure 11 of the SMBIOS table, string 1,
 * 2 and so on; one that is not there is empty.
 */
const registerSettings = [
  ['mac', 'mac'],
  ['uuid', 'uuid'],
  ['vendor', 'manufacturer:uristring'],
  ['model', 'product:uristring'],
  ['serial', 'serial:uristring'],
  ['asset', 'asset:uristring'],
  ['oemstring', 'smbios/11.0.1:uristring'],
  ['oemstring', 'smbios/11.0.2:uristring'],
  ['oemstring', 'smbios/11.0.3:uristring'],
  ['hostname', 'hostname:uristring'],
  ['domain', 'domain:uristring'],
  ['ipv4', 'ip'],
  ['platform', 'platform'],
] as const

/** Where the waiter serves a file by its digest. */
export const cacheUrl = (waiterUrl: string, file: { sha256: string; name: string }): string =>
  `${waiterUrl}/vmw/cache/${file.sha256}/${file.name}`

/**
 * The answer to a host that gets an `esxi` image: mboot, which then reads the host's boot.cfg. The proxy
 * that gives mboot is the one its boot.cfg leads to; when none does, the server itself does both.
 */
export const mbootScript = ({
  waiterUrl,
  host,
  imageProfile,
  loader,
  proxies = [],
}: {
  readonly waiterUrl: string
  readonly host: string
  readonly imageProfile: string
  readonly loader: ImageFile
  /** In the order in which this host tries them. */
  readonly proxies?: readonly ProxyServer[]
}): string => {
  const ways = proxies.map(
    (proxy) =>
      `kernel ${cacheUrl(proxy.address, loader)} -c ${bootConfigUrl(waiterUrl, host, proxy)}`,
  )
  const own = `kernel ${waiterUrl}/vmw/rbd/host/${host}/${loader.name} -c ${bootConfigUrl(waiterUrl, host)}`
  return script(say(`Host ${host}: image profile ${imageProfile}`), firstOf([...ways, own]), 'boot')
}

/**
 * The answer to a host that gets a `linux` image. A UEFI kernel finds its initrd by name, so each is
 * also named on the command line; BIOS kernels ignore that.
 */
export const linuxScript = ({
  waiterUrl,
  host,
  imageProfile,
  proxies = [],
}: {
  readonly waiterUrl: string
  readonly host: string
  readonly imageProfile: ImageProfile
  /** In the order in which this host tries them. */
  readonly proxies?: readonly ProxyServer[]
}): string => {
  const { kernel, modules, kernelOptions, name } = imageProfile
  const options = [...modules.map((module) => `initrd=${module.name}`), kernelOptions]
  const given = options.filter((word) => word !== '')
  const bases = [...proxies.map(({ address }) => address), waiterUrl]
  const fetch = (command: string, file: ImageFile, rest: readonly string[]): string =>
    firstOf(bases.map((base) => [command, cacheUrl(base, file), ...rest].join(' ')))
  return script(
    say(`Host ${host}: image profile ${name}`),
    fetch('kernel', kernel, given),
    ...modules.map((module) => fetch('initrd', module, [])),
    'boot',
  )
}

/** The answer to a host that is to boot from its own disk this once: it fails, and firmware goes on to the next device. */
export const ownDiskScript = ({ host }: { readonly host: string }): string =>
  script(say(`Host ${host}: from its own disk, this boot alone`), 'exit 1')

/** Why a host that registered gets no image. */
export type NoImageCause = 'noMatchingRule' | 'noImageAssociated' | 'imageMissing'

/** Seconds the no-image screen stays up before the host restarts, when the lab says nothing else. */
export const noImageWait = 300

/**
 * The screen of a host without an image: text, attributes, a wait of five minutes, a restart. It is an
 * answer, not a failure: firmware does not go on to the disk.
 */
export const noImageScript = ({
  cause,
  attributes,
  wait = noImageWait,
}: {
  readonly cause: NoImageCause
  readonly attributes: HostAttributes
  /** Seconds. */
  readonly wait?: number
}): string =>
  script(
    say('This host is attempting to network-boot using VMware'),
    say('AutoDeploy. However, there is no ESXi image associated with this host.'),
    ...details[cause].map(say),
    say(''),
    ...attributeLines(attributes).map(say),
    `sleep ${wait}`,
    'reboot',
  )

/** The first two are the documented texts; the third is our own. */
const details: Record<NoImageCause, readonly string[]> = {
  noMatchingRule: [
    'Details: No rules containing an Image Profile match this',
    'host. You can create a rule with the New-DeployRule PowerCLI cmdlet',
    'and add it to the rule set with Add-DeployRule or Set-DeployRuleSet.',
    'The rule should have a pattern that matches one or more of the attributes',
    'listed below.',
  ],
  noImageAssociated: [
    'Details: This host has been added to VC, but no Image Profile',
    'is associated with it. You can use Apply-ESXImageProfile in the PowerCLI to',
    'associate an Image Profile with this host. Alternatively, you can reevaluate the',
    'rules for this host with the Test-DeployRuleSetCompliance and',
    'Repair-DeployRuleSetCompliance cmdlets.',
  ],
  imageMissing: [
    'Details: An Image Profile is associated with this host, but files of it',
    'are missing in the image store. Import the image again.',
  ],
}

const attributeLines = (attributes: HostAttributes): readonly string[] =>
  Object.entries(attributes)
    .flatMap(([name, value]) =>
      Array.isArray(value) ? value.map((v) => [name, v]) : [[name, value]],
    )
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `. ${name}: ${value}`)
