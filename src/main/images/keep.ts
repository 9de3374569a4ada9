import { readFile, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { LabError, type Clock } from '../../shared/base/index.ts'
import type { ImageProfile } from '../../shared/document/schema.ts'
import { filesOf, type SoftwarePackage } from '../../shared/image/index.ts'
import { openAr } from './archive/ar.ts'
import { createDepots, readSoftware } from './depot/depots.ts'
import { ledgerFolder, parseLedger } from './ledger.ts'
import { namesIn } from './names-in.ts'
import type { Blob, ImageStore } from './store.ts'

/** What is younger than this is never garbage: an import may be about to name it. ms. */
const grace = 3600 * 1000
/** An import that was broken off so long ago is not taken up again. ms. */
const ledgersLive = 7 * 24 * 3600 * 1000

/** What was removed. */
export type Collected = { readonly removed: number; readonly bytes: number }

/**
 * Removes what nothing refers to: blobs that no profile, depot or import names, and remains of broken
 * additions. `profiles` has to hold the image profiles of every version of the lab document, of every
 * host's association and of every recording. What is younger than an hour stays.
 */
export const collectGarbage = async ({
  store,
  profiles,
  clock,
  signal,
}: {
  readonly store: ImageStore
  readonly profiles: Iterable<ImageProfile>
  readonly clock: Pick<Clock, 'now'>
  readonly signal?: AbortSignal | undefined
}): Promise<Collected> => {
  await removeOld(ledgerFolder(store.dir), clock.now() - ledgersLive)
  const wanted = await wantedBy(store, profiles)
  const collected = { removed: 0, bytes: 0 }
  for (const { sha256, size, touched } of await store.list()) {
    signal?.throwIfAborted()
    if (wanted.has(sha256) || touched > clock.now() - grace) continue
    // An import may have brought it again since the list was made.
    const found = await stat(store.path(sha256)).catch(() => undefined)
    if (found === undefined || found.mtimeMs > clock.now() - grace) continue
    await store.remove(sha256)
    collected.removed += 1
    collected.bytes += size
  }
  await removeRemains({ store, clock })
  return collected
}

/** Removes what additions left that a kill broke off more than an hour ago: half an image is gigabytes that nobody sees. */
export const removeRemains = ({
  store,
  clock,
}: {
  readonly store: Pick<ImageStore, 'dir'>
  readonly clock: Pick<Clock, 'now'>
}): Promise<void> => removeOld(join(store.dir, 'incoming'), clock.now() - grace)

/** Every digest that something names. A profile whose list of packages is lost keeps its own files. */
export const wantedBy = async (
  store: ImageStore,
  profiles: Iterable<ImageProfile>,
): Promise<ReadonlySet<string>> => {
  const wanted = new Set<string>()
  const want = (digests: readonly string[]) => {
    for (const digest of digests) wanted.add(digest)
  }
  for (const profile of profiles) {
    want(filesOf(profile).map(({ sha256 }) => sha256))
    if (profile.software !== undefined && !wanted.has(profile.software)) {
      want([profile.software])
      const software = await readSoftware(store, profile).catch(unlessLost)
      want((software?.packages ?? []).flatMap(digestsOf))
    }
  }
  for (const depot of await createDepots({ store }).list()) want(depot.packages.flatMap(digestsOf))
  want(await ledgered(store))
  return wanted
}

/** What is lost names nothing; what cannot be read in this moment may name much. */
export const unlessLost = (error: unknown): undefined => {
  const isLost =
    error instanceof LabError && ['image.blob-missing', 'image.blob-corrupt'].includes(error.code)
  if (!isLost) throw error
}

/** The files a package stands for: as it came, and each of its payloads. */
export const filesOfPackage = ({ file, payloads }: SoftwarePackage): readonly Blob[] => [
  file,
  ...payloads,
]

const digestsOf = (one: SoftwarePackage): readonly string[] =>
  filesOfPackage(one).map(({ sha256 }) => sha256)

const ledgered = async (store: ImageStore): Promise<readonly string[]> => {
  const folder = ledgerFolder(store.dir)
  const names = await namesIn(folder)
  const texts = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')))
  return texts.flatMap(parseLedger).map(({ sha256 }) => sha256)
}

const removeOld = async (folder: string, before: number): Promise<void> => {
  for (const name of await namesIn(folder)) {
    const path = join(folder, name)
    if ((await stat(path)).mtimeMs < before) await rm(path, { force: true })
  }
}

/** A stored file whose bytes are not those its name promises. */
export type Damaged = Blob & { readonly found: string }

/** What may not be read is not known to be damaged, and must not be repaired away. */
const isForbidden = ({ details }: LabError): boolean =>
  ['EACCES', 'EPERM'].includes(String(details['reason']))

/**
 * Reads every blob of the store and lists those that lost their digest. `LabError` `image.unreadable` for
 * one that this user may not read.
 */
export const verifyStore = async ({
  store,
  signal,
  onProgress,
}: {
  readonly store: ImageStore
  readonly signal?: AbortSignal
  readonly onProgress?: (step: { done: number; total: number }) => void
}): Promise<{ readonly checked: number; readonly damaged: readonly Damaged[] }> => {
  const blobs = await store.list()
  const total = blobs.reduce((sum, { size }) => sum + size, 0)
  const damaged: Damaged[] = []
  let done = 0
  for (const { sha256, size } of blobs) {
    signal?.throwIfAborted()
    try {
      await store.verify(sha256)
    } catch (error) {
      if (!(error instanceof LabError) || isForbidden(error)) throw error
      damaged.push({ sha256, size, found: String(error.details['found'] ?? error.message) })
    }
    done += size
    onProgress?.({ done, total })
  }
  return { checked: blobs.length, damaged }
}

/**
 * Takes damaged files out of the store and, where a package of a depot or of an image still has the
 * bytes, puts them back. What could not be mended has to be imported again.
 */
export const repairStore = async ({
  store,
  damaged,
  profiles = [],
}: {
  readonly store: ImageStore
  readonly damaged: readonly Blob[]
  /** Images made of packages, which may still have what no depot has any more. */
  readonly profiles?: readonly ImageProfile[]
}): Promise<{ readonly mended: readonly string[]; readonly lost: readonly string[] }> => {
  for (const { sha256 } of damaged) await store.remove(sha256)
  const depots = await createDepots({ store }).list()
  const lists = await Promise.all(
    profiles.map((profile) => readSoftware(store, profile).catch(() => undefined)),
  )
  const packages = [...depots, ...lists].flatMap((list) => list?.packages ?? [])
  const mended: string[] = []
  for (const { sha256 } of damaged) {
    if (await mendFrom(store, sha256, packages)) mended.push(sha256)
  }
  const lost = damaged.map(({ sha256 }) => sha256).filter((sha256) => !mended.includes(sha256))
  return { mended, lost }
}

const mendFrom = async (
  store: ImageStore,
  sha256: string,
  packages: readonly SoftwarePackage[],
): Promise<boolean> => {
  for (const { payloads, file } of packages) {
    const wanted = payloads.find((one) => one.sha256 === sha256)
    if (wanted === undefined || !(await isIntact(store, file.sha256))) continue
    const archive = await openAr(store.path(file.sha256)).catch(() => undefined)
    if (archive === undefined) continue
    try {
      const member = archive.files.find(({ path }) => path === wanted.name)
      if (member !== undefined) await store.add(member.read())
    } finally {
      await archive.close()
    }
    if (await isIntact(store, sha256)) return true
  }
  return false
}

const isIntact = (store: ImageStore, sha256: string): Promise<boolean> =>
  store.verify(sha256).then(
    () => true,
    () => false,
  )
