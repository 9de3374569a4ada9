import { commaList } from '../base/index.ts'
import type { Disk, Host, HostProfile } from '../document/schema.ts'

/** The id of a host's one disk when the document says only its size. */
export const onlyDisk = 'disk0'

/** A host's disks in the controller's order; the one of `diskMiB` when none are listed. */
export const disksOf = ({ disks, diskMiB }: Pick<Host, 'disks' | 'diskMiB'>): readonly Disk[] => {
  if (disks !== undefined) return disks
  if (diskMiB === 0) return []
  const sizeMiB = diskMiB
  return [{ id: onlyDisk, sizeMiB, kind: 'local', model: '', driver: '', ssd: false, vmfs: false }]
}

/** What a host profile says about where an image goes. */
export type DiskArguments = Pick<
  HostProfile,
  'systemImageCache' | 'firstDisk' | 'overwriteVmfs' | 'ignoreSsd'
>

const usualOrder = 'localesx,local'

/** The search order as it counts: one without a word is the usual one. */
const orderOf = ({ firstDisk = '' }: DiskArguments): string =>
  /[^\s,]/.test(firstDisk) ? firstDisk : usualOrder

const isUsb = ({ systemImageCache }: DiskArguments): boolean =>
  systemImageCache === 'statelessCachingUsb' || systemImageCache === 'statefulInstallUsb'

/** One word of `Arguments for first disk`; what is no keyword names a model or a driver. */
const fits = (word: string, disk: Disk, holdsEsx: boolean): boolean => {
  switch (word) {
    case 'local':
      return disk.kind === 'local'
    case 'localesx':
      return disk.kind === 'local' && holdsEsx
    case 'esx':
      return holdsEsx
    case 'remote':
      return disk.kind === 'remote'
    default:
      return disk.model.toLowerCase().includes(word) || disk.driver.toLowerCase() === word
  }
}

const mebi = 1024 * 1024

/**
 * Bytes that have to be free for an image of this version: 1 GiB up to ESXi 6.7, 4 GiB from 7.0. Other
 * systems take what they take.
 */
export const leastSpace = (version: string): number => {
  const major = Number(/^(\d+)\./.exec(version)?.[1] ?? 0)
  if (major >= 7) return 4096 * mebi
  return major >= 5 ? 1024 * mebi : 0
}

const freeOf = (disk: Disk, wants: DiskArguments): number =>
  disk.vmfs && wants.overwriteVmfs === true ? disk.sizeMiB : disk.sizeMiB - (disk.usedMiB ?? 0)

/** Why an image of so many bytes cannot go to the disk; undefined when it can. */
const refusal = (disk: Disk, wants: DiskArguments, bytes: number): string | undefined => {
  if (disk.ssd && wants.ignoreSsd === true) return `${disk.id} is an SSD, and SSDs are ignored`
  if (disk.vmfs && wants.overwriteVmfs !== true)
    return `${disk.id} holds a VMFS volume that may not be overwritten`
  const free = freeOf(disk, wants)
  if (free * mebi >= bytes) return undefined
  return `${disk.id} has ${free} MiB free of the ${Math.ceil(bytes / mebi)} MiB needed`
}

/**
 * The disk an image of so many bytes goes to: the words of the search order in turn, for each the first
 * disk that fits and may be used. USB modes take the first USB disk; a disk of which nothing was said
 * counts as one. Undefined when there is none.
 */
export const chooseDisk = (
  host: Pick<Host, 'disks' | 'diskMiB'>,
  wants: DiskArguments,
  bytes: number,
  holdsEsx: (disk: Disk) => boolean,
): Disk | undefined => {
  const usable = disksOf(host).filter((disk) => refusal(disk, wants, bytes) === undefined)
  if (isUsb(wants)) return usable.find(({ kind }) => kind === 'usb' || host.disks === undefined)
  return commaList(orderOf(wants).toLowerCase())
    .map((word) => usable.find((disk) => fits(word, disk, holdsEsx(disk))))
    .find((disk) => disk !== undefined)
}

/** Why `chooseDisk` found none: one clause for each disk. */
export const noDiskBecause = (
  host: Pick<Host, 'disks' | 'diskMiB'>,
  wants: DiskArguments,
  bytes: number,
): string => {
  const asked = isUsb(wants) ? 'a USB disk' : `"${orderOf(wants)}"`
  return disksOf(host)
    .map((disk) => refusal(disk, wants, bytes) ?? `${disk.id} is not ${asked}`)
    .join('; ')
}
