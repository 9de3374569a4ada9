import { randomUUID } from 'node:crypto'
import { mkdir, open, rm, stat, writeFile, type FileHandle } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { LabError } from '../../shared/base/index.ts'
import { storeError } from './store-error.ts'

/** A file that is to come: its path inside of the upload, parts divided by `/`, and its bytes. */
export type Announced = { readonly path: string; readonly size: number }

/** Files that a window sends piece by piece. They live until they are dropped or the lab opens anew. */
export type Uploads = {
  open(files: readonly Announced[]): Promise<string>
  /**
   * Writes a piece at the end of what is there. `LabError` `image.upload-lost` when there is no such
   * upload or the place is another, `image.disk-full`.
   */
  put(upload: string, file: number, offset: number, bytes: Uint8Array): Promise<void>
  /** The file, or the folder, that is complete now. `LabError` `image.upload-lost`, `image.truncated`. */
  complete(upload: string): Promise<string>
  drop(upload: string): Promise<void>
  /** Removes every upload, of earlier runs as well. */
  clear(): Promise<void>
}

type Upload = { readonly files: readonly Announced[]; readonly received: number[] }

const lost = (message: string): LabError => new LabError('image.upload-lost', message)

/** Uploads below `dir`, which is made with the first. Paths are the contract's: they lead nowhere else. */
export const createUploads = ({ dir }: { readonly dir: string }): Uploads => {
  const uploads = new Map<string, Upload>()
  const find = (upload: string): Upload => {
    const found = uploads.get(upload)
    if (found === undefined) throw lost('There is no such upload.')
    return found
  }
  const drop = async (upload: string) => {
    // Only what we named ourselves becomes a path.
    if (uploads.delete(upload)) await rm(join(dir, upload), { recursive: true, force: true })
  }

  return {
    open: async (files) => {
      const upload = randomUUID()
      const folders = new Set(files.map(({ path }) => dirname(join(dir, upload, path))))
      for (const folder of folders) await mkdir(folder, { recursive: true })
      // No piece will come for a file without bytes.
      for (const { path } of files.filter(({ size }) => size === 0))
        await writeFile(join(dir, upload, path), '')
      uploads.set(upload, { files, received: files.map(() => 0) })
      return upload
    },
    put: async (upload, place, offset, bytes) => {
      const { files, received } = find(upload)
      const file = files[place]
      if (file === undefined || received[place] !== offset || offset + bytes.length > file.size)
        throw lost('A piece of the upload is not the one that was to come.')
      try {
        const written = await open(join(dir, upload, file.path), offset === 0 ? 'w' : 'r+')
        try {
          await writeFully(written, bytes, offset)
        } finally {
          await written.close()
        }
      } catch (error) {
        throw storeError(error)
      }
      received[place] = offset + bytes.length
    },
    complete: async (upload) => {
      const { files, received } = find(upload)
      const short = files.findIndex(({ size }, place) => received[place] !== size)
      const file = files[short]
      if (file !== undefined) {
        const { path, size } = file
        const there = received[short] ?? 0
        throw new LabError('image.truncated', `${path} has ${there} of ${size} bytes.`, { path })
      }
      const [only, ...others] = files
      // What a single file is, the importers tell by its bytes.
      if (only !== undefined && others.length === 0 && !only.path.includes('/'))
        return join(dir, upload, only.path)
      return topFolder(join(dir, upload), files)
    },
    drop,
    clear: async () => {
      uploads.clear()
      await rm(dir, { recursive: true, force: true })
    },
  }
}

/** A disk that is nearly full takes some of the bytes and says so; what it has no room for, the next write tells. */
const writeFully = async (file: FileHandle, bytes: Uint8Array, offset: number): Promise<void> => {
  for (let done = 0; done < bytes.length;) {
    done += (await file.write(bytes, done, bytes.length - done, offset + done)).bytesWritten
  }
}

/** A folder that was dropped comes with its own name before every path. */
const topFolder = async (folder: string, files: readonly Announced[]): Promise<string> => {
  const tops = new Set(files.map(({ path }) => path.split('/')[0] ?? ''))
  const [only = ''] = tops
  const inside = join(folder, only)
  return tops.size === 1 && (await stat(inside)).isDirectory() ? inside : folder
}
