import { join } from 'node:path'
import { imageProfile, type ImageProfile } from '../../shared/document/schema.ts'
import { ingestFile } from './ingest.ts'
import type { Progress } from './progress.ts'
import type { ImageStore } from './store.ts'

/**
 * Stores a Linux kernel with its initrd as an image profile. `kernel` and `initrd` are paths. Errors
 * as of `ingestFile`; nothing refers to the stored files until the caller keeps the profile.
 */
export const importKernelInitrd = async ({
  store,
  kernel,
  initrd,
  commandLine,
  name,
  signal,
  onProgress,
}: {
  readonly store: ImageStore
  readonly kernel: string
  readonly initrd: string
  readonly commandLine: string
  readonly name: string
  readonly signal?: AbortSignal
  readonly onProgress?: Progress
}): Promise<ImageProfile> => {
  let done = 0
  const ingest = (path: string) =>
    ingestFile({
      store,
      path,
      signal,
      onBytes: (count) => onProgress?.({ file: path, done: (done += count) }),
    })
  return imageProfile.parse({
    name,
    kind: 'linux',
    kernel: await ingest(kernel),
    kernelOptions: commandLine,
    modules: [await ingest(initrd)],
  })
}

/**
 * Where Debian's package `debian-installer-12-netboot-amd64` puts its kernel and initrd, and a command
 * line that shows the kernel on the screen and on the first serial port.
 */
export const debianNetboot = (root = '/usr/lib/debian-installer/images/12/amd64/text') => {
  const folder = join(root, 'debian-installer', 'amd64')
  return {
    name: 'Debian-12-netboot',
    kernel: join(folder, 'linux'),
    initrd: join(folder, 'initrd.gz'),
    commandLine: 'console=tty0 console=ttyS0,115200n8',
  }
}
