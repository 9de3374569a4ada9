/** A file inside of an archive. `path` is as the archive has it, parts divided by `/`. */
export type ArchiveFile = {
  readonly path: string
  /** Bytes, as the archive promises; `read` gives exactly so many or throws. */
  readonly size: number
  /** The file's bytes, in pieces that hold until the next but one is asked for. */
  read(): AsyncIterable<Uint8Array>
}

/** An archive that is open. */
export type Archive = {
  readonly files: readonly ArchiveFile[]
  close(): Promise<void>
}

/** The files of the one folder that has a file `landmark`; all of them when it stands at the top, or in several. */
export const withinFolder = (
  files: readonly ArchiveFile[],
  landmark: string,
): readonly ArchiveFile[] => {
  const places = files
    .map(({ path }) => path.split('/'))
    .filter((parts) => parts.length <= 2 && parts.at(-1)?.toLowerCase() === landmark)
  const [place, ...others] = places
  if (place?.length !== 2 || others.length > 0) return files
  const folder = `${place[0]}/`
  return files
    .filter(({ path }) => path.startsWith(folder))
    .map((file) => ({ ...file, path: file.path.slice(folder.length) }))
}

/** Finds a file by path without regard to case: names on an ISO 9660 medium are in capitals. */
export const finderIn = (
  files: readonly ArchiveFile[],
): ((path: string) => ArchiveFile | undefined) => {
  const byName = new Map(files.map((file) => [file.path.toLowerCase(), file]))
  return (path) => byName.get(path.toLowerCase())
}
