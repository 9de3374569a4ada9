import { readFile } from 'node:fs/promises'
import { LabError, type ErrorCode } from '../../shared/base/index.ts'
import { whyNot } from '../why-not.ts'

/** Reads a file that a person named. `LabError` of that code. */
export const readNamed = (
  file: string,
  code: ErrorCode = 'cli.unreadable-file',
): Promise<Uint8Array> =>
  readFile(file).catch((error: unknown) => {
    throw new LabError(code, `${file} cannot be read: ${whyNot(error)}.`, { file }, error)
  })
