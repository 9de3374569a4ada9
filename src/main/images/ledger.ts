import { createHash } from 'node:crypto'
import { appendFile, mkdir, readFile, rm, stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { z } from 'zod'
import { jsonLine } from '../../shared/base/index.ts'
import { sha256 } from '../../shared/base/schemas.ts'
import type { Blob } from './store.ts'
import { unreadable } from './unreadable.ts'

/**
 * What an import has stored already, so that it goes on there after a crash or a cancel. One file for
 * each source, a line for each stored file; gone when the import is complete.
 */
export type Ledger = {
  /** What this file of the source became, when it was stored before. */
  get(path: string): Blob | undefined
  put(path: string, blob: Blob): Promise<void>
  complete(): Promise<void>
}

const line = z.object({ path: z.string(), sha256, size: z.int().min(0) })

/** The folder of a store that holds its ledgers. */
export const ledgerFolder = (storeDir: string): string => join(storeDir, 'imports')

/**
 * Opens the ledger of a source: a file, a folder, or several files. Another size or date is another
 * source. `LabError` `image.unreadable` when one cannot be looked at.
 */
export const openLedger = async (
  storeDir: string,
  ...sources: readonly string[]
): Promise<Ledger> => {
  const file = join(ledgerFolder(storeDir), `${await keyOf(sources)}.jsonl`)
  const known = new Map(
    parseLedger(await readFile(file, 'utf8').catch(() => '')).map(({ path, ...blob }) => [
      path,
      blob,
    ]),
  )
  return {
    get: (path) => known.get(path),
    put: async (path, blob) => {
      known.set(path, blob)
      await mkdir(ledgerFolder(storeDir), { recursive: true })
      await appendFile(file, `${JSON.stringify({ path, ...blob })}\n`)
    },
    complete: () => rm(file, { force: true }),
  }
}

const keyOf = async (sources: readonly string[]): Promise<string> => {
  const hash = createHash('sha256')
  for (const source of sources) {
    const path = resolve(source)
    const { size, mtimeNs } = await stat(path, { bigint: true }).catch(unreadable(path))
    hash.update(`${path}\n${size}\n${mtimeNs}\n`)
  }
  return hash.digest('hex').slice(0, 32)
}

/** The lines that are whole; a crash may have cut the last one. */
export const parseLedger = (text: string): readonly z.infer<typeof line>[] =>
  text.split('\n').flatMap((raw) => jsonLine(line, raw))
