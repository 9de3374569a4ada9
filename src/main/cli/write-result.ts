import { writeFile } from 'node:fs/promises'
import { LabError } from '../../shared/base/index.ts'
import { whyNot } from '../why-not.ts'

/** Writes what a command made into the file a person named. `LabError` `cli.file-not-written`. */
export const writeResult = async (
  file: string,
  content: string | Uint8Array,
  { flag = 'w' }: { readonly flag?: 'w' | 'wx' } = {},
): Promise<void> => {
  try {
    await writeFile(file, content, { flag })
  } catch (error) {
    const message = `${file} could not be written: ${whyNot(error)}.`
    throw new LabError('cli.file-not-written', message, { file }, error)
  }
}
