import { appendFileSync, existsSync, readFileSync, renameSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { jsonLine, type Clock } from '../../shared/base/index.ts'

const ownError = z.object({ at: z.number(), text: z.string() })
export type OwnError = z.infer<typeof ownError>

/** Bytes of the file before a new one is begun; the one before is kept. */
const mostBytes = 256 * 1024

const fileIn = (folder: string): string => join(folder, 'errors.jsonl')
const before = (file: string): string => `${file}.before`

const textIn = (file: string): string => {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

/** What the program did not expect while it ran the lab of this folder, oldest first. */
export const readOwnErrors = (folder: string): readonly OwnError[] =>
  `${textIn(before(fileIn(folder)))}\n${textIn(fileIn(folder))}`
    .split('\n')
    .flatMap((line) => jsonLine(ownError, line))

const textOf = (error: unknown): string =>
  error instanceof Error ? (error.stack ?? error.message) : String(error)

/** At once: the next moment may be the program's last. A disk that takes nothing is not worth a second error. */
const note = (file: string, noted: OwnError): void => {
  try {
    if (existsSync(file) && statSync(file).size > mostBytes) renameSync(file, before(file))
    // The line before it may have been cut.
    appendFileSync(file, `\n${JSON.stringify(noted)}`, { mode: 0o600 })
  } catch {
    return
  }
}

/**
 * Gives what to tell errors to: each is noted in the lab's folder and told on. What ends the program is noted, too, until
 * `signal`; the program ends as it would.
 */
export const noteErrors = (
  {
    folder,
    clock,
    onUnexpected,
  }: {
    readonly folder: string
    readonly clock: Pick<Clock, 'now'>
    readonly onUnexpected: (error: unknown) => void
  },
  signal: AbortSignal,
): ((error: unknown) => void) => {
  const keep = (error: unknown) => note(fileIn(folder), { at: clock.now(), text: textOf(error) })
  process.on('uncaughtExceptionMonitor', keep)
  signal.addEventListener('abort', () => process.off('uncaughtExceptionMonitor', keep))
  return (error) => {
    keep(error)
    onUnexpected(error)
  }
}
