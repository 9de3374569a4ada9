import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test as base } from '@playwright/test'
import type { LogLine } from '../../src/shared/syslog/index.ts'
import { seriousFindings } from './axe.ts'
import { expect, test, testAtRest } from './lab.ts'
import { RunningLab } from './running-lab.ts'
import { Screen } from './screen.ts'

/** A log as the receiver keeps it, of so many lines. */
/** Lines that came later than anything the lab will do. */
const fillLog = async (folder: string, host: string, count: number): Promise<void> => {
  const lines = Array.from({ length: count }, (_, number): LogLine => ({
    ...{ at: 4_000_000_000_000 + number, address: '127.0.0.2', severity: 'info', facility: 16 },
    ...{ form: 'rfc5424', program: 'hostd', text: `line ${number}` },
  }))
  await mkdir(folder, { recursive: true })
  await writeFile(
    join(folder, `${host}.log`),
    lines.map((line) => `${JSON.stringify(line)}\n`).join(''),
  )
}

test('the log of a host is read, filtered, held and followed, and outlives its restart', async ({
  view,
}) => {
  const { inspector, page } = view
  await view.bootRack(['esx-01'])
  await view.choose('esx-01')
  await inspector.getByRole('tab', { name: 'Log' }).click()
  const list = inspector.getByRole('list', { name: 'Log of esx-01' })
  const lines = list.getByRole('listitem')
  const ups = lines.filter({ hasText: 'hostd: Host is up at' })
  await expect(ups).toHaveText(/ info hostd: Host is up at 127\./)
  expect(await seriousFindings(page)).toEqual([])

  await inspector.getByRole('searchbox', { name: 'Filter the log' }).fill('Host IS up')
  await expect(lines).toHaveCount(1)
  await inspector.getByRole('combobox', { name: 'Severity' }).selectOption('error')
  await expect(inspector.getByText('No line of its log is like that.')).toBeVisible()
  await inspector.getByRole('combobox', { name: 'Severity' }).selectOption('debug')
  await expect(lines).toHaveCount(1)

  await inspector.getByRole('button', { name: 'Pause' }).click()
  await inspector.getByRole('searchbox', { name: 'Filter the log' }).fill('')
  await expect(lines).not.toHaveCount(1)
  const held = await lines.count()
  await view.rebootHost('esx-01')
  await expect(lines).toHaveCount(held)
  await expect(inspector.getByText('Held: what has come since')).toBeVisible()
  await inspector.getByRole('button', { name: 'Follow' }).click()
  await expect(ups).toHaveCount(2)
  await expect(inspector.getByText('Held: what has come since')).toHaveCount(0)
})

base(
  'a long log says that it is cut, and goes back to its first line when it is asked',
  async ({ page }, info) => {
    await using lab = await RunningLab.start({
      subnet: `127.${150 + info.parallelIndex}.0.0/16`,
      prepare: (folder) => fillLog(join(folder, 'logs'), 'esx-01', 2000),
    })
    const view = new Screen(page)
    await view.open(lab.url)
    await view.choose('esx-01')
    await view.inspector.getByRole('tab', { name: 'Log' }).click()
    const list = view.inspector.getByRole('list', { name: 'Log of esx-01' })
    const lines = list.getByRole('listitem')
    await expect(lines).toHaveCount(500)
    await expect(view.inspector.getByText('Only the newest 500 lines are here.')).toBeVisible()
    // A picture that is held before all of them says so, and hides no way to the others.
    const track = page.getByRole('slider', { name: 'Time' })
    await track.press('Home')
    await expect(view.inspector.getByText('none had come by the moment')).toBeVisible()
    await expect(view.inspector.getByText('Only the newest 500 lines are here.')).toBeVisible()
    await track.press('End')
    // What is read stays in sight as earlier lines come above it.
    const read = lines.filter({ hasText: /line 1500$/ })
    await read.scrollIntoViewIfNeeded()
    await view.press('Earlier lines')
    await expect(lines).toHaveCount(2000)
    await expect(read).toBeInViewport()
    await expect(lines.first()).toContainText('line 0')
    await expect(view.inspector.getByText('Only the newest')).toHaveCount(0)
  },
)

testAtRest('a host whose log never came says how it would come here', async ({ view }) => {
  const { inspector, page } = view
  await view.choose('esx-03')
  await inspector.getByRole('tab', { name: 'Log' }).click()
  await expect(inspector.getByText('No log of this host has come.')).toBeVisible()
  await expect(inspector.getByText('Syslog.global.logHost')).toBeVisible()
  await expect(inspector.getByText(/^udp:\/\/127\.\d+\.0\.1:10514$/)).toBeVisible()
  await expect(inspector.getByText(/^tcp:\/\/127\.\d+\.0\.1:1514$/)).toBeVisible()
  expect(await seriousFindings(page)).toEqual([])
})
