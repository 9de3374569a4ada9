import { join } from 'node:path'
import { expect, it } from 'vitest'
import { buildReferenceImage, createImageStore } from '../../src/main/images/index.ts'
import { filesOf } from '../../src/shared/image/index.ts'
import { withDemoLab } from '../lessons/demo-lab.ts'

it('has its whole image after a first start that was killed while it was made', async () => {
  /** The image as the killed start left it: its last module is not there. */
  const prepare = async (folder: string) => {
    const store = createImageStore({ dir: join(folder, 'images') })
    const { modules } = await buildReferenceImage({ store })
    await store.remove(modules.at(-1)?.sha256 ?? '')
  }
  await withDemoLab(
    async ({ images, state }) => {
      const files = state().document.imageProfiles.flatMap(filesOf)
      expect(files.length).toBeGreaterThan(1)
      for (const { sha256 } of files) expect(await images.has(sha256)).toBe(true)
    },
    undefined,
    prepare,
  )
})
