import { access, open, readFile, rename, rm, writeFile } from 'node:fs/promises'

/** Whether the system says that a file is not there. */
export const isMissing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ENOENT'

/** The text of a file; undefined where there is none. Rejects with the system's own error for what cannot be read. */
export const readIfThere = (file: string): Promise<string | undefined> =>
  readFile(file, 'utf8').catch((error: unknown) => {
    if (isMissing(error)) return undefined
    throw error
  })

export const isThere = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  )

/** Puts a file in the place of what had its name, durably: it is whole or, when that fails, as it was. */
export const putFile = async (
  file: string,
  content: string | Uint8Array,
  mode = 0o644,
): Promise<void> => {
  const draft = `${file}.new`
  // What a crash has left could have another mode.
  await rm(draft, { force: true })
  try {
    await writeFile(draft, content, { mode, flush: true })
    await rename(draft, file)
  } catch (error) {
    await rm(draft, { force: true })
    throw error
  }
}

/** Makes the names in a folder durable. Windows has no such call and needs none. */
export const syncFolder = async (path: string): Promise<void> => {
  if (process.platform === 'win32') return
  const folder = await open(path, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}
