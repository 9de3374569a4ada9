import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import { LabError } from '../shared/base/index.ts'
import { parseDocument, type LabDocument } from '../shared/document/index.ts'
import { filesOf } from '../shared/image/index.ts'
import type { AppOptions } from './app-options.ts'
import { createApp, type App } from './app.ts'
import { rendererFolder, resourcesFolder, vendorsFolder } from './folders.ts'
import { buildReferenceImage, createImageStore, type ImageStore } from './images/index.ts'
import { makeLabFolder } from './lab-folder.ts'
import { askForShortSlices } from './short-slices.ts'
import { whyNot } from './why-not.ts'

/** Folders where a Debian machine keeps network boot loaders. */
export const loaderFolders = [
  '/usr/lib/ipxe',
  '/usr/lib/PXELINUX',
  '/usr/lib/syslinux/modules/bios',
]

/** Where a lab's boot loaders are served from: its own first, which `import loaders` brought. */
export const loaderPlaces = (folder: string): readonly string[] => [
  ownLoaders(folder),
  ...loaderFolders,
]

/** The folder of a lab that chosen boot loaders go into. */
export const ownLoaders = (folder: string): string => join(folder, 'loaders')

const packageFile = z.object({ version: z.string() })

/** Which Headwaiter this is. */
export const programVersion = async (): Promise<string> => {
  const text = await readFile(new URL('../../package.json', import.meta.url), 'utf8')
  return packageFile.parse(JSON.parse(text)).version
}

export const demoLab = join(resourcesFolder, 'labs', 'demo.yaml')

/** Reads a lab document from a YAML file. `LabError` `document.unreadable` or `document.invalid`. */
export const readLabFile = async (file: string): Promise<LabDocument> => {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw new LabError(
      'document.unreadable',
      `${file} cannot be read: ${whyNot(error)}.`,
      { file },
      error,
    )
  })
  try {
    return parseDocument(parse(text))
  } catch (error) {
    if (error instanceof LabError) {
      throw new LabError(error.code, `${file}: ${error.message}`, { ...error.details, file }, error)
    }
    const why = error instanceof Error ? error.message : String(error)
    throw new LabError('document.unreadable', `${file} is not YAML: ${why}`, { file }, error)
  }
}

/** Makes the reference image if the lab names it and does not have all of it: a first start may have been killed in the middle. */
export const ensureReferenceImage = async (store: ImageStore, document: LabDocument) => {
  const reference = document.imageProfiles.find(({ vendor }) => vendor === 'Headwaiter')
  if (reference === undefined) return
  const here = await Promise.all(filesOf(reference).map(({ sha256 }) => store.has(sha256)))
  if (!here.every(Boolean)) await buildReferenceImage({ store })
}

/** What a lab is opened with beside what ships with the program. */
export type LabOptions = Omit<
  AppOptions,
  'loaderFolders' | 'vendorsFolder' | 'screenFolder' | 'lessonsFolder' | 'version'
>

/** Opens the lab in a folder; a new one begins with `initial`. `LabError` `lab.folder-unusable`. */
export const openLab = async (options: LabOptions): Promise<App> => {
  const { folder } = options
  askForShortSlices()
  await makeLabFolder(folder)
  await ensureReferenceImage(createImageStore({ dir: join(folder, 'images') }), options.initial)
  return createApp({
    ...options,
    loaderFolders: loaderPlaces(folder),
    vendorsFolder,
    screenFolder: rendererFolder,
    lessonsFolder: join(resourcesFolder, 'lessons'),
    version: await programVersion(),
  })
}
