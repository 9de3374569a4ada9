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

const mayBeUsed = (disk: Disk, wants: DiskArguments, bytes: number): boolean =>
  disk.sizeMiB * 1024 * 1024 >= bytes &&
  !(disk.vmfs && wants.overwriteVmfs !== true) &&
  !(disk.ssd && wants.ignoreSsd === true)

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
  const usable = disksOf(host).filter((disk) => mayBeUsed(disk, wants, bytes))
  if (isUsb(wants)) return usable.find(({ kind }) => kind === 'usb' || host.disks === undefined)
  const words = (wants.firstDisk ?? usualOrder).split(',').map((word) => word.trim().toLowerCase())
  return words
    .flatMap((word) =>
      word === '' ? [] : [usable.find((disk) => fits(word, disk, holdsEsx(disk)))],
    )
    .find((disk) => disk !== undefined)
}
