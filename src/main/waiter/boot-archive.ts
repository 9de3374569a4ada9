import { createHash } from 'node:crypto'
import { buffer } from 'node:stream/consumers'
import yazl from 'yazl'
import { LabError } from '../../shared/base/index.ts'
import type { BootFile, BootFiles, Requester } from '../tftp/index.ts'
import type { Answer } from './answer.ts'

/** What firmware can be given to start: the files by name, and which of them are loaders. */
export type BootLoaders = {
  readonly files: BootFiles
  names(): Promise<readonly string[]>
}

const name = 'deploy-tftp.zip'
/** The same loaders give the same archive. */
const mtime = new Date(1980, 0, 1)

/**
 * What vSphere calls the "TFTP Boot Zip": `tramp` and every loader, to be unpacked into the root of
 * another TFTP server. `LabError` `waiter.not-found` when there is nothing to put in.
 */
export const bootArchive = async (loaders: BootLoaders | undefined, requester: Requester) => {
  if (loaders === undefined) throw new LabError('waiter.not-found', 'There are no boot loaders.')
  const zip = new yazl.ZipFile()
  for (const each of new Set(['tramp', ...(await loaders.names())])) {
    const file = await loaders.files.open(each, requester)
    if (file !== undefined) zip.addBuffer(await bytesOf(file), each, { mtime, compress: false })
  }
  zip.end()
  const body = await buffer(zip.outputStream)
  const answer: Answer = {
    status: 200,
    type: 'application/zip',
    body,
    headers: { 'cache-control': 'no-store' },
  }
  return { name, sha256: createHash('sha256').update(body).digest('hex'), answer }
}

const bytesOf = async (file: BootFile): Promise<Buffer> => {
  try {
    return Buffer.from(await file.read(0, file.size))
  } finally {
    await file.close()
  }
}
