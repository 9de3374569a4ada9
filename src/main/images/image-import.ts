import { stat } from 'node:fs/promises'
import { LabError } from '../../shared/base/index.ts'
import type { ImageProfile } from '../../shared/document/schema.ts'
import { softwareOf, type Depot } from '../../shared/image/index.ts'
import { isZip } from './archive/kind.ts'
import { importBundle } from './depot/bundle-import.ts'
import { buildImage, createDepots } from './depot/depots.ts'
import { importFolder } from './folder.ts'
import { importIso } from './iso-import.ts'
import type { ImportTask } from './progress.ts'
import { unreadable } from './unreadable.ts'

/**
 * Stores an image from whatever it comes in: a folder with a boot.cfg, an installer's ISO, or an offline
 * bundle, whose depot is kept; what a file is its bytes say, not its name. Of a bundle with several image profiles `profile` says which:
 * `LabError` `image.profile-unknown` names them. Errors of the importers.
 */
export const importImage = async ({
  path,
  profile,
  name,
  ...rest
}: ImportTask & {
  readonly path: string
  /** Name of the image profile in the lab; what the source says when it is not given. */
  readonly name?: string | undefined
  /** Of a bundle: the image profile to take. */
  readonly profile?: string | undefined
}): Promise<ImageProfile> => {
  const found = await stat(path).catch(unreadable(path))
  if (found.isDirectory()) return importFolder({ ...rest, name, folder: path })
  if (!(await isZip(path))) {
    return importIso({ ...rest, name, file: path }).catch((error: unknown) => {
      throw asCalled(path, error)
    })
  }
  const depot = await importBundle({ ...rest, file: path })
  // A depot is whole and checked here: it stays, also when the profile is still to be chosen.
  const kept = { ...depot, name: await createDepots(rest).keep(depot) }
  const software = softwareOf(kept, profile ?? onlyProfile(kept))
  return buildImage({ store: rest.store, software: { ...software, name: name ?? software.name } })
}

/** What is no ISO is a damaged archive where it is called one. */
const asCalled = (path: string, error: unknown): unknown =>
  error instanceof LabError && error.code === 'image.iso-invalid' && /\.zip$/i.test(path)
    ? new LabError(
        'image.zip-invalid',
        `${path} does not begin as an archive does: it is damaged.`,
        { path },
        error,
      )
    : error

const onlyProfile = ({ name, profiles }: Depot): string => {
  const [only, ...others] = profiles
  if (only !== undefined && others.length === 0) return only.name
  const names = profiles.map((one) => one.name).join(', ')
  throw new LabError(
    'image.profile-unknown',
    only === undefined
      ? `The depot ${name} has packages and no image profile.`
      : `The depot ${name} is kept; choose one of its image profiles: ${names}.`,
    { depot: name },
  )
}
