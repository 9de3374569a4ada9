import { basename, join } from 'node:path'
import type { ImageProfile } from '../../shared/document/schema.ts'
import { createIngest, fileOnDisk } from './ingest.ts'
import { openLedger } from './ledger.ts'
import type { ImportTask } from './progress.ts'
import { wholeProfile } from './whole-profile.ts'

/**
 * Stores a Linux kernel with its initrd as an image profile. `kernel` and `initrd` are paths. `LabError`
 * `image.unreadable` or `image.name-invalid`, and those of the store; nothing refers to what was stored
 * until the caller keeps the profile.
 */
export const importKernelInitrd = async ({
  store,
  kernel,
  initrd,
  commandLine,
  name,
  signal,
  onProgress,
}: ImportTask & {
  readonly kernel: string
  readonly initrd: string
  readonly commandLine: string
  readonly name: string
}): Promise<ImageProfile> => {
  const files = await Promise.all([kernel, initrd].map(fileOnDisk))
  const total = files.reduce((sum, { size }) => sum + size, 0)
  const ledger = await openLedger(store.dir, kernel, initrd)
  const ingest = createIngest({ store, ledger, total, signal, onProgress })
  const stored = []
  for (const file of files) stored.push(await ingest(file, { name: basename(file.path) }))
  const profile = wholeProfile({
    name,
    kind: 'linux',
    kernel: stored[0],
    kernelOptions: commandLine,
    modules: stored.slice(1),
  })
  await ledger.complete()
  return profile
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
