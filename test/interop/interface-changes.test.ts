import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { plugNames } from '../../src/shared/base/index.ts'
import type { FactOf } from '../../src/shared/facts/index.ts'
import { titled } from './support/cables.ts'
import { openSegment, segmentMissing, type Segment } from './support/segment.ts'
import { runLab, type ServedLab } from './support/served-lab.ts'

const missing = segmentMissing()
const program = fileURLToPath(new URL('../../src/main/cli.ts', import.meta.url))
const served = ['dhcp', 'tftp', 'waiter'] as const

describe.skipIf(missing !== undefined)(titled('a served interface', missing), () => {
  let segment: Segment
  let folder: string
  let lab: ServedLab
  beforeEach(async () => {
    segment = openSegment('changes', '10.136.0.1/24')
    folder = segment.folder
    lab = await runLab(segment, ['lab', '--lab', join(folder, 'lab')])
    const { bridge } = segment
    const order = { interface: bridge, typed: bridge, mode: 'authoritative' }
    await lab.call('network', 'serve', order)
  })
  afterEach(() => segment.close())

  /** In one go, for the lab could look in between. */
  const ip = (lines: readonly string[]) =>
    segment.exec('sh', ['-c', 'printf "%s\\n" "$@" | ip -batch -', 'sh', ...lines])
  const facts = async <T extends 'component.failed' | 'plug.healed' | 'net.serveStarted'>(
    type: T,
  ) =>
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

  const address = '10.136.0.1'
  it.each<readonly [string, Change]>([
    [
      'is gone and comes back',
      {
        away: ['link del rack0'],
        back: [
          'link add rack0 type bridge forward_delay 0',
          `addr add ${address}/24 dev rack0`,
          'link set rack0 up',
        ],
        told: /rack0 is gone/,
        serves: { name: 'rack0', address },
      },
    ],
    [
      'is renamed',
      {
        away: ['link set rack0 down', 'link set rack0 name rack9', 'link set rack9 up'],
        back: [],
        told: /10\.136\.0\.1 is on rack9 now/,
        serves: { name: 'rack9', address },
      },
    ],
    [
      'gets another address',
      {
        away: [`addr del ${address}/24 dev rack0`, 'addr add 10.136.0.7/24 dev rack0'],
        back: [],
        told: /rack0 no longer has the address/,
        serves: { name: 'rack0', address: '10.136.0.7' },
      },
    ],
  ])('%s: services stop and say so, and one click resumes them', async (_, change) => {
    ip(change.away)
    for (const { code, message } of await stopped()) {
      expect(code).toBe('net.interface-changed')
      expect(message).toMatch(change.told)
    }
    ip(change.back)
    await lab.call('lab', 'restoreEverything', {})
    await expect
      .poll(async () => (await facts('plug.healed')).map(({ component }) => component), {
        timeout: 20_000,
      })
      .toEqual(expect.arrayContaining([...served]))
    const { name, address } = change.serves
    expect(pinned().join('\n')).toContain(`${address}%${name}:6501`)
    expect(await lab.call('lab', 'state', {})).toMatchObject({ level: { interface: name } })
  })

  it('is only observed: where it moves nobody begins to receive logs', async () => {
    const { bridge } = segment
    await lab.call('network', 'stop', {})
    await lab.call('network', 'serve', { interface: bridge, typed: bridge, mode: 'observe' })
    ip([`addr del ${address}/24 dev rack0`, 'addr add 10.136.0.7/24 dev rack0'])
    await expect.poll(async () => await facts('component.failed')).toHaveLength(1)
    await lab.call('lab', 'restoreEverything', {})
    await expect
      .poll(async () => (await facts('net.serveStarted')).at(-1))
      .toMatchObject({ address: '10.136.0.7', mode: 'observe' })
    expect(pinned().join('\n')).toMatch(/:67\b/)
    expect(pinned().join('\n')).not.toMatch(/:(514|1514)\b/)
  })

  it('comes back, and one command resumes its services where nobody looks at a screen', async () => {
    ip([`addr del ${address}/24 dev rack0`])
    await stopped()
    const restore = (...plugs: readonly string[]) =>
      segment.exec(process.execPath, [program, 'restore', '--lab', join(folder, 'lab'), ...plugs])
    expect(() => restore('dhcp')).toThrow(/net\.interface-not-ready/)
    ip([`addr add ${address}/24 dev rack0`])
    const printed = restore()
    for (const service of served) expect(printed).toContain(`${plugNames[service]} works again`)
    expect(printed).toContain('Received OFFER of 10.136.0.')
    expect(pinned().join('\n')).toContain(`${address}%rack0:6501`)
  })
})

/** Commands that change the interface, what is said of it, and where the lab serves afterwards. */
type Change = {
  readonly away: readonly string[]
  readonly back: readonly string[]
  readonly told: RegExp
  readonly serves: { readonly name: string; readonly address: string }
}
