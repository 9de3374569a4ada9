import type { IncomingMessage, ServerResponse } from 'node:http'
import { LabError } from '../../shared/base/index.ts'
import type { ImageFile } from '../../shared/document/schema.ts'
import type { Fact } from '../../shared/facts/index.ts'
import { imageSize } from '../../shared/image/index.ts'
import type { ImageStore, OpenBlob } from '../images/index.ts'
import type { Asker } from './asker.ts'
import { placeOf, served, type Assignment } from './assignments.ts'
import { sendBlob, type Sent } from './send-file.ts'

type FileName = Pick<ImageFile, 'sha256' | 'name'>

/**
 * Serves one file of the store by its digest. Before the first byte: `LabError` `image.blob-missing` or
 * `image.blob-corrupt`. The facts are noted in the same turn in which the body is through, so that they
 * stand before those of the host's next request.
 */
export const serveFile = async ({
  request,
  response,
  file,
  asker,
  assignment,
  images,
  now,
  unplugged,
  note,
}: {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly file: FileName
  readonly asker: Asker
  readonly assignment: Assignment | undefined
  readonly images: ImageStore
  readonly now: () => number
  /** Whether the waiter itself closed the connection. */
  readonly unplugged: () => boolean
  readonly note: (...facts: readonly Fact[]) => Promise<void>
}): Promise<void> => {
  const begun = now()
  const blob = await images.open(file.sha256)
  try {
    response.writeHead(200, headersOf(blob))
    if (request.method === 'HEAD') {
      response.end()
      return
    }
    const sent = await sendBlob(response, blob)
    if (sent.kind === 'cut') await note(cut(file, asker, blob, sent, unplugged()))
    else await note(...whole({ file, asker, blob, assignment, now: now(), begun }))
  } finally {
    await blob.file.close()
  }
}

/** A name with a digest in it never means other bytes. */
const headersOf = ({ size, sha256 }: OpenBlob) => ({
  'content-type': 'application/octet-stream',
  'content-length': size,
  'cache-control': 'public, max-age=31536000, immutable',
  etag: `"${sha256}"`,
})

const whole = ({
  file,
  asker,
  blob,
  assignment,
  now,
  begun,
}: {
  file: FileName
  asker: Asker
  blob: OpenBlob
  assignment: Assignment | undefined
  now: number
  begun: number
}): readonly Fact[] => {
  const place = assignment && placeOf(assignment, file)
  const facts: Fact[] = [
    {
      type: 'waiter.fileServed',
      ...asker,
      file: file.name,
      sha256: file.sha256,
      bytes: blob.size,
      took: Math.max(0, now - begun),
      ...place,
    },
  ]
  if (asker.host !== undefined && assignment && place && served(assignment, place)) {
    facts.push(imageServed(asker.host, assignment, now))
  }
  return facts
}

const imageServed = (host: string, { imageProfile, since }: Assignment, now: number): Fact => ({
  type: 'waiter.imageServed',
  host,
  imageProfile: imageProfile.name,
  bytes: imageSize(imageProfile),
  took: Math.max(0, now - since),
})

const cut = (
  file: FileName,
  asker: Asker,
  blob: OpenBlob,
  sent: Extract<Sent, { kind: 'cut' }>,
  unplugged: boolean,
): Fact => ({
  type: 'waiter.fileCut',
  ...asker,
  file: file.name,
  bytes: sent.bytes,
  of: blob.size,
  cause: sent.cause === 'readError' ? 'readError' : unplugged ? 'unplugged' : 'clientGone',
})

/** The fact that speaks of a stored file that lost its digest, when the error is that. */
export const corruptFact = (error: unknown, file: FileName): readonly Fact[] =>
  error instanceof LabError && error.code === 'image.blob-corrupt'
    ? [
        {
          type: 'waiter.fileCorrupt',
          file: file.name,
          expected: file.sha256,
          found: String(error.details['found']),
        },
      ]
    : []
