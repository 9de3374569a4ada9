import type { Progress } from '../images/index.ts'
import type { Output } from './output.ts'

const mebibytes = (bytes: number) => `${(bytes / 1024 / 1024).toFixed(1)} MiB`

/** Says each file of an import as it begins. */
export const showProgress = (output: Output): Progress => {
  let last: string | undefined
  return ({ file, done, total }) => {
    if (file === last) return
    last = file
    output.say(
      `${file} (${mebibytes(done)}${total === undefined ? '' : ` of ${mebibytes(total)}`})`,
    )
  }
}
