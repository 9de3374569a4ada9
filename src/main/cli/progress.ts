import type { Progress } from '../images/index.ts'
import type { Upgrade } from '../journal/index.ts'
import type { Output } from './output.ts'

export const mebibytes = (bytes: number): string => `${(bytes / 1024 / 1024).toFixed(1)} MiB`

/** Says each file of an import as it begins, and each tenth of the whole. */
export const showProgress = (output: Output): Progress => {
  let last: string | undefined
  let tenth = 0
  return ({ file, done, total }) => {
    const now = total === undefined || total === 0 ? 0 : Math.floor((10 * done) / total)
    if (file === last && now === tenth) return
    last = file
    tenth = now
    output.say(
      total === undefined
        ? `${file} (${mebibytes(done)})`
        : `${String(10 * now).padStart(3)}% ${file} (${mebibytes(done)} of ${mebibytes(total)})`,
    )
  }
}

/** Says how far the file of an older Headwaiter is brought, each tenth. */
export const sayUpgrade = (output: Output): ((upgrade: Upgrade) => void) => {
  let tenth = -1
  return ({ done, total }) => {
    const now = Math.floor((10 * done) / total)
    if (now === tenth) return
    if (tenth < 0)
      output.say(
        `The lab is from an older Headwaiter: each of its ${total} facts gets a sum, once. Ctrl-C does no harm; the next start goes on.`,
      )
    tenth = now
    output.say(`${String(10 * now).padStart(3)}% of ${total} facts`)
  }
}
