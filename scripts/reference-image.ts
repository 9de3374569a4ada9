import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { stringify } from 'yaml'
import { buildReferenceImage, createImageStore } from '../src/main/images/index.ts'

/** Prints the image profile of the reference image, for resources/images/reference-profile.yaml. */
const dir = await mkdtemp(join(tmpdir(), 'headwaiter-'))
try {
  const profile = await buildReferenceImage({ store: createImageStore({ dir }) })
  process.stdout.write(
    `# Written by scripts/reference-image.ts; do not edit.\n${stringify(profile, { lineWidth: 120 })}`,
  )
} finally {
  await rm(dir, { recursive: true })
}
