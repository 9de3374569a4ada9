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
      const answers = (address: string) => {
        try {
          segment.exec('curl', ['-s', '-o', '/dev/null', `http://${address}:6501/`])
          return true
        } catch {
          return false
        }
      }
      expect([answers('10.138.0.1'), answers('10.137.0.1')]).toEqual([true, false])

      // Under its new name it still has both, and the one that was chosen is served again.
      for (const change of ['down', 'name rack9'])
        segment.exec('ip', words(`link set rack0 ${change}`))
      segment.exec('ip', words('link set rack9 up'))
      await expect.poll(() => answers('10.138.0.1')).toBe(false)
      await lab.call('lab', 'restoreEverything', {})
      await expect.poll(() => answers('10.138.0.1')).toBe(true)
      expect(answers('10.137.0.1')).toBe(false)

      // None takes its place when it is gone.
      segment.exec('ip', words('addr del 10.138.0.1/24 dev rack9'))
      await expect.poll(() => answers('10.138.0.1')).toBe(false)
      await lab.call('lab', 'restoreEverything', {}).catch(() => undefined)
      expect(answers('10.137.0.1')).toBe(false)
    } finally {
      await segment.close()
    }
  })
})
