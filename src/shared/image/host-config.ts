import type { ImageFile, ImageProfile } from '../document/schema.ts'
import { formatBootConfig, formatBootFiles } from './boot-config.ts'

/**
 * The boot.cfg of a host that gets this image: every file by its digest below the waiter's cache.
 * `imageprofile` is a key of our own, which mboot passes over.
 */
export const hostBootConfig = (profile: ImageProfile, waiterUrl: string): string => {
  const place = ({ sha256, name }: ImageFile) => `${sha256}/${name}`
  const modules = profile.modules.map((file) => ({ name: place(file), options: file.options }))
  return formatBootConfig({
    entries: [
      { key: 'title', value: `Loading ${profile.name}` },
      { key: 'timeout', value: '0' },
      { key: 'prefix', value: `${waiterUrl}/vmw/cache` },
      { key: 'kernel', value: place(profile.kernel) },
      { key: 'kernelopt', value: profile.kernelOptions },
      { key: 'modules', value: formatBootFiles(modules) },
      { key: 'imageprofile', value: profile.name },
    ],
  })
}
