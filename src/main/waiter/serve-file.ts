import type { Fact } from '../../shared/facts/index.ts'
import type { ImageStore, OpenBlob } from '../images/index.ts'
import { answerStored, type BodyPlan } from './answer-stored.ts'
import type { Breath } from '../breath.ts'
import type { FileName, FileRequest } from './file-request.ts'
import { corruptFact, cutFact, servedFacts, underWayFact } from './file-facts.ts'
import { sendBody } from './send-body.ts'

/**
 * Serves files of the store by their digest. Rejects before the first byte with `LabError`
 * `image.blob-missing` or `image.blob-corrupt`. The facts are noted in the same turn in which the body is
 * through, so that they stand before those of the host's next request.
 */
export const createFileServing = ({
  images,
  now,
  note,
  stall,
  tell,
  breathe,
}: {
  readonly images: ImageStore
  readonly now: () => number
  readonly note: (...facts: readonly Fact[]) => Promise<void>
  /** A client that takes nothing for so many ms is given up. */
  readonly stall: number
  /** ms after which a body that is still on its way is told of, each time. */
  readonly tell: number
  readonly breathe: Breath
}) => {
  const open = async (file: FileName): Promise<OpenBlob> => {
    try {
      return await images.open(file.sha256)
    } catch (error) {
      await note(...corruptFact(error, file))
      throw error
    }
  }

  const send = async (asked: FileRequest, blob: OpenBlob, plan: BodyPlan): Promise<void> => {
    const begun = now()
    const partOf = (bytes: number) => ({ ...plan, size: blob.size, bytes })
    let toldAt = begun
    const moved = (bytes: number) => {
      if (now() - toldAt < tell || asked.bootedSince()) return
      toldAt = now()
      void note(underWayFact(asked, partOf(bytes)))
    }
    const sent = await sendBody(asked.response, blob.pieces(plan), { stall, breathe, moved })
    const part = partOf(sent.bytes)
    if (sent.kind === 'whole') await note(...servedFacts(asked, part, begun, now()))
    else await note(cutFact(asked, part, sent), ...corruptFact(sent.error, asked.file))
  }

  const answer = async (asked: FileRequest, blob: OpenBlob): Promise<void> => {
    const plan = answerStored(asked.request, asked.response, {
      size: blob.size,
      etag: `"${blob.sha256}"`,
      type: 'application/octet-stream',
      // A name with a digest in it never means other bytes.
      cacheControl: 'public, max-age=31536000, immutable',
    })
    if (plan !== undefined) await send(asked, blob, plan)
  }

  return async (asked: FileRequest): Promise<void> => {
    const blob = await open(asked.file)
    try {
      await answer(asked, blob)
    } finally {
      await blob.close()
    }
  }
}
