import { constants, copyFile, open, rename, rm, type FileHandle } from 'node:fs/promises'
import { join } from 'node:path'
import type { Disk } from '../../../shared/document/schema.ts'
import type { Tampering } from '../../../shared/facts/index.ts'
import { disksOf, onlyDisk } from '../../../shared/host/index.ts'
import { isMissing } from '../../files.ts'
import { bodyPath, readHead, verifyDiskImage, type DiskManifest } from './disk-image.ts'
import { DiskRejected } from './disk-rejected.ts'
import type { HostSpec } from './messages.ts'

/** A machine's disks: files in a folder of its own. */
export type Disks = {
  isIn(): boolean
  plug(isIn: boolean): void
  pathOf(disk: Disk): string
}

export const createDisks = (folder: string): Disks => {
  let plugged = true
  return {
    isIn: () => plugged,
    plug: (isIn) => {
      plugged = isIn
    },
    pathOf: ({ id }) => join(folder, id === onlyDisk ? 'cache.image' : `${id}.image`),
  }
}

export type Found = { readonly disk: Disk; readonly manifest: DiskManifest; readonly bytes: number }

/** What a disk that boots nothing is worth telling: damage before emptiness. */
const worse = (one: DiskRejected | undefined, other: DiskRejected): DiskRejected =>
  one?.why === 'corrupt' ? one : other

/** When the image of a disk was written; of one that is damaged or missing before all others. */
const writtenAt = async (path: string): Promise<number> => {
  try {
    return (await readHead(path)).writtenAt
  } catch (error) {
    if (error instanceof DiskRejected || isMissing(error)) return -Infinity
    throw error
  }
}

/** The disks as safeboot takes them: the one with the image written last first, equal ones in the controller's order. */
const byAge = async (disks: Disks, listed: readonly Disk[]): Promise<readonly Disk[]> => {
  const aged = listed.map(async (disk) => ({ disk, at: await writtenAt(disks.pathOf(disk)) }))
  // Not by subtraction: of two that never were it makes no number.
  return (await Promise.all(aged))
    .sort((a, b) => Number(a.at < b.at) - Number(a.at > b.at))
    .map(({ disk }) => disk)
}

/**
 * The disk with the newest image that is whole. Rejects with `DiskRejected`.
 */
export const findImage = async (
  disks: Disks,
  spec: HostSpec,
  signal: AbortSignal,
): Promise<Found> => {
  const listed = disksOf(spec)
  if (listed.length === 0) throw new DiskRejected('noDisk', 'No disk found.')
  if (!disks.isIn()) throw new DiskRejected('unplugged', 'No disk answers.')
  let rejected: DiskRejected | undefined
  for (const disk of await byAge(disks, listed)) {
    try {
      return { disk, ...(await verifyDiskImage(disks.pathOf(disk), signal)) }
    } catch (error) {
      if (!(error instanceof DiskRejected)) throw error
      rejected = worse(rejected, error)
    }
  }
  throw rejected ?? new DiskRejected('empty', 'No hypervisor found.')
}

/** A body of the disk's own, that its name may be shared no more, changed by `change` before it is there. */
const replaceBody = async (
  path: string,
  change: (file: FileHandle, size: number) => Promise<string>,
): Promise<string> => {
  const body = bodyPath(path, (await readHead(path)).digest)
  const draft = `${body}.partial`
  await copyFile(body, draft, constants.COPYFILE_FICLONE)
  const file = await open(draft, 'r+')
  try {
    const said = await change(file, (await file.stat()).size)
    await rename(draft, body)
    return said
  } finally {
    await file.close()
  }
}

const flipByte = (path: string): Promise<string> =>
  replaceBody(path, async (file, size) => {
    const at = Math.floor(size / 2)
    const byte = Buffer.alloc(1)
    await file.read(byte, 0, 1, at)
    byte[0] = (byte[0] ?? 0) ^ 1
    await file.write(byte, 0, 1, at)
    return `the byte at ${String(at)} has one bit flipped`
  })

const halve = (path: string): Promise<string> =>
  replaceBody(path, async (file, size) => {
    await file.truncate(Math.floor(size / 2))
    return `cut to ${String(Math.floor(size / 2))} of ${String(size)} bytes`
  })

const erase = async (path: string): Promise<string> => {
  const body = bodyPath(path, (await readHead(path)).digest)
  await rm(path, { force: true })
  await rm(body, { force: true })
  return 'erased'
}

const ways = { flippedByte: flipByte, truncated: halve, erased: erase } as const

/** Does something to the image on each disk that has one. Undefined when none has. */
export const tamperWith = async (
  disks: Disks,
  spec: HostSpec,
  how: Tampering,
): Promise<string | undefined> => {
  const said: string[] = []
  let rejected: DiskRejected | undefined
  for (const disk of disksOf(spec)) {
    try {
      said.push(`${disk.id}: ${await ways[how](disks.pathOf(disk))}`)
    } catch (error) {
      if (error instanceof DiskRejected) rejected = error
      else if (!isMissing(error)) throw error
    }
  }
  if (said.length === 0 && rejected !== undefined) throw rejected
  return said.length === 0 ? undefined : said.join('; ')
}
