import { beforeAll, describe, expect, it } from 'vitest'
import type { App } from '../../src/main/app.ts'
import { runMatrix, type MatrixLab, type MatrixOptions } from '../../src/main/matrix/index.ts'
import { demoLab, readLabFile } from '../../src/main/open-lab.ts'
import { createSystemClock } from '../../src/main/system-clock.ts'
import type { Cell, Grid } from '../../src/shared/matrix/index.ts'
import { withLightImages } from '../document/light-image.ts'
import { withDemoLab } from '../lessons/demo-lab.ts'

/** The documented outcomes of the outage table, for a host with stateless caching. */
const documented: readonly (readonly [string, Partial<Cell>])[] = [
  ['A', { image: 'streamed', link: 'automatic', flag: false, clears: 'nothing to clear' }],
  ['B', { image: 'cached', failedAt: 'link', link: 'manualLater', clears: 'reboot' }],
  // The host takes its address by DHCP, so the reconnect has to wait for it.
  ['C', { image: 'cached', failedAt: 'dhcp', link: 'manualLater', clears: 'reboot' }],
  ['D', { image: 'cached', failedAt: 'loader', link: 'manual', flag: true, clears: 'reboot' }],
  ['E1', { image: 'cached', failedAt: 'register', link: 'manual', flag: true, clears: 'reboot' }],
  ['E2', { image: 'cached', failedAt: 'tramp', link: 'manual', flag: true, clears: 'reboot' }],
  ['E', { image: 'cached', failedAt: 'tramp', link: 'manual', flag: true, clears: 'reboot' }],
  ['F', { image: 'streamed', link: 'automaticLater', flag: false, clears: 'by itself' }],
  ['G', { image: 'cached', failedAt: 'tramp', link: 'manualLater', clears: 'reboot' }],
  ['H', { image: 'none', state: 'noImage', link: 'none', clears: 'next try' }],
  ['I', { image: 'none', state: 'noBootDevice', link: 'none', clears: 'reboot' }],
]

const labOf = (app: App): MatrixLab => ({
  commands: app,
  journal: app.journal,
  document: () => app.documents.current(),
})

/** Runs the matrix, each outage in a lab that is opened for it; `before` is done there first. */
const runInDemoLabs = async (
  options: Pick<MatrixOptions, 'only' | 'slots'>,
  before: (app: App) => Promise<void> = () => Promise.resolve(),
): Promise<Grid> =>
  runMatrix({
    base: withLightImages(await readLabFile(demoLab)),
    clock: createSystemClock(),
    ...options,
    inLab: (document, work) =>
      withDemoLab(
        async (app) => {
          await before(app)
          return work(labOf(app))
        },
        () => document,
      ),
  })

describe('the outage matrix on simulated hosts', () => {
  let grid: Grid
  let halfUp: Grid

  const cell = (scenario: string, mode: string): Cell | undefined =>
    grid.rows.find((row) => row.scenario === scenario)?.cells.find((each) => each.mode === mode)

  beforeAll(async () => {
    // Labs wait more than they work: five are open at a time.
    ;[grid, halfUp] = await Promise.all([
      runInDemoLabs({ slots: 4 }),
      runInDemoLabs({ only: ['D'] }, (app) => app.hosts.unplug(['usb'], 'uplink')),
    ])
  }, 400_000)

  it('tells nothing of an outage before which not every host came up', () => {
    const notRun = 'Not every host came up before the outage.'
    expect(halfUp.rows).toMatchObject([{ cells: [], notRun }])
  })

  it.each(documented)('row %s comes out as documented, with stateless caching', (id, expected) => {
    expect(cell(id, 'caching')).toMatchObject(expected)
    expect(cell(id, 'usb')).toMatchObject(expected)
  })

  it('lets an admin reconnect a host without DHCP when its address is its own', () => {
    expect(cell('C', 'static')).toMatchObject({
      ...{ image: 'cached', failedAt: 'dhcp', link: 'manual', flag: true },
      ...{ compliance: 'nonCompliant', takesVms: true, clears: 'reboot' },
    })
    for (const row of ['A', 'D', 'E', 'F', 'G']) {
      const { mode: _, ...expected } = cell(row, 'caching') ?? {}
      expect(cell(row, 'static')).toMatchObject(expected)
    }
  })

  it('never clears the flag by remediation', () => {
    const cells = grid.rows.flatMap((row) => row.cells)
    expect(cells.filter(({ remediationClears }) => remediationClears === true)).toEqual([])
  })

  it('places virtual machines on flagged hosts', () => {
    expect(cell('E', 'caching')).toMatchObject({ compliance: 'nonCompliant', takesVms: true })
  })

  it.each(['B', 'C', 'D', 'E1', 'E2', 'E', 'G', 'I'])(
    'row %s leaves a host without disk, or without disk in its boot order, with nothing to boot',
    (id) => {
      expect(cell(id, 'stateless')).toMatchObject({ image: 'none', state: 'noBootDevice' })
      expect(cell(id, 'order')).toMatchObject({ image: 'none', state: 'noBootDevice' })
    },
  )

  it('leaves an installed host alone, whatever fails around it', () => {
    for (const row of grid.rows.filter(({ scenario }) => !['H', 'I'].includes(scenario))) {
      expect(cell(row.scenario, 'stateful')).toMatchObject({ image: 'installed', flag: false })
    }
  })

  it('streams to every kind of stateless host while only vCenter is away', () => {
    for (const mode of ['caching', 'usb', 'order', 'stateless']) {
      expect(cell('F', mode)).toMatchObject({ image: 'streamed', link: 'automaticLater' })
    }
  })
})
