import { access, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { LabError } from '../../shared/base/index.ts'
import { parseDocument, type LabDocument } from '../../shared/document/index.ts'
import { createImageStore, filesOfImage, type ImageStore } from '../images/index.ts'
import { exportLab, importLab, openStores, type LabStores } from '../journal/index.ts'
import type { PackedFile } from '../journal/index.ts'
import { makeLabFolder } from '../lab-folder.ts'
import { whyNot } from '../why-not.ts'
import { defaultFolder, withScreenFlags, type ScreenFlags } from './flags.ts'
import { demandScreen, showLab } from './lab.ts'
import { sayUpgrade } from './progress.ts'
import type { Fill, Shell } from './shell.ts'
import { openForBrowser } from './recordings.ts'

const journalOf = (folder: string): string => join(folder, 'lab.sqlite')
/** The image store of a lab. */
export const imagesFolder = (folder: string): string => join(folder, 'images')
const imagesOf = (folder: string): ImageStore => createImageStore({ dir: imagesFolder(folder) })

/** A lab may be there, and this user must not see it. */
const isBarred = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'EACCES'

/** Works on the stores of a closed lab. `LabError` `lab.not-found` when the folder holds none, `lab.folder-unusable`. */
export const withStores = async <T>(
  folder: string,
  { output, clock }: Pick<Shell, 'output' | 'clock'>,
  work: (stores: LabStores) => Promise<T>,
): Promise<T> => {
  const file = journalOf(folder)
  await access(file).catch((error: unknown) => {
    if (isBarred(error))
      throw new LabError(
        'lab.folder-unusable',
        `${file} cannot be read: ${whyNot(error)}.`,
        { folder },
        error,
      )
    throw new LabError('lab.not-found', `There is no lab in ${folder}.`, { folder }, error)
  })
  const stores = await openStores({ file, clock, onUpgrade: sayUpgrade(output) })
  try {
    return await work(stores)
  } finally {
    await stores.close()
  }
}

/** Digests of the files that the document's images name, each once. */
const digestsOf = async (
  images: ImageStore,
  { imageProfiles }: LabDocument,
): Promise<ReadonlySet<string>> => {
  const files = await Promise.all(imageProfiles.map((image) => filesOfImage(images, image)))
  return new Set(files.flat().map(({ sha256 }) => sha256))
}

const packed = (images: ImageStore, sha256: string): PackedFile => ({
  sha256,
  read: async function* () {
    yield await images.read(sha256)
  },
})

const exportTo = async (
  { output, clock }: Shell,
  file: string,
  { lab, withImages }: { readonly lab: string; readonly withImages: boolean },
): Promise<void> =>
  withStores(lab, { output, clock }, async (stores) => {
    const document = parseDocument(stores.documents.current()?.document)
    const images = imagesOf(lab)
    const here: PackedFile[] = []
    const gone: string[] = []
    for (const sha256 of withImages ? await digestsOf(images, document) : []) {
      if (await images.has(sha256)) here.push(packed(images, sha256))
      else gone.push(sha256)
    }
    await exportLab(stores, file, here)
    output.print(`Wrote ${document.name} with ${stores.journal.last()} facts to ${file}.`)
    const { length } = document.imageProfiles
    if (!withImages && length > 0)
      output.print(
        `Files of its images stay behind (${length === 1 ? 'one image' : `${length} images`}): --with-images takes them along.`,
      )
    if (gone.length > 0) output.print(`Files of its images that are gone: ${gone.length}.`)
  })

const takeIn = async (
  { output, clock }: Shell,
  file: string,
  { lab }: { readonly lab: string },
): Promise<void> => {
  const made = await makeLabFolder(lab)
  const images = imagesOf(lab)
  try {
    await importLab(file, journalOf(lab), (bytes) => images.add(bytes), sayUpgrade(output))
  } catch (error) {
    if (made !== undefined) await rm(made, { recursive: true, force: true })
    throw error
  }
  await withStores(lab, { output, clock }, (stores) => {
    output.print(`The lab in ${lab} holds ${stores.journal.last()} facts.`)
    return Promise.resolve()
  })
}

const replay = async (shell: Shell, file: string, flags: ScreenFlags): Promise<void> => {
  demandScreen()
  shell.output.say(`Looking at everything in ${file}...`)
  await showLab(await openForBrowser(file, shell), flags, shell.output)
}

const kept = (): [string, string, string] => [
  '--lab <folder>',
  'where the lab is kept',
  defaultFolder(),
]

/** `export`: a lab as a file. */
export const exportCommand: Fill = (command, shell) => {
  command
    .argument('<file>', 'usually NAME.lab')
    .option(...kept())
    .option('--with-images', 'take the files of its images along', false)
    .action((file: string, flags: { lab: string; withImages: boolean }) =>
      exportTo(shell, file, flags),
    )
}

/** `import lab`: a lab of such a file. */
export const importLabCommand: Fill = (command, shell) => {
  command
    .description('make a lab of a file that `export` wrote')
    .argument('<file>')
    .requiredOption('--lab <folder>', 'where to keep it; no lab may be there')
    .action((file: string, flags: { lab: string }) => takeIn(shell, file, flags))
}

/** `replay`: the screen over such a file. */
export const replayCommand: Fill = (command, shell) => {
  withScreenFlags(command.argument('<file>')).action((file: string, flags: ScreenFlags) =>
    replay(shell, file, flags),
  )
}
