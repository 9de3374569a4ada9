import type { HostId } from '../base/index.ts'
import type { Fact, FactOf } from '../facts/index.ts'
import type { HostView } from './view.ts'

/** Which program of a machine sent a DHCPDISCOVER. */
export type DhcpSpeaker = 'firmware' | 'ipxe' | 'system'

/**
 * Firmware and iPXE name their architecture (option 93, RFC 4578 2.1), an operating system does not;
 * iPXE adds its user class (option 77), as gPXE did before it.
 */
export const dhcpSpeaker = (fact: FactOf<'dhcp.discovered'>): DhcpSpeaker => {
  if (/[ig]PXE/.test(fact.userClass ?? '')) return 'ipxe'
  if (fact.arch !== undefined || fact.vendorClass?.startsWith('PXEClient')) return 'firmware'
  return 'system'
}

type AddressTold = { readonly host: HostId; readonly mac: string; readonly address: string }

/** The address that a host has by DHCP: from us or, in proxy mode, from another server. */
export const addressTold = (fact: Fact): AddressTold | undefined => {
  switch (fact.type) {
    case 'dhcp.acknowledged':
    case 'dhcp.addressedElsewhere':
    case 'dhcp.proxyAcknowledged': {
      const { host, mac, address } = fact
      // Who asks a boot server may have none yet.
      return address === '0.0.0.0' ? undefined : { host, mac, address }
    }
    default:
      return undefined
  }
}

/** What a file on the TFTP server is to a booting machine: a loader program or the iPXE script. */
export const bootFileKind = (name: string): 'loader' | 'script' =>
  /(^|\/)tramp([.-][^/]*)?$/.test(name) ? 'script' : 'loader'

/** The file behind the URL that UEFI HTTP Boot is told; undefined for a name that TFTP is asked for. */
export const httpLoaderOf = (bootFile: string): string | undefined =>
  URL.parse(bootFile)?.pathname.split('/').at(-1)

/** Who serves the loader and the scripts to this host: with UEFI HTTP Boot the waiter does what TFTP does for others. */
export const serving = <Component extends string>(
  { httpLoader }: HostView,
  components: readonly Component[],
): readonly (Component | 'waiter')[] =>
  httpLoader === undefined
    ? components
    : components.map((component) => (component === 'tftp' ? 'waiter' : component))

/** Whether a file is of the image itself, and not what comes beside it. */
export const isOfImage = ({
  position,
}: FactOf<'waiter.fileServed' | 'waiter.fileUnderWay'>): boolean => position !== undefined

/** Firmware kind from option 93; undefined for an architecture the lab does not know. */
export const firmwareOf = (arch: number | undefined): 'bios' | 'uefi' | undefined => {
  if (arch === undefined) return undefined
  return arch === 0 ? 'bios' : 'uefi'
}
