import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { claimFreeSubnet } from '../../src/main/cli/free-lab.ts'
import { buildReferenceImage, createImageStore } from '../../src/main/images/index.ts'
import { demoLab, openLab, readLabFile } from '../../src/main/open-lab.ts'
import { createSystemClock } from '../../src/main/system-clock.ts'
import { filesOf } from '../../src/shared/image/index.ts'

it('has its whole image after a first start that was killed while it was made', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'headwaiter-killed-start-'))
  try {
    const store = createImageStore({ dir: join(folder, 'images') })
    const image = await buildReferenceImage({ store })
    const [last] = image.modules.slice(-1)
    await store.remove(last?.sha256 ?? '')
    await using claimed = await claimFreeSubnet(await readLabFile(demoLab))
    const app = await openLab({
      folder,
      initial: claimed.document,
      clock: createSystemClock(),
      hostsWorker: new URL('../../src/main/hosts/simulated/worker.ts', import.meta.url),
      platform: 'browser',
      onUnexpected: (error) => {
        throw error
      },
    })
    await app.stop()
    for (const { sha256 } of filesOf(image)) expect(await store.has(sha256)).toBe(true)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
})
