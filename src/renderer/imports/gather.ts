import { LabError } from '../../shared/base/index.ts'
import { pathOf } from './desktop.ts'

/** A file and its path inside of what was dropped, parts divided by `/`. */
export type DroppedFile = { readonly path: string; readonly file: File }

/** One image to be: an ISO, an offline bundle, or the files of a folder; or a lab file. */
export type Drop = {
  readonly name: string
  readonly files: readonly DroppedFile[]
  /** Where it lies on this computer; then nothing has to be uploaded. */
  readonly place?: string
  /** Why nothing of it can be imported. */
  readonly problem?: LabError
}

const isArchive = ({ path }: DroppedFile): boolean => /^[^/]+\.(iso|zip|lab)$/i.test(path)

/** The place of a folder, from that of a file in it. */
const folderOf = ({ path, file }: DroppedFile): string | undefined => {
  const place = pathOf(file)
  const inside = path.split('/').slice(1).join('/')
  return place?.slice(0, Math.max(0, place.length - inside.length - 1))
}

const withPlace = (drop: Drop, place: string | undefined): Drop =>
  place === undefined || place === '' ? drop : { ...drop, place }

/** Each ISO and bundle by itself; all files below one folder together; loose files together. */
export const sortOut = (files: readonly DroppedFile[]): readonly Drop[] => {
  const archives = files.filter(isArchive)
  const loose = files.filter((file) => !file.path.includes('/') && !isArchive(file))
  const below = Map.groupBy(
    files.filter(({ path }) => path.includes('/')),
    ({ path }) => path.split('/')[0] ?? '',
  )
  const [first] = loose
  return [
    ...archives.map((file) => withPlace({ name: file.path, files: [file] }, pathOf(file.file))),
    ...[...below].map(([name, inside]) => {
      const [one] = inside
      return withPlace({ name, files: inside }, one && folderOf(one))
    }),
    ...(first === undefined ? [] : [{ name: first.path, files: loose }]),
  ]
}

/** What a picker gave: one of folders fills `webkitRelativePath`. */
export const fromPicker = (files: Iterable<File>): readonly Drop[] =>
  sortOut(
    [...files].map((file) => ({
      path: file.webkitRelativePath === '' ? file.name : file.webkitRelativePath,
      file,
    })),
  )

const entriesOf = async (folder: FileSystemDirectoryEntry): Promise<readonly FileSystemEntry[]> => {
  const reader = folder.createReader()
  const all: FileSystemEntry[] = []
  for (;;) {
    // It gives a hundred at a time, and none at the end.
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    )
    if (some.length === 0) return all
    all.push(...some)
  }
}

const isFolder = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory
const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile

const filesBelow = async (entry: FileSystemEntry): Promise<readonly DroppedFile[]> => {
  const path = entry.fullPath.replace(/^\//, '')
  if (isFolder(entry)) {
    const files: DroppedFile[] = []
    for (const inside of await entriesOf(entry)) files.push(...(await filesBelow(inside)))
    return files
  }
  if (!isFile(entry)) return []
  const file = await new Promise<File>((resolve, reject) => entry.file(resolve, reject))
  return [{ path, file }]
}

const noConfig = (name: string) =>
  new LabError('image.no-boot-config', `${name} has no boot.cfg, so it is no image.`, { name })

/** Its files; an error that says why there are none. */
const filesOf = async (entry: FileSystemEntry): Promise<readonly DroppedFile[] | LabError> => {
  try {
    const files = await filesBelow(entry)
    return files.length > 0 ? files : noConfig(entry.name)
  } catch (error) {
    return new LabError('image.unreadable', `${entry.name} cannot be read.`, {}, error)
  }
}

/** What was dropped onto the window. The entries are only there while the event is being handled. */
export const fromDrop = async (items: DataTransferItemList): Promise<readonly Drop[]> => {
  const entries = [...items].flatMap((item) => item.webkitGetAsEntry() ?? [])
  const files: DroppedFile[] = []
  const lost: Drop[] = []
  for (const entry of entries) {
    const found = await filesOf(entry)
    if (found instanceof LabError) lost.push({ name: entry.name, files: [], problem: found })
    else files.push(...found)
  }
  return [...sortOut(files), ...lost]
}
