import { readFile, readdir } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { LabError } from '../../shared/base/index.ts'
import { imageProfile, type ImageFile, type ImageProfile } from '../../shared/document/schema.ts'
import {
  bootFiles,
  bootValue,
  parseBootConfig,
  type BootConfig,
  type BootFile,
} from '../../shared/image/index.ts'
import { ingestFile } from './ingest.ts'
import type { Progress } from './progress.ts'
import type { ImageStore } from './store.ts'

/**
 * Stores a folder that holds a boot.cfg with its kernel and modules, as an installer's medium does.
 * Everything boot.cfg names is looked for before the first byte is stored: `LabError`
 * `image.missing-module` with the name and its place in boot.cfg. Names are compared without case, for
 * folders copied from an ISO 9660 medium have them in capitals.
 */
export const importFolder = async ({
  store,
  folder,
  name,
  signal,
  onProgress,
}: {
  readonly store: ImageStore
  readonly folder: string
  /** Name of the profile; the folder's own name when it is not given. */
  readonly name?: string
  readonly signal?: AbortSignal
  readonly onProgress?: Progress
}): Promise<ImageProfile> => {
  const find = await finderIn(folder)
  const config = await readConfig(folder, find)
  const loader = find('mboot.c32') ?? find('mboot.efi')
  const files = findAll(config, find)
  let done = 0
  const ingest = async ({ path, ...file }: BootFile & { path: string }): Promise<ImageFile> =>
    ingestFile({
      store,
      path,
      ...file,
      signal,
      onBytes: (count) => onProgress?.({ file: file.name, done: (done += count) }),
    })
  const [kernel, ...modules] = await eachInTurn(files, ingest)
  return imageProfile.parse({
    name: name ?? basename(folder),
    kind: 'esxi',
    version: bootValue(config, 'build'),
    ...(loader === undefined
      ? {}
      : {
          loader: await ingest({ path: loader, name: basename(loader).toLowerCase(), options: '' }),
        }),
    kernel,
    kernelOptions: bootValue(config, 'kernelopt'),
    modules,
  })
}

type Find = (name: string) => string | undefined

const finderIn = async (folder: string): Promise<Find> => {
  const names = await readdir(folder).catch((error: unknown) => {
    throw new LabError('image.unreadable', `${folder} cannot be read.`, { path: folder }, error)
  })
  const byLowerCase = new Map(names.map((name) => [name.toLowerCase(), join(folder, name)]))
  return (name) => byLowerCase.get(name.toLowerCase())
}

const readConfig = async (folder: string, find: Find): Promise<BootConfig> => {
  const path = find('boot.cfg')
  if (path === undefined) {
    throw new LabError('image.missing-module', `${folder} has no boot.cfg.`, { file: 'boot.cfg' })
  }
  return parseBootConfig(await readFile(path, 'utf8'))
}

/** The files boot.cfg names, kernel first, with where they lie. */
const findAll = (config: BootConfig, find: Find): readonly (BootFile & { path: string })[] =>
  [
    { name: bootValue(config, 'kernel'), options: '' },
    ...bootFiles(bootValue(config, 'modules')),
  ].map(({ name, options }, position) => {
    const bare = basename(name)
    const path = find(bare)
    if (path === undefined) {
      const place = position === 0 ? 'kernel' : `module ${position}`
      throw new LabError(
        'image.missing-module',
        `boot.cfg names ${bare} as ${place}; it is not in the folder.`,
        {
          file: bare,
          position,
        },
      )
    }
    return { path, name: bare, options }
  })

const eachInTurn = async <T, R>(
  items: readonly T[],
  work: (item: T) => Promise<R>,
): Promise<R[]> => {
  const results: R[] = []
  for (const item of items) results.push(await work(item))
  return results
}
