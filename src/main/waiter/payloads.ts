import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import type { LabDocument } from '../../shared/document/schema.ts'
import type { Association } from '../../shared/facts/index.ts'
import { answersOf, profileOf } from '../../shared/deploy/index.ts'
import { payloadNames, writeTar, type PayloadName } from '../../shared/image/index.ts'
import type { Answer } from './answer.ts'

/** A module made for one host at the moment it registered. */
export type Payload = {
  readonly name: PayloadName
  readonly sha256: string
  readonly bytes: Uint8Array
}

const archive = (name: PayloadName, files: Readonly<Record<string, string>>): Payload => {
  const encoder = new TextEncoder()
  const tar = writeTar(
    Object.entries(files).map(([file, text]) => ({
      name: `etc/headwaiter/${file}`,
      bytes: encoder.encode(text),
    })),
  )
  const bytes = gzipSync(tar)
  return { name, bytes, sha256: createHash('sha256').update(bytes).digest('hex') }
}

/** What the host gets beside its image: its host profile with its answers, and its script bundle. */
export const payloadsOf = (
  document: LabDocument,
  host: string,
  association: Association,
): readonly Payload[] => {
  const hostProfile = profileOf(document, association)
  const answers = answersOf(document, host)
  const bundle = document.scriptBundles.find(({ name }) => name === association.scriptBundle)
  const profile =
    hostProfile === undefined
      ? []
      : [
          archive(payloadNames.hostProfile, {
            'host-profile.json': JSON.stringify({ format: 1, hostProfile, answers }),
          }),
        ]
  const scripts =
    bundle === undefined
      ? []
      : [
          archive(payloadNames.scriptBundle, {
            'script-bundle.json': JSON.stringify({ format: 1, ...bundle }),
          }),
        ]
  return [...profile, ...scripts]
}

/** A payload as an answer: true for one host and one boot. */
export const payloadAnswer = ({ bytes: body }: Payload): Answer => ({
  status: 200,
  type: 'application/gzip',
  body,
  headers: { 'cache-control': 'no-store' },
})
