import { LabError } from '../../shared/base/index.ts'
import type { Fact, FactOf } from '../../shared/facts/index.ts'
import { imageSize } from '../../shared/image/index.ts'
import { placeOf, served, type Assignment } from './assignments.ts'
import type { Sent } from './send-body.ts'
import type { FileName, FileRequest } from './file-request.ts'

type Asked = Omit<FileRequest, 'request' | 'response'>

/** The part of a file that left: `bytes` of it from `start` on. */
export type Part = {
  readonly status: 200 | 206
  readonly start: number
  readonly bytes: number
  readonly size: number
}

/** What there is to say when a body left whole; with the last one of an image, that it is served. */
export const servedFacts = (
  { file, asker, assignment }: Asked,
  part: Part,
  begun: number,
  now: number,
): readonly Fact[] => {
  const place = assignment && placeOf(assignment, file)
  const fact: Fact = {
    type: 'waiter.fileServed',
    ...asker,
    file: file.name,
    sha256: file.sha256,
    bytes: part.bytes,
    ...(part.status === 206 ? { from: part.start } : {}),
    took: Math.max(0, now - begun),
    ...place,
  }
  const { host } = asker
  if (host === undefined || assignment === undefined || place === undefined) return [fact]
  return served(assignment, place, reach(part))
    ? [fact, imageServed(host, assignment, now)]
    : [fact]
}

/** How far a body is that is not through yet. */
export const underWayFact = ({ file, asker, assignment }: Asked, part: Part): Fact => ({
  type: 'waiter.fileUnderWay',
  ...asker,
  file: file.name,
  bytes: part.start + part.bytes,
  size: part.size,
  ...(assignment && placeOf(assignment, file)),
})

const reach = ({ start, bytes, size }: Part) => ({ start, end: start + bytes, size })

const imageServed = (host: string, { imageProfile, since }: Assignment, now: number): Fact => ({
  type: 'waiter.imageServed',
  host,
  imageProfile: imageProfile.name,
  bytes: imageSize(imageProfile),
  took: Math.max(0, now - since),
})

/**
 * What there is to say when a body did not leave whole. A client resumes from what it has, which may be
 * more than is known to have left.
 */
export const cutFact = (
  { file, asker, assignment, bootedSince, unplugged }: Asked,
  part: Part,
  { cause, atMost }: Cut,
): Fact => {
  const place = assignment && placeOf(assignment, file)
  // All handed over and yet not finished: the last byte may be missing.
  const end = Math.min(part.start + atMost, part.size - 1)
  if (assignment && place) served(assignment, place, { ...part, end })
  return {
    type: 'waiter.fileCut',
    ...asker,
    file: file.name,
    bytes: part.bytes,
    of: part.size,
    cause: lostTo(cause, unplugged),
    ...(bootedSince() && { earlierBoot: true }),
  }
}

type Cut = Extract<Sent, { kind: 'cut' }>

/** Why a body was cut, in the journal's words. */
export const lostTo = (
  cause: Cut['cause'],
  unplugged: AbortSignal,
): FactOf<'waiter.fileCut'>['cause'] => {
  if (cause !== 'connection') return cause
  return unplugged.aborted ? 'unplugged' : 'clientGone'
}

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
