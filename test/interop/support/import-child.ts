/**
 * An import in a process of its own, so that its memory can be told: `import-child.ts STORE PATH`. Prints
 * `{ name, files, size, peakMiB }`, or `{ code }` when it was refused.
 */
import { createImageStore, importImage } from '../../../src/main/images/index.ts'
import { LabError } from '../../../src/shared/base/index.ts'
import { filesOf, imageSize } from '../../../src/shared/image/index.ts'

const [dir = '', path = ''] = process.argv.slice(2)
const print = (value: object) => process.stdout.write(`${JSON.stringify(value)}\n`)
try {
  const profile = await importImage({ store: createImageStore({ dir }), path })
  const peakMiB = process.resourceUsage().maxRSS / 1024
  print({ name: profile.name, files: filesOf(profile).length, size: imageSize(profile), peakMiB })
} catch (error) {
  print({ code: error instanceof LabError ? error.code : String(error) })
}
