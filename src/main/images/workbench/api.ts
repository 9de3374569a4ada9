import type {
  BootLoader,
  DepotSummary,
  ImageChange,
  ImageDifference,
  ImageSoftware,
  ImageSource,
  ImageUser,
  ImageVersion,
  PackageLine,
  SoftwarePackage,
  StoreCheck,
  StoreReport,
} from '../../../shared/image/index.ts'
import { describeProblem, problemsOf } from '../../../shared/image/index.ts'
import { isThere } from '../../files.ts'
import { createQueue } from '../../queue.ts'
import { createDepots } from '../depot/depots.ts'
import type { Collected } from '../keep.ts'
import { createLoaderList } from '../loaders.ts'
import {
  assemble,
  change,
  clone,
  compose,
  type Assembled,
  type Cloned,
  type Composed,
} from './changes.ts'
import { compare } from './compare.ts'
import type { WorkbenchDeps } from './deps.ts'
import { summarizeDepots } from './depots.ts'
import { depotSoftware, imageSoftwareOf } from './sources.ts'
import { checkStore, collect, exportImage, exportPath, reportStore } from './upkeep.ts'
import { usersOf } from './users.ts'
import { restore, versionsOf } from './versions.ts'

type Image = { readonly imageProfile: string }
type Made = { imageProfile: string }

/** What the API, the command line and the console ask of images; the shapes are the contract's. */
export type ImagesApi = {
  depots(): Promise<DepotSummary[]>
  packages(asked: { readonly name: string }): Promise<PackageLine[]>
  removeDepot(asked: { readonly name: string }): Promise<void>
  compose(asked: Composed): Promise<Made>
  assemble(asked: Assembled): Promise<Made>
  clone(asked: Cloned): Promise<Made>
  change(asked: Image & { readonly change: ImageChange }): Promise<Made>
  software(asked: ImageSource): Promise<ImageSoftware>
  compare(asked: {
    readonly first: ImageSource
    readonly second: ImageSource
  }): Promise<ImageDifference>
  versions(asked: Image): Promise<ImageVersion[]>
  restore(asked: Image & { readonly version: number }): Promise<Made>
  users(asked: Image): Promise<ImageUser[]>
  store(): Promise<StoreReport>
  check(asked: { readonly repair: boolean }, signal?: AbortSignal): AsyncGenerator<StoreCheck>
  collect(signal?: AbortSignal): Promise<Collected>
  export(
    asked: Image & { readonly as: 'bundle' | 'folder' },
    signal?: AbortSignal,
  ): Promise<{ path: string }>
  loaders(): Promise<BootLoader[]>
}

const packageLine = ({ file, ...one }: SoftwarePackage): PackageLine => {
  const { id, name, version, vendor, summary, released, acceptanceLevel, statelessReady } = one
  const about = { id, name, version, vendor, summary, released, acceptanceLevel, statelessReady }
  return { ...about, size: file.size, sha256: file.sha256, depends: one.depends }
}

/** A path that is not there yet: the name, or the name with a number. */
const freePath = async (path: string): Promise<string> => {
  const [, stem = path, ending = ''] = /^(.*?)(\.zip)?$/s.exec(path) ?? []
  for (let count = 2, candidate = path; ; count++) {
    if (!(await isThere(candidate))) return candidate
    candidate = `${stem}-${count}${ending}`
  }
}

/** The images' side of the API. */
export const createImagesApi = (deps: WorkbenchDeps): ImagesApi => {
  const { store } = deps
  const depots = createDepots({ store })
  const listLoaders = createLoaderList(deps.loaderFolders)
  // A change is made of what the image is: one that reads it while another is being written would take that back.
  const changeInTurn = createQueue()
  // A path is free until the export before is there.
  const exportInTurn = createQueue()
  return {
    depots: async () => summarizeDepots(await depots.list()),
    packages: async ({ name }) => (await depots.get(name)).packages.map(packageLine),
    removeDepot: ({ name }) => depots.remove(name),
    compose: (asked) => compose(deps, asked),
    assemble: (asked) => assemble(deps, asked),
    clone: (asked) => clone(deps, asked),
    change: (asked) => changeInTurn(() => change(deps, asked)),
    software: async ({ imageProfile, depot }) => {
      const software =
        depot === undefined
          ? (await imageSoftwareOf(deps, imageProfile)).software
          : await depotSoftware(deps, imageProfile, depot)
      return { software, problems: problemsOf(software).map(describeProblem) }
    },
    compare: (asked) => compare(deps, asked),
    versions: (asked) => versionsOf(deps, asked),
    restore: (asked) => changeInTurn(() => restore(deps, asked)),
    users: ({ imageProfile }) => usersOf(deps, imageProfile),
    store: () => reportStore(deps),
    check: (asked, signal) => checkStore(deps, asked, signal),
    collect: (signal) => collect(deps, signal),
    export: (asked, signal) =>
      exportInTurn(async () => {
        const path = await freePath(exportPath(deps.exportsFolder, asked))
        await exportImage(deps, { ...asked, path, signal })
        return { path }
      }),
    loaders: async () => [...(await listLoaders())],
  }
}
