import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { titled, words } from './support/cables.ts'
import { openSegment, segmentMissing } from './support/segment.ts'
import { runLab } from './support/served-lab.ts'

const missing = segmentMissing()

describe.skipIf(missing !== undefined)(titled('an interface with two addresses', missing), () => {
  it('is served by the one that is chosen, which may be the second', async () => {
    const segment = openSegment('addresses', '10.137.0.1/24')
    try {
      segment.exec('ip', words(`addr add 10.138.0.1/24 dev ${segment.bridge}`))
      const lab = await runLab(segment, [
        'serve',
        ...['--interface', segment.bridge, '--yes-this-network-is-mine'],
        ...['--address', '10.138.0.1', '--lab', join(segment.folder, 'lab')],
      ])
      expect(lab.said).toContain(
        `LIVE on ${segment.bridge} at 10.138.0.1: leasing 10.138.0.128 to 10.138.0.254.`,
      )
    } finally {
      await segment.close()
    }
  })
})
