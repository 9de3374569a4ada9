import type { ImageFile, ImageProfile } from '../document/schema.ts'
import {
  formatBootConfig,
  formatBootFiles,
  type BootConfig,
  type BootEntry,
} from './boot-config.ts'

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
 * `imageprofile` and `certificate`, the address of the host's own, are keys of our own, which mboot
 * passes over.
 */
export const hostBootConfig = (
  profile: ImageProfile,
  waiterUrl: string,
  certificate?: string,
): string => {
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
    ...(certificate === undefined ? [] : [{ key: 'certificate', value: certificate }]),
  ]
  return formatBootConfig(merged(profile.bootConfig ?? [], own))
}

/** The boot.cfg of an image as a folder: files by their names, below the folder itself. */
export const folderBootConfig = (profile: ImageProfile): string => {
  const { name, version, kernel, kernelOptions, modules, bootConfig = [] } = profile
  const named = modules.map((file) => ({ ...file, name: `/${file.name}` }))
  const own = [
    { key: 'title', value: `Loading ${name}` },
    { key: 'prefix', value: '' },
    { key: 'kernel', value: `/${kernel.name}` },
    { key: 'kernelopt', value: kernelOptions },
    { key: 'modules', value: formatBootFiles(named) },
    { key: 'build', value: version },
  ]
  return formatBootConfig(merged(bootConfig, own))
}
