import { createHash } from 'node:crypto'
import { mkdir, open, rename, type FileHandle } from 'node:fs/promises'
import { dirname } from 'node:path'
import { z } from 'zod'
import { sha256 } from '../../../shared/base/index.ts'
import { answers } from '../../../shared/deploy/index.ts'
import { hostProfile, imageFile } from '../../../shared/document/schema.ts'
import { imageManifest } from '../../../shared/image/index.ts'
import { hostCertificate } from '../../../shared/protocol/index.ts'
import type { LoadedFile } from './bench.ts'

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

/** Why a disk boots nothing. `expected` and `found` are digests. */
export class DiskRejected extends Error {
  override readonly name = 'DiskRejected'
  readonly why: 'noDisk' | 'empty' | 'corrupt' | 'unplugged'
  readonly expected: string | undefined
  readonly found: string | undefined

  constructor(why: DiskRejected['why'], message: string, expected?: string, found?: string) {
    super(message)
    this.why = why
    this.expected = expected
    this.found = found
  }
}

/*
 * The file, from its start:
 *
 *   HEADWAITER-IMAGE 1 <bytes of the manifest, 10 digits> <SHA-256 of the manifest>\n
 *   the manifest (JSON)
 *   the files' bytes in boot order, one after the other
 */
const magic = 'HEADWAITER-IMAGE 1 '
const headSize = magic.length + 10 + 1 + 64 + 1
const bufferSize = 256 * 1024
/** Pieces written in one call. */
const together = 256

const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

const writeFileBytes = async (
  file: FileHandle,
  { name, sha256, page }: LoadedFile,
  signal: AbortSignal,
): Promise<void> => {
  const hash = createHash('sha256')
  const pieces = page.pieces()
  for (let at = 0; at < pieces.length; at += together) {
    signal.throwIfAborted()
    const some = pieces.slice(at, at + together)
    for (const piece of some) hash.update(piece)
    await file.writev(some)
  }
  const found = hash.digest('hex')
  if (found !== sha256)
    throw new DiskRejected('corrupt', `${name} is not whole in memory.`, sha256, found)
}

/** Makes the new name durable. Windows has no such call and needs none. */
const syncFolder = async (path: string): Promise<void> => {
  if (process.platform === 'win32') return
  const folder = await open(path, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}

/**
 * Writes an image under a temporary name, syncs it and renames it: until the rename the image that
 * was there stays. A power cut leaves the half-written file behind, as it would on a disk. Resolves
 * with the bytes written.
 */
export const writeDiskImage = async ({
  path,
  manifest,
  files,
  signal,
}: {
  readonly path: string
  readonly manifest: NewManifest
  readonly files: readonly LoadedFile[]
  readonly signal: AbortSignal
}): Promise<number> => {
  const text = new TextEncoder().encode(JSON.stringify(manifest))
  const head = `${magic}${String(text.length).padStart(10, '0')} ${sha256Of(text)}\n`
  await mkdir(dirname(path), { recursive: true })
  const file = await open(`${path}.partial`, 'w')
  try {
    await file.writev([new TextEncoder().encode(head), text])
    for (const loaded of files) await writeFileBytes(file, loaded, signal)
    await file.sync()
  } finally {
    await file.close()
  }
  signal.throwIfAborted()
  await rename(`${path}.partial`, path)
  await syncFolder(dirname(path))
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
  const parts = /^HEADWAITER-IMAGE 1 (\d{10}) ([0-9a-f]{64})\n$/.exec(head)
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

const verify = async (file: FileHandle, signal: AbortSignal) => {
  const { manifest, size } = await readManifest(file)
  let position = headSize + size
  for (const wanted of manifest.files) {
    await verifyFile(file, position, wanted, signal)
    position += wanted.size
  }
  const digest = sha256Of(new TextEncoder().encode(imageManifest(manifest.files)))
  if (digest !== manifest.digest)
    throw corrupt(
      'The files of the cached image are not those of its image.',
      manifest.digest,
      digest,
    )
  return { manifest, bytes: position }
}

const openImage = async (path: string): Promise<FileHandle> => {
  try {
    return await open(path, 'r')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT')
      throw new DiskRejected('empty', 'No hypervisor found.')
    throw error
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
    return await verify(file, signal)
  } finally {
    await file.close()
  }
}
