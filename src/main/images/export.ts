import { createWriteStream } from 'node:fs'
import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { Readable } from 'node:stream'
import { LabError } from '../../shared/base/index.ts'
import type { ImageFile, ImageProfile } from '../../shared/document/schema.ts'
import { folderBootConfig, mediumFiles } from '../../shared/image/index.ts'
import { isThere } from '../files.ts'
import { asideOf } from './aside.ts'
import { owned } from './lend.ts'
import { notWritten } from './not-written.ts'
import type { ImageStore } from './store.ts'

/**
 * Writes an image into a folder in the form of an installer's medium: boot.cfg, loaders, kernel, modules.
 * `importFolder` reads it back. The folder must not be there yet; it appears whole or not at all.
 * `LabError` `image.exists`, `image.not-written`, and those of the store.
 */
export const exportFolder = async ({
  store,
  profile,
  folder,
  signal,
}: {
  readonly store: ImageStore
  readonly profile: ImageProfile
  readonly folder: string
  readonly signal?: AbortSignal | undefined
}): Promise<void> => {
  const target = resolve(folder)
  // Said before gigabytes are copied for nothing.
  if (await isThere(target)) throw exists(target)
  // With the rights that any new folder has: a web server is to read it.
  const aside = asideOf(target)
  try {
    await mkdir(aside, { recursive: true })
    const files = new Map<string, ImageFile>()
    for (const { path, file } of mediumFiles(profile)) files.set(path, file)
    if (profile.loader !== undefined) files.set('mboot.c32', profile.loader)
    if (profile.uefiLoader !== undefined) files.set('efi/boot/bootx64.efi', profile.uefiLoader)
    for (const [path, file] of files) {
      signal?.throwIfAborted()
      await copyOut(store, file, join(aside, path), signal)
    }
    await writeFile(join(aside, 'boot.cfg'), folderBootConfig(profile))
    await rename(aside, target).catch(async (error: unknown) => {
      // Somebody may have put something there meanwhile.
      throw (await isThere(target)) ? exists(target, error) : error
    })
  } catch (error) {
    // What went wrong before is what counts.
    await rm(aside, { recursive: true, force: true }).catch(() => undefined)
    throw notWritten(target, error)
  }
}

const exists = (path: string, cause?: unknown): LabError =>
  new LabError('image.exists', `${path} is there already.`, { path }, cause)

const copyOut = async (
  store: ImageStore,
  { sha256 }: ImageFile,
  path: string,
  signal: AbortSignal | undefined,
): Promise<void> => {
  await mkdir(dirname(path), { recursive: true })
  const blob = await store.open(sha256)
  try {
    await pipeline(Readable.from(owned(blob.pieces())), createWriteStream(path, { flush: true }), {
      signal,
    })
  } finally {
    await blob.close()
  }
}
