import { createHash } from 'node:crypto'
import { mkdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { LabError, tryJson } from '../../../shared/base/index.ts'
import {
  composeImage,
  depot as depotSchema,
  software as softwareSchema,
  type Depot,
  type Software,
} from '../../../shared/image/index.ts'
import type { ImageProfile } from '../../../shared/document/schema.ts'
import { putFile } from '../../files.ts'
import { namesIn } from '../names-in.ts'
import type { ImageStore } from '../store.ts'
import { wholeProfile } from '../whole-profile.ts'

/** The depots this store knows. Two of them may have image profiles of the same name. */
export type Depots = {
  list(): Promise<readonly Depot[]>
  /** `LabError` `image.profile-unknown`. */
  get(name: string): Promise<Depot>
  /** Keeps a depot; one of the same name is replaced. */
  put(depot: Depot): Promise<void>
  /**
   * Keeps a depot beside the others: under its name, or, when another depot has it, under the name with a
   * number. The same depot is kept once. Resolves with the name.
   */
  keep(depot: Depot): Promise<string>
  /** Forgets a depot, one that cannot be read too; its files stay until garbage is collected. `LabError` `image.profile-unknown`. */
  remove(name: string): Promise<void>
}

/** Depots as one file each in the store's folder, written aside and renamed. */
export const createDepots = ({ store }: { readonly store: ImageStore }): Depots => {
  const folder = join(store.dir, 'depots')
  const fileOf = (name: string) => join(folder, `${fileNameOf(name)}.json`)
  const load = async (file: string): Promise<Depot> => {
    const read = depotSchema.safeParse(tryJson(await readFile(file, 'utf8')))
    if (read.success) return read.data
    const message = `${file} is not a depot: ${z.prettifyError(read.error)}`
    throw new LabError('image.depot-invalid', message, { file })
  }
  const put: Depots['put'] = async (depot) => {
    await mkdir(folder, { recursive: true })
    await putFile(fileOf(depot.name), JSON.stringify(wholeDepot(depot)))
  }
  const keep: Depots['keep'] = async (depot) => {
    for (let count = 2, name = depot.name; ; name = `${depot.name} (${count++})`) {
      // What cannot be read is replaced: to import it again mends it.
      const other = await load(fileOf(name)).catch(() => undefined)
      if (other !== undefined && !isSame(other, depot)) continue
      await put({ ...depot, name })
      return name
    }
  }
  return {
    put,
    keep,
    list: async () => {
      const names = await namesIn(folder)
      const files = names.filter((name) => name.endsWith('.json'))
      const depots = await Promise.all(files.map((name) => load(join(folder, name))))
      return depots.toSorted((a, b) => (a.name < b.name ? -1 : 1))
    },
    get: (name) =>
      load(fileOf(name)).catch((error: unknown) => {
        throw error instanceof LabError ? error : unknown(name, error)
      }),
    remove: async (name) => {
      await rm(fileOf(name)).catch((error: unknown) => {
        throw unknown(name, error)
      })
    },
  }
}

/** What file systems take as a name, less room for the ending and for the file that is written aside. Bytes. */
const longestName = 246

/** Half a character, which anybody may ask for, has no bytes in UTF-8. A long name gives way to its digest. */
const fileNameOf = (name: string): string => {
  const encoded = encodeURIComponent(name.toWellFormed())
  if (encoded.length <= longestName) return encoded
  return createHash('sha256').update(encoded).digest('hex')
}

const unknown = (name: string, error: unknown): LabError =>
  new LabError('image.profile-unknown', `There is no depot ${name}.`, { name }, error)

/** Whether two depots bring the same packages and profiles, whatever they are called. */
const isSame = (one: Depot, other: Depot): boolean => {
  const content = ({ packages, profiles }: Depot) =>
    JSON.stringify(wholeDepot({ ...one, packages, profiles }))
  return content(one) === content(other)
}

/** A depot as the store can keep it; `LabError` `image.depot-invalid` says why not. */
export const wholeDepot = (depot: Depot): Depot => {
  const read = depotSchema.safeParse(depot)
  if (read.success) return read.data
  const why = z.prettifyError(read.error)
  throw new LabError('image.depot-invalid', `The depot ${depot.origin} cannot be kept: ${why}`)
}

/**
 * The image profile of some software, for the lab document. The list of packages goes into the store,
 * where the profile names it by digest: the image can be worked on later, and an older version of the
 * document still finds its own list. Errors of `composeImage` and the store.
 */
export const buildImage = async ({
  store,
  software,
  loaders = {},
}: {
  readonly store: ImageStore
  readonly software: Software
  /** Packages bring no loader in a form we can read; an installer's medium does. */
  readonly loaders?: Pick<ImageProfile, 'loader' | 'uefiLoader'>
}): Promise<ImageProfile> => {
  const image = wholeProfile({ ...composeImage(software), ...loaders })
  const { sha256 } = await store.add(Buffer.from(JSON.stringify(softwareSchema.parse(software))))
  return { ...image, software: sha256 }
}

/** The packages an image profile was made of; undefined for one that was not made of packages. */
export const readSoftware = async (
  store: ImageStore,
  { software }: ImageProfile,
): Promise<Software | undefined> =>
  software === undefined
    ? undefined
    : softwareSchema.parse(JSON.parse((await store.read(software)).toString('utf8')))
