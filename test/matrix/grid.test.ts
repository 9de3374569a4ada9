import { describe, expect, it } from 'vitest'
import { newHost, type HostView } from '../../src/shared/host/index.ts'
import { cellOf, renderGrid, renderHandout, type Mode } from '../../src/shared/matrix/index.ts'

const host = (changes: Partial<HostView>): HostView => ({ ...newHost('caching'), ...changes })
const clean = host({
  state: 'running',
  source: 'network',
  connection: 'connected',
  compliance: 'compliant',
})
const cached = host({ state: 'running', source: 'cache', connection: 'notResponding' })
const flagged = host({
  state: 'running',
  source: 'cache',
  connection: 'connected',
  compliance: 'nonCompliant',
  bootedFromCache: true,
})
const refused = { code: 'vcenter.unreachable', message: 'away' }
const dark = host({ state: 'noBootDevice' })

describe('cellOf', () => {
  it('has nothing to say of a host that was well all the time', () => {
    const all = { settled: clean, worked: clean, restored: clean, mended: clean, rebooted: clean }
    expect(cellOf('caching', { ...all, placeVm: 'done' })).toMatchObject({
      image: 'streamed',
      link: 'automatic',
      work: 'Nothing',
      takesVms: true,
      clears: 'nothing to clear',
    })
  })

  it('tells a cached boot that an admin reconnects, and a reboot clears', () => {
    const seen = {
      settled: cached,
      reconnect: 'done',
      remediate: 'done',
      placeVm: 'done',
      worked: flagged,
      restored: flagged,
      mended: flagged,
      rebooted: clean,
    } as const
    expect(cellOf('caching', seen)).toMatchObject({
      image: 'cached',
      link: 'manual',
      work: 'Reconnect the host',
      flag: true,
      compliance: 'nonCompliant',
      remediationClears: false,
      clears: 'reboot',
    })
  })

  it('tells what has to wait until vCenter is back', () => {
    const away = host({ state: 'running', source: 'cache', connection: 'absent' })
    const seen = {
      settled: away,
      reconnect: refused,
      worked: away,
      restored: cached,
      reconnectLater: 'done',
      mended: flagged,
      rebooted: clean,
    } as const
    expect(cellOf('caching', seen)).toMatchObject({ link: 'manualLater', flag: true })
  })

  it('tells a host that came up with nothing', () => {
    const all = { settled: dark, worked: dark, restored: dark, mended: dark, rebooted: clean }
    expect(cellOf('caching', all)).toMatchObject({
      image: 'none',
      link: 'none',
      flag: false,
      clears: 'reboot',
    })
  })
})

describe('the grid', () => {
  const mode: Mode = {
    id: 'caching',
    title: 'Caching <disk>',
    cache: 'statelessCaching',
    bootOrder: ['network', 'disk'],
    disks: [],
  }
  const all = { settled: clean, worked: clean, restored: clean, mended: clean, rebooted: clean }
  const grid = {
    took: 1000,
    rows: [
      { scenario: 'A', broken: 'Nothing', cells: [cellOf('caching', all)] },
      { scenario: 'B', broken: 'All', cells: [], notRun: 'No faults.' },
    ],
  }

  it('is a table of text for each mode', () => {
    const text = renderGrid(grid, [mode])
    expect(text).toContain('A  Nothing  completes')
    expect(text).toContain('B  All      No faults.')
  })

  it('is a handout of one whole HTML file, with texts escaped', () => {
    const html = renderHandout(grid, [mode])
    expect(html).toContain('Caching &lt;disk&gt;')
    expect(html).not.toMatch(/https?:|<script/)
    expect(html.trimEnd().endsWith('</html>')).toBe(true)
  })
})
