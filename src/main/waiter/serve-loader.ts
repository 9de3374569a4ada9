import { createHash } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { LabError } from '../../shared/base/index.ts'
import type { Fact } from '../../shared/facts/index.ts'
import type { BootFile, BootFiles, Requester } from '../tftp/index.ts'
import type { Asker } from './asker.ts'
import type { Breath } from './breath.ts'
import { lostTo } from './file-facts.ts'
import { sendBody } from './send-body.ts'

/** Bytes of a loader in memory at once, twice. */
const pieceSize = 256 * 1024

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
  stall,
  breathe,
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
  /** A client that takes nothing for so many ms is given up. */
  readonly stall: number
  readonly breathe: Breath
  readonly now: () => number
  readonly note: (fact: Fact) => Promise<void>
}): Promise<void> => {
  const begun = now()
  const file = await openLoader(name, requester, files)
  try {
    const { size } = file
    response.writeHead(200, { 'content-type': 'application/efi', 'content-length': size })
    if (request.method === 'HEAD') {
      response.end()
      return
    }
    const hash = createHash('sha256')
    const sent = await sendBody(
      response,
      piecesOf(file, (piece) => hash.update(piece)),
      { stall, breathe },
    )
    const about = { ...asker, file: name, bytes: sent.bytes }
    const took = Math.max(0, now() - begun)
    await note(
      sent.kind === 'whole'
        ? { type: 'waiter.fileServed', ...about, sha256: hash.digest('hex'), took }
        : { type: 'waiter.fileCut', ...about, of: size, cause: lostTo(sent.cause, unplugged) },
    )
  } finally {
    await file.close()
  }
}

const openLoader = async (
  name: string,
  requester: Requester,
  files: BootFiles | undefined,
): Promise<BootFile> => {
  const file = await files?.open(name, requester)
  if (file !== undefined) return file
  throw new LabError('waiter.not-found', `There is no loader ${name}.`, { name })
}

async function* piecesOf(
  file: BootFile,
  seen: (piece: Uint8Array) => unknown,
): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < file.size; at += pieceSize) {
    const piece = await file.read(at, pieceSize)
    seen(piece)
    yield piece
  }
}
