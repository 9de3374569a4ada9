import { createHash } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { LabError } from '../../shared/base/index.ts'
import type { Fact } from '../../shared/facts/index.ts'
import type { BootFiles, Requester } from '../tftp/index.ts'
import type { Asker } from './asker.ts'

const largest = 64 * 1024 * 1024

/**
 * Serves a boot loader to firmware that boots by HTTP (UEFI HTTP Boot: HEAD, then GET, no ranges): the
 * same files that TFTP serves. `LabError` `waiter.not-found`, and those of the files.
 */
export const serveLoader = async ({
  request,
  response,
  name,
  asker,
  requester,
  files,
  unplugged,
  now,
  note,
}: {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly name: string
  readonly asker: Asker
  readonly requester: Requester
  readonly files: BootFiles | undefined
  /** Aborts when the plug is pulled. */
  readonly unplugged: AbortSignal
  readonly now: () => number
  readonly note: (...facts: readonly Fact[]) => Promise<void>
}): Promise<void> => {
  const begun = now()
  const bytes = await readLoader(name, requester, files)
  response.writeHead(200, { 'content-type': 'application/efi', 'content-length': bytes.length })
  if (request.method === 'HEAD') {
    response.end()
    return
  }
  const whole = await ended(response, bytes)
  const took = Math.max(0, now() - begun)
  const cause = unplugged.aborted ? 'unplugged' : 'clientGone'
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  await note(
    whole
      ? { type: 'waiter.fileServed', ...asker, file: name, sha256, bytes: bytes.length, took }
      : {
          type: 'waiter.fileCut',
          ...asker,
          file: name,
          bytes: 0,
          of: bytes.length,
          cause,
        },
  )
}

const readLoader = async (
  name: string,
  requester: Requester,
  files: BootFiles | undefined,
): Promise<Uint8Array> => {
  const file = await files?.open(name, requester)
  if (file === undefined)
    throw new LabError('waiter.not-found', `There is no loader ${name}.`, { name })
  try {
    return await file.read(0, Math.min(file.size, largest))
  } finally {
    await file.close()
  }
}

const ended = (response: ServerResponse, bytes: Uint8Array): Promise<boolean> =>
  new Promise((resolve) => {
    response.once('close', () => {
      resolve(response.writableFinished)
    })
    response.end(bytes, () => {
      resolve(true)
    })
  })
