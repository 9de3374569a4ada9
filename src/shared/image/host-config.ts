import type { ImageFile, ImageProfile } from '../document/schema.ts'
import {
  formatBootConfig,
  formatBootFiles,
  type BootConfig,
  type BootEntry,
} from './boot-config.ts'
import { bootOrderOf } from './manifest.ts'

/** Keys of boot.cfg that the image profile and the waiter decide. */
const ownKeys: ReadonlySet<string> = new Set([
  'title',
  'timeout',
  'prefix',
  'kernel',
  'kernelopt',
  'modules',
  'build',
  'imageprofile',
  'imageversion',
  'certificate',
])

/** Keys that name further files of the medium, which an image profile does not hold. */
const notHeld: ReadonlySet<string> = new Set(['acpitables'])

/** What an image profile keeps of its medium's boot.cfg: nothing when all its keys are ours. */
export const keptEntries = ({ entries }: BootConfig): readonly BootEntry[] | undefined => {
  const kept = entries.filter(({ key }) => !notHeld.has(key))
  return kept.every(({ key }) => ownKeys.has(key))
    ? undefined
    : kept.map(({ key, value }) => ({ key, value: ownKeys.has(key) ? '' : value }))
}

/** Our lines in the places the medium gave their keys, the others at the end; foreign lines stay. */
const merged = (kept: readonly BootEntry[], own: readonly BootEntry[]): BootConfig => {
  const left = new Map(own.map((entry) => [entry.key, entry]))
  const placed = kept.flatMap((entry) => {
    if (!ownKeys.has(entry.key)) return [entry]
    const mine = left.get(entry.key)
    left.delete(entry.key)
    return mine === undefined ? [] : [mine]
  })
  return { entries: [...placed, ...left.values()] }
}

/**
 * The boot.cfg of a host that gets this image: every file by its digest below the waiter's cache.
 * `imageprofile` is a key of our own, which mboot passes over.
 */
export const hostBootConfig = (profile: ImageProfile, waiterUrl: string): string => {
  const place = ({ sha256, name }: ImageFile) => `${sha256}/${name}`
  const modules = profile.modules.map((file) => ({ name: place(file), options: file.options }))
  const own = [
    { key: 'title', value: `Loading ${profile.name}` },
    { key: 'timeout', value: '0' },
    { key: 'prefix', value: `${waiterUrl}/vmw/cache` },
    { key: 'kernel', value: place(profile.kernel) },
    { key: 'kernelopt', value: profile.kernelOptions },
    { key: 'modules', value: formatBootFiles(modules) },
    { key: 'imageprofile', value: profile.name },
  ]
  return formatBootConfig(merged(profile.bootConfig ?? [], own))
}

/** A file of an image, and where it lies on a medium. */
export type MediumFile = { readonly path: string; readonly file: ImageFile }

/**
 * Kernel and modules in boot order, by their names. Where another file has the name already, a file lies
 * in a folder of its own: names of a medium may differ by their folders alone.
 */
export const mediumFiles = (profile: ImageProfile): readonly MediumFile[] => {
  const holders = new Map([
    ['boot.cfg', ''],
    ['efi', ''],
    ['mboot.c32', profile.loader?.sha256 ?? ''],
  ])
  const pathOf = (file: ImageFile, nth = 1): string => {
    const path = nth === 1 ? file.name : `${nth}/${file.name}`
    const holder = holders.get(path.toLowerCase()) ?? file.sha256
    if (holder !== file.sha256) return pathOf(file, nth + 1)
    holders.set(path.toLowerCase(), holder)
    return path
  }
  return bootOrderOf(profile).map((file) => ({ path: pathOf(file), file }))
}

/** The boot.cfg of an image as a folder: every file below the folder itself. */
export const folderBootConfig = (profile: ImageProfile): string => {
  const { name, version, kernelOptions, bootConfig = [] } = profile
  const [kernel, ...modules] = mediumFiles(profile).map(({ path, file }) => ({
    name: `/${path}`,
    options: file.options,
  }))
  const own = [
    { key: 'title', value: `Loading ${name}` },
    { key: 'prefix', value: '' },
    { key: 'kernel', value: kernel?.name ?? '' },
    { key: 'kernelopt', value: kernelOptions },
    { key: 'modules', value: formatBootFiles(modules) },
    { key: 'build', value: version },
  ]
  return formatBootConfig(merged(bootConfig, own))
}
