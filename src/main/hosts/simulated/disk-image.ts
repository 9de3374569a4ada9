import { createHash } from 'node:crypto'
import { mkdir, open, readdir, rename, rm, type FileHandle } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { z } from 'zod'
import { sha256 } from '../../../shared/base/schemas.ts'
import { answers } from '../../../shared/document/index.ts'
import { hostProfile, imageFile } from '../../../shared/document/schema.ts'
import { imageManifest } from '../../../shared/image/index.ts'
import { hostCertificate } from '../../../shared/protocol/index.ts'
import { isMissing, syncFolder } from '../../files.ts'
import type { LoadedFile } from './loaded-image.ts'
import { DiskRejected } from './disk-rejected.ts'
import { linkTo, type Shelf } from './shelf.ts'

/** What a cached image says of itself: the image and the configuration of the moment it was written. */
export const diskManifest = z.strictObject({
  imageProfile: z.string(),
  /** SHA-256 of the image's own manifest. */
  digest: sha256,
  kernelOptions: z.string(),
  /** ms since the epoch. */
  writtenAt: z.number(),
  hostProfile: hostProfile.optional(),
  answers: answers.optional(),
  /** `install` is a system of its own, that does not need Auto Deploy any more. */
  mode: z.enum(['cache', 'install']).default('cache'),
  /** How vCenter knows an installed system from one boot to the next. */
  identity: z.string().optional(),
  /** What the host shows vCenter who it is with, private key included, as it stood in the image. */
  certificate: hostCertificate.optional(),
  files: z.array(imageFile).min(1),
})
export type DiskManifest = z.infer<typeof diskManifest>
export type NewManifest = z.input<typeof diskManifest>

/*
 * Two files. The head, from its start:
 *
 *   HEADWAITER-IMAGE 2 <bytes of the manifest, 10 digits> <SHA-256 of the manifest>\n
 *   the manifest (JSON)
 *
 * Beside it the body: the files' bytes in boot order, one after the other. Its name has the image's
 * digest in it, so that the old head and the old body belong together until the new head is in place.
 */
const magic = 'HEADWAITER-IMAGE 2 '
const headSize = magic.length + 10 + 1 + 64 + 1
const bufferSize = 256 * 1024

const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

/** Where the bytes lie that the head at `path` speaks of. */
export const bodyPath = (path: string, digest: string): string => `${path}.${digest.slice(0, 16)}`

/** What the head at `path` says. Rejects with `DiskRejected`, and with `ENOENT` when there is no image. */
export const readHead = async (path: string): Promise<DiskManifest> => {
  const file = await open(path, 'r')
  try {
    return (await readManifest(file)).manifest
  } finally {
    await file.close()
  }
}

const writeHead = async (path: string, text: Uint8Array): Promise<void> => {
  const head = `${magic}${String(text.length).padStart(10, '0')} ${sha256Of(text)}\n`
  const file = await open(`${path}.partial`, 'w')
  try {
    await file.writev([new TextEncoder().encode(head), text])
    await file.sync()
  } finally {
    await file.close()
  }
}

/** Bodies that no head speaks of any more. */
const removeOthers = async (path: string, digest: string): Promise<void> => {
  const kept = new Set([path, bodyPath(path, digest)].map((each) => basename(each)))
  const names = await readdir(dirname(path))
  const old = names.filter((name) => name.startsWith(basename(path)) && !kept.has(name))
  await Promise.all(old.map((name) => rm(join(dirname(path), name), { force: true })))
}

/**
 * Writes an image: the body is a name for the shelf's copy of the same bytes (`shelf.ts`), the head is
 * written, synced and renamed. Until the rename the image that was there stays; a power cut leaves a
 * half-written one behind, as it would on a disk. Resolves with the image's bytes. Rejects with
 * `DiskRejected` when memory does not hold what the manifest promises.
 */
export const writeDiskImage = async ({
  path,
  manifest,
  files,
  shelf,
  signal,
}: {
  readonly path: string
  readonly manifest: NewManifest
  readonly files: readonly LoadedFile[]
  readonly shelf: Shelf
  readonly signal: AbortSignal
}): Promise<number> => {
  const { digest } = manifest
  const text = new TextEncoder().encode(JSON.stringify(manifest))
  const folder = dirname(path)
  const body = await shelf.put(digest, files)
  signal.throwIfAborted()
  await mkdir(folder, { recursive: true })
  await linkTo(body, bodyPath(path, digest))
  await writeHead(path, text)
  signal.throwIfAborted()
  await rename(`${path}.partial`, path)
  await syncFolder(folder)
  await removeOthers(path, digest)
  return headSize + text.length + files.reduce((sum, { size }) => sum + size, 0)
}

const corrupt = (message: string, expected?: string, found?: string): DiskRejected =>
  new DiskRejected('corrupt', message, expected, found)

const readExactly = async (file: FileHandle, position: number, length: number): Promise<Buffer> => {
  const buffer = Buffer.alloc(length)
  const { bytesRead } = await file.read(buffer, 0, length, position)
  if (bytesRead < length) throw corrupt('The cached image ends too early.')
  return buffer
}

const readManifest = async (
  file: FileHandle,
): Promise<{ manifest: DiskManifest; size: number }> => {
  const head = (await readExactly(file, 0, headSize)).toString('latin1')
  const parts = /^HEADWAITER-IMAGE 2 (\d{10}) ([0-9a-f]{64})\n$/.exec(head)
  const size = Number(parts?.[1] ?? 0)
  if (parts === null || size > 16 * 1024 * 1024)
    throw corrupt('The cached image has no valid head.')
  const text = await readExactly(file, headSize, size)
  const found = sha256Of(text)
  if (found !== parts[2])
    throw corrupt('The manifest of the cached image is damaged.', parts[2], found)
  return { manifest: diskManifest.parse(JSON.parse(text.toString('utf8'))), size }
}

const verifyFile = async (
  file: FileHandle,
  position: number,
  wanted: DiskManifest['files'][number],
  signal: AbortSignal,
): Promise<void> => {
  const hash = createHash('sha256')
  const buffer = Buffer.allocUnsafe(bufferSize)
  let left = wanted.size
  while (left > 0) {
    signal.throwIfAborted()
    const at = position + wanted.size - left
    const { bytesRead } = await file.read(buffer, 0, Math.min(bufferSize, left), at)
    if (bytesRead === 0) throw corrupt(`The cached image ends inside of ${wanted.name}.`)
    hash.update(buffer.subarray(0, bytesRead))
    left -= bytesRead
  }
  const found = hash.digest('hex')
  if (found !== wanted.sha256)
    throw corrupt(`${wanted.name} in the cached image is damaged.`, wanted.sha256, found)
}

const verifyBody = async (path: string, { digest, files }: DiskManifest, signal: AbortSignal) => {
  const body = await openImage(bodyPath(path, digest)).catch((error: unknown) => {
    throw error instanceof DiskRejected
      ? corrupt('The cached image has a head and no files.')
      : error
  })
  try {
    let position = 0
    for (const wanted of files) {
      await verifyFile(body, position, wanted, signal)
      position += wanted.size
    }
    return position
  } finally {
    await body.close()
  }
}

const verify = async (path: string, file: FileHandle, signal: AbortSignal) => {
  const { manifest, size } = await readManifest(file)
  const digest = sha256Of(new TextEncoder().encode(imageManifest(manifest.files)))
  if (digest !== manifest.digest)
    throw corrupt(
      'The files of the cached image are not those of its image.',
      manifest.digest,
      digest,
    )
  return { manifest, bytes: headSize + size + (await verifyBody(path, manifest, signal)) }
}

const openImage = async (path: string): Promise<FileHandle> => {
  try {
    return await open(path, 'r')
  } catch (error) {
    throw isMissing(error) ? new DiskRejected('empty', 'No hypervisor found.') : error
  }
}

/**
 * Reads the cached image and checks every byte of it. Resolves with its manifest and its size in
 * bytes. Rejects with `DiskRejected`.
 */
export const verifyDiskImage = async (
  path: string,
  signal: AbortSignal,
): Promise<{ manifest: DiskManifest; bytes: number }> => {
  const file = await openImage(path)
  try {
    return await verify(path, file, signal)
  } finally {
    await file.close()
  }
}
