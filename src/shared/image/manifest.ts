import type { ImageFile, ImageProfile } from '../document/schema.ts'

/** The files a host loads for this image, in boot order: the kernel, then the modules. */
export const bootOrderOf = (profile: ImageProfile): readonly ImageFile[] => [
  profile.kernel,
  ...profile.modules,
]

/** Every file of the image, the loaders included. */
export const filesOf = (profile: ImageProfile): readonly ImageFile[] =>
  [profile.loader, profile.uefiLoader, ...bootOrderOf(profile)].filter((file) => file !== undefined)

/** The loader of an `esxi` image for a firmware; UEFI can do with the plain one, if there is no other. */
export const loaderFor = (
  { loader, uefiLoader }: ImageProfile,
  firmware: 'bios' | 'uefi',
): ImageFile | undefined => (firmware === 'uefi' ? (uefiLoader ?? loader) : loader)

/** Bytes of the files in boot order. */
export const imageSize = (profile: ImageProfile): number =>
  bootOrderOf(profile).reduce((sum, file) => sum + file.size, 0)

/**
 * The text whose SHA-256 is the image's own digest: one line `<sha256>  <name>` for each file in boot
 * order. Waiter, hosts and vCenter speak of an image by that digest.
 */
export const imageManifest = (files: readonly { name: string; sha256: string }[]): string =>
  files.map(({ name, sha256 }) => `${sha256}  ${name}\n`).join('')
