import { gunzipSync } from 'node:zlib'
import { z } from 'zod'
import {
  answers,
  scriptBundle,
  type Answers,
  type ScriptBundle,
} from '../../../shared/document/index.ts'
import { hostProfile, type HostProfile } from '../../../shared/document/schema.ts'
import { payloadNames, readTar } from '../../../shared/image/index.ts'
import type { LoadedFile } from './loaded-image.ts'

/** What came with an image; `problem` when a module of it could not be read. */
export type Given = {
  readonly hostProfile?: HostProfile
  readonly answers?: Answers
  readonly scripts?: ScriptBundle
  readonly problem?: string
}

/** Unpacked bytes at most. */
const largest = 4 * 1024 * 1024

const profilePayload = z.object({
  format: z.literal(1),
  hostProfile,
  answers: answers.optional(),
})
const scriptsPayload = scriptBundle.extend({ format: z.literal(1) })

const contentOf = ({ page }: LoadedFile, file: string): unknown => {
  const tar = gunzipSync(Buffer.concat([...page.pieces()]), { maxOutputLength: largest })
  const found = readTar(tar).find(({ name }) => name === `etc/headwaiter/${file}`)
  return JSON.parse(new TextDecoder().decode(found?.bytes ?? new Uint8Array()))
}

const read = (file: LoadedFile): Given => {
  if (file.name === payloadNames.hostProfile) {
    const { hostProfile, answers } = profilePayload.parse(contentOf(file, 'host-profile.json'))
    return { hostProfile, ...(answers !== undefined && { answers }) }
  }
  const { format: _, ...scripts } = scriptsPayload.parse(contentOf(file, 'script-bundle.json'))
  return { scripts }
}

/** Reads the modules that are no part of the image. One that is damaged is left out, and said. */
export const readPayloads = (files: readonly LoadedFile[]): Given => {
  let given: Given = {}
  for (const file of files) {
    try {
      given = { ...given, ...read(file) }
    } catch {
      given = { ...given, problem: `${file.name} cannot be read.` }
    }
  }
  return given
}
