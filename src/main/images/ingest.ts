import { createReadStream } from 'node:fs'
import { basename } from 'node:path'
import { LabError } from '../../shared/base/index.ts'
import { imageFile, type ImageFile } from '../../shared/document/schema.ts'
import type { ImageStore } from './store.ts'

const readSize = 1024 * 1024

/**
 * Stores one file from disk under a name of the image. `LabError` `image.unreadable` when the file
 * cannot be read, `image.name-invalid` when an image cannot hold its name. `onBytes` hears of each read.
 */
export const ingestFile = async ({
  store,
  path,
  name = basename(path),
  options = '',
  signal,
  onBytes,
}: {
  readonly store: ImageStore
  readonly path: string
  readonly name?: string
  readonly options?: string
  readonly signal?: AbortSignal | undefined
  readonly onBytes?: (count: number) => void
}): Promise<ImageFile> => {
  const blob = await store.add(readAll(path, onBytes), signal)
  return { name: validName(name), ...blob, options }
}

/** The name, when an image can hold it. */
export const validName = (name: string): string => {
  if (imageFile.shape.name.safeParse(name).success) return name
  throw new LabError('image.name-invalid', `"${name}" cannot be the name of a file in an image.`, {
    name,
  })
}

async function* readAll(path: string, onBytes: ((count: number) => void) | undefined) {
  try {
    for await (const bytes of createReadStream(path, { highWaterMark: readSize })) {
      onBytes?.(bytes.length)
      yield bytes
    }
  } catch (error) {
    throw new LabError('image.unreadable', `${path} cannot be read.`, { path }, error)
  }
}
