import type { IncomingMessage, ServerResponse } from 'node:http'
import { LabError } from '../../shared/base/index.ts'
import type { Fact } from '../../shared/facts/index.ts'
import type { BootFile, BootFiles, Requester } from '../tftp/index.ts'
import { answerStored, type BodyPlan } from './answer-stored.ts'
import type { Asker } from './asker.ts'
import type { Breath } from '../breath.ts'
import { cutFact, servedFacts } from './file-facts.ts'
import type { FileName } from './file-request.ts'
import { createLoaderDigests, piecesOf } from './loader-digests.ts'
import { sendBody } from './send-body.ts'

export type LoaderRequest = {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly name: string
  readonly asker: Asker
  readonly requester: Requester
  /** Aborts when the plug is pulled. */
  readonly unplugged: AbortSignal
}

/**
 * Serves boot loaders to firmware that boots by HTTP (UEFI HTTP Boot: HEAD, then GET): the same files that
 * TFTP serves. Rejects before the first byte with `LabError` `waiter.not-found`, and those of the files.
 */
export const createLoaderServing = ({
  files,
  now,
  note,
  stall,
  breathe,
}: {
  readonly files: BootFiles | undefined
  readonly now: () => number
  readonly note: (...facts: readonly Fact[]) => Promise<void>
  /** A client that takes nothing for so many ms is given up. */
  readonly stall: number
  readonly breathe: Breath
}) => {
  const digestOf = createLoaderDigests(breathe)

  const open = async ({ name, requester }: LoaderRequest): Promise<BootFile> => {
    const file = await files?.open(name, requester)
    if (file !== undefined) return file
    throw new LabError('waiter.not-found', `There is no loader ${name}.`, { name })
  }

  const send = async (
    { response, asker, unplugged }: LoaderRequest,
    body: BootFile,
    file: FileName,
    plan: BodyPlan,
  ): Promise<void> => {
    const begun = now()
    const sent = await sendBody(response, piecesOf(body, plan), { stall, breathe })
    const asked = { file, asker, assignment: undefined, bootedSince: () => false, unplugged }
    const part = { ...plan, size: body.size, bytes: sent.bytes }
    if (sent.kind === 'whole') await note(...servedFacts(asked, part, begun, now()))
    else await note(cutFact(asked, part, sent))
  }

  return async (asked: LoaderRequest): Promise<void> => {
    const body = await open(asked)
    try {
      const sha256 = await digestOf(body)
      const plan = answerStored(asked.request, asked.response, {
        size: body.size,
        etag: `"${sha256}"`,
        type: 'application/efi',
        // The name stays when the loader changes.
        cacheControl: 'no-cache',
      })
      if (plan !== undefined) await send(asked, body, { name: asked.name, sha256 }, plan)
    } finally {
      await body.close()
    }
  }
}
