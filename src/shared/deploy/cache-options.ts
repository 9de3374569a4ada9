import type { HostProfile } from '../document/schema.ts'

/** The mode as the vendor's screens word it; the last one is not documented word by word. */
export const cacheOptionTexts: Readonly<Record<HostProfile['systemImageCache'], string>> = {
  none: '—',
  statelessCaching: 'Enable stateless caching on the host',
  statelessCachingUsb: 'Enable stateless caching to a USB disk on the host',
  statefulInstall: 'Enable stateful installs on the host',
  statefulInstallUsb: 'Enable stateful installs to a USB disk on the host',
}

/** The fields below it. The USB modes have no VMFS switch. */
export const cacheFieldTexts = {
  title: 'System Image Cache Configuration',
  firstDisk: 'Arguments for first disk',
  overwriteVmfs: 'Check to overwrite any VMFS volumes on the selected disk',
  ignoreSsd: 'Check to ignore any SSD devices connected to the host',
} as const

/** What the search order is when a profile says none. */
export const usualFirstDisk = 'localesx,local'
