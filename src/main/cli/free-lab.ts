import { createServer } from 'node:net'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { LabError } from '../../shared/base/index.ts'
import { rebase, type LabDocument } from '../../shared/document/index.ts'

const isFree = (host: string, port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen({ host, port }, () => server.close(() => resolve(true)))
  })

/** Second octets tried after the document's own. */
const triesForSubnet = 32

/**
 * The document on a loopback subnet where no other lab listens: its own, or one of those after it.
 * `LabError` `net.port-in-use` when all are taken.
 */
export const onFreeSubnet = async (document: LabDocument): Promise<LabDocument> => {
  const second = Number(document.network.subnet.split('.')[1])
  for (let octet = second; octet < second + triesForSubnet && octet < 256; octet++) {
    const moved = rebase(document, `127.${octet}.0.0/16`)
    if (await isFree(moved.network.server, moved.network.ports.rules)) return moved
  }
  throw new LabError('net.port-in-use', 'Every loopback subnet for a lab is in use.')
}

/** Runs `work` in a lab folder that is gone afterwards. */
export const inTemporaryFolder = async <T>(work: (folder: string) => Promise<T>): Promise<T> => {
  const folder = await mkdtemp(join(tmpdir(), 'headwaiter-'))
  try {
    return await work(folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
