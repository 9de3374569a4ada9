import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { FactOf } from '../../src/shared/facts/index.ts'
import { titled, words } from './support/cables.ts'
import { openSegment, segmentMissing, type Segment } from './support/segment.ts'
import { runLab, type ServedLab } from './support/served-lab.ts'

const missing = segmentMissing()
const served = ['dhcp', 'tftp', 'waiter']

describe.skipIf(missing !== undefined)(titled('a served interface', missing), () => {
  let segment: Segment
  let folder: string
  let lab: ServedLab
  beforeEach(async () => {
    segment = openSegment('changes', '10.136.0.1/24')
    folder = mkdtempSync(join(tmpdir(), 'headwaiter-changes-'))
    lab = await runLab(segment, ['lab', '--lab', join(folder, 'lab')])
    const { bridge } = segment
    const order = { interface: bridge, typed: bridge, mode: 'authoritative' }
    await lab.call('network', 'serve', order)
  })
  afterEach(async () => {
    await segment.close()
    rmSync(folder, { recursive: true, force: true })
  })

  const ip = (line: string) => segment.exec('ip', words(line))
  const facts = async <T extends 'component.failed' | 'plug.healed'>(type: T) =>
    (await lab.facts())
      .map(({ fact }) => fact)
      .filter((fact): fact is FactOf<T> => fact.type === type)
  /** Sockets on the interface, by whichever name it has. */
  const pinned = () =>
    segment
      .exec('ss', ['-Hlntu'])
      .split('\n')
      .filter((line) => /%rack/.test(line))
  const stopped = async () => {
    await expect
      .poll(
        async () => (await facts('component.failed')).map(({ component }) => component).sort(),
        {
          timeout: 10_000,
        },
      )
      .toEqual(served)
    expect(pinned()).toEqual([])
    return (await facts('component.failed')).map(({ reason }) => reason)
  }

  it.each<readonly [string, readonly string[], readonly string[], RegExp]>([
    [
      'is gone and comes back',
      ['link del rack0'],
      [
        'link add rack0 type bridge forward_delay 0',
        'addr add 10.136.0.1/24 dev rack0',
        'link set rack0 up',
      ],
      /rack0 is gone/,
    ],
    [
      'is renamed and renamed back',
      ['link set rack0 down', 'link set rack0 name rack9', 'link set rack9 up'],
      ['link set rack9 down', 'link set rack9 name rack0', 'link set rack0 up'],
      /10\.136\.0\.1 is on rack9 now/,
    ],
    [
      'loses its address and gets it again',
      ['addr del 10.136.0.1/24 dev rack0', 'addr add 10.136.0.7/24 dev rack0'],
      ['addr add 10.136.0.1/24 dev rack0'],
      /rack0 no longer has the address/,
    ],
  ])('%s: services stop and say so, and one click resumes them', async (_, change, back, words) => {
    for (const line of change) ip(line)
    for (const { code, message } of await stopped()) {
      expect(code).toBe('net.interface-changed')
      expect(message).toMatch(words)
    }
    for (const line of back) ip(line)
    await lab.call('lab', 'restoreEverything', {})
    await expect
      .poll(async () => (await facts('plug.healed')).map(({ component }) => component), {
        timeout: 20_000,
      })
      .toEqual(expect.arrayContaining(served))
    expect(pinned().length).toBeGreaterThan(4)
  })
})
