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

/** Finds a file by path without regard to case: names on an ISO 9660 medium are in capitals. */
export const finderIn = (
  files: readonly ArchiveFile[],
): ((path: string) => ArchiveFile | undefined) => {
  const byName = new Map(files.map((file) => [file.path.toLowerCase(), file]))
  return (path) => byName.get(path.toLowerCase())
}
