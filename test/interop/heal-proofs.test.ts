import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { stringify } from 'yaml'
import type { FactOf } from '../../src/shared/facts/index.ts'
import { smallLabInput } from '../document/small-lab.ts'
import { titled } from './support/cables.ts'
import { openSegment, segmentMissing, type Segment } from './support/segment.ts'
import { serveLab, type ServedLab } from './support/served-lab.ts'

const missing = segmentMissing()

/*
 * A served interface's sockets hear that interface alone. The proof's own clients sit on the same machine, so what
 * they send goes through the loopback device; Linux counts it as come in on the interface that has the address
 * it was sent to, and so it reaches the pinned sockets.
 */
describe.skipIf(missing !== undefined)(titled('a plug of a served interface', missing), () => {
  let segment: Segment
  let folder: string
  let lab: ServedLab

  beforeAll(async () => {
    segment = openSegment('heal', '10.131.0.1/24')
    folder = segment.folder
    const file = join(folder, 'rack.yaml')
    writeFileSync(file, stringify(smallLabInput()))
    lab = await serveLab(segment, ['--lab', join(folder, 'lab'), '--file', file])
  })
  afterAll(() => segment.close())

  /** What became of the plug after it was restored. */
  const outcome = async (component: string) => {
    for (let tries = 0; tries < 100; tries += 1) {
      const found = (await lab.facts())
        .map(({ fact }) => fact)
        .find(
          (fact): fact is FactOf<'plug.healed'> | FactOf<'plug.notHealed'> =>
            (fact.type === 'plug.healed' || fact.type === 'plug.notHealed') &&
            fact.component === component,
        )
      if (found !== undefined) return found
      await sleep(100)
    }
    throw new Error(`Nothing came of restoring ${component}.`)
  }

  it('says at once what its start takes some seconds for', () => {
    expect(lab.said).toMatch(/^Opening the lab, and asking on \S+ for other DHCP servers/)
    expect(lab.said).toContain('LIVE on ')
  })

  it.each([
    ['dhcp', /^Received OFFER of 10\.131\.0\.\d+ from 10\.131\.0\.1/],
    ['tftp', /^5632 bytes arrived, SHA-256 .* as sent$/],
    ['waiter', /^GET \/vmw\/rbd\/tramp: an iPXE script/],
  ])('%s heals by a proof that goes through the pinned sockets', async (plug, step) => {
    await lab.call('plug', 'pull', { plug })
    await lab.call('plug', 'restore', { plug })
    expect(await outcome(plug)).toMatchObject({
      type: 'plug.healed',
      steps: expect.arrayContaining([expect.stringMatching(step)]),
    })
  })
})
