import type { ImportSource } from '../../shared/contract/index.ts'
import { uploadPiece } from '../../shared/contract/upload-piece.ts'
import type { LabClient } from '../client/connection.ts'
import type { Drop } from './gather.ts'

/** Told as it goes on. Bytes. */
export type Step = {
  readonly phase: 'upload' | 'read'
  readonly file: string
  readonly done: number
  readonly total?: number
}

/** What a source is called in the lab, where the source alone does not decide. */
export type Choice = { readonly name?: string; readonly profile?: string }

type Told = (step: Step) => void

/** Hands the lab the bytes, piece by piece, each when the one before has arrived. */
const upload = async (
  client: LabClient,
  { files }: Drop,
  signal: AbortSignal,
  told: Told,
): Promise<string> => {
  const announced = files.map(({ path, file }) => ({ path, size: file.size }))
  const total = announced.reduce((sum, { size }) => sum + size, 0)
  const { upload: id } = await client.imports.openUpload({ files: announced }, { signal })
  try {
    let done = 0
    for (const [place, { path, file }] of files.entries()) {
      for (let offset = 0; offset < file.size; offset += uploadPiece) {
        const bytes = file.slice(offset, offset + uploadPiece)
        await client.imports.putUpload({ upload: id, file: place, offset, bytes }, { signal })
        done += bytes.size
        told({ phase: 'upload', file: path, done, total })
      }
    }
    return id
  } catch (error) {
    await client.imports.dropUpload({ upload: id }).catch(() => undefined)
    throw error
  }
}

/** Makes what was dropped something the lab can read: its place on this computer, or an upload. */
export const sourceOf = async (
  client: LabClient,
  drop: Drop,
  signal: AbortSignal,
  told: Told,
): Promise<ImportSource> =>
  drop.place === undefined
    ? { kind: 'upload', upload: await upload(client, drop, signal, told) }
    : { kind: 'path', path: drop.place }

/** Imports a source; resolves with the name of the image profile. Aborting cancels it in the lab. */
export const bringIn = async (
  client: LabClient,
  source: ImportSource,
  choice: Choice,
  signal: AbortSignal,
  told: Told,
): Promise<string> => {
  const steps = await client.imports.run({ source, ...choice }, { signal })
  for await (const step of steps) {
    if (step.kind === 'added') return step.imageProfile
    const { file, done, total } = step
    told({ phase: 'read', file, done, ...(total !== undefined && { total }) })
  }
  throw new Error('The import ended without an image profile.')
}
