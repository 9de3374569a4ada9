import { readFile } from 'node:fs/promises'
import type { Locator, Page } from '@playwright/test'
import { seriousFindings } from './axe.ts'
import { expect, testBooted as test } from './lab.ts'

const hosts = (page: Page): Locator => page.getByRole('table').locator('tr[data-key]')

const expectHosts = (page: Page, ids: readonly string[]): Promise<void> =>
  expect
    .poll(() =>
      hosts(page).evaluateAll((rows) => rows.map((row) => row.getAttribute('data-key') ?? '')),
    )
    .toEqual(ids)

const savedBy = async (page: Page, button: Locator): Promise<string> => {
  const [download] = await Promise.all([page.waitForEvent('download'), button.click()])
  return readFile(await download.path(), 'utf8')
}

test('hosts are sorted, filtered and saved just as they are shown', async ({ view }) => {
  const { page } = view
  await view.openPage('Hosts')
  await expectHosts(page, ['esx-01', 'esx-02', 'esx-03', 'esx-04'])
  const byHost = page.getByRole('columnheader', { name: 'Host', exact: true })
  await byHost.getByRole('button').click()
  await expect(byHost).toHaveAttribute('aria-sort', 'ascending')
  await byHost.getByRole('button').click()
  await expect(byHost).toHaveAttribute('aria-sort', 'descending')
  await expectHosts(page, ['esx-04', 'esx-03', 'esx-02', 'esx-01'])
  await page.getByRole('searchbox', { name: 'Filter' }).fill('R640 esx-0')
  await expectHosts(page, ['esx-03', 'esx-02', 'esx-01'])
  await expect(page.getByText('3 of 4')).toBeVisible()

  await page.getByRole('button', { name: 'Columns' }).click()
  await page.getByRole('menuitemcheckbox', { name: 'Serial' }).click()
  await page.getByRole('menuitemcheckbox', { name: 'MAC' }).click()
  await page.keyboard.press('Escape')
  const csv = await savedBy(page, page.getByRole('button', { name: 'Save as CSV' }))
  // By the mark at its beginning Excel knows the letters.
  expect(csv).toMatch(/^\uFEFF/)
  const [head = '', ...lines] = csv.slice(1).trimEnd().split('\r\n')
  const names = await page.getByRole('columnheader').allInnerTexts()
  expect(head.replace(' (ms)', '').split(',')).toEqual(names.filter((name) => name !== ''))
  // Milliseconds are whole.
  expect(csv).not.toMatch(/,\d+\.\d+,/)
  expect(head).toContain('Serial')
  expect(head).not.toContain('MAC')
  expect(lines.map((line) => line.split(',')[0])).toEqual(['esx-03', 'esx-02', 'esx-01'])

  await page.reload()
  await expect(page.getByRole('columnheader', { name: 'Serial' })).toBeVisible()
  await page.getByRole('searchbox', { name: 'Filter' }).fill('no such host')
  await expect(page.getByText('Nothing here holds “no such host”.')).toBeVisible()
})

test('marked hosts are rebooted together, by keys alone', async ({ view }) => {
  const { page, inspector } = view
  const boots = inspector.getByRole('list', { name: 'Boots, newest first' }).getByRole('listitem')
  await view.goTo('hosts?host=esx-01')
  await inspector.getByRole('tab', { name: 'History' }).click()
  await expect(boots).not.toHaveCount(0)
  const before = await boots.count()
  await view.goTo('bench')
  await view.tabTo(page.getByRole('navigation').getByRole('link', { name: 'Hosts' }))
  await page.keyboard.press('Enter')
  await view.tabTo(page.getByRole('searchbox', { name: 'Filter' }))
  await page.keyboard.type('esx-01')
  await expectHosts(page, ['esx-01'])
  await view.tabTo(page.getByRole('checkbox', { name: 'Mark esx-01' }))
  await page.keyboard.press('Space')
  const reboot = page.getByRole('main').getByRole('button', { name: 'Reboot 1' })
  await page.keyboard.press('Shift+Tab')
  for (let stop = 0; stop < 40; stop++) {
    if (await reboot.evaluate((button) => button === document.activeElement)) break
    await page.keyboard.press('Shift+Tab')
  }
  await page.keyboard.press('Enter')
  const row = hosts(page).filter({ hasText: 'esx-01' })
  await expect(row).not.toContainText('stateless · connected')
  await expect(row).toContainText('stateless · connected', { timeout: 30_000 })
  await view.tabTo(row.getByRole('button', { name: 'esx-01' }))
  await page.keyboard.press('Enter')
  await expect(inspector.getByRole('heading', { name: /^esx-01/ })).toBeVisible()
  await inspector.getByRole('tab', { name: 'History' }).click()
  await expect(boots).toHaveCount(before + 1)
})

test('the inspector of a host holds nothing serious for axe on any of its tabs', async ({
  view,
}) => {
  const { page, inspector } = view
  await view.goTo('hosts?host=esx-02')
  for (const tab of ['Boot', 'Why', 'Rules', 'Disk', 'History', 'Chart']) {
    await inspector.getByRole('tab', { name: tab }).click()
    await expect(inspector.getByRole('tabpanel')).not.toBeEmpty()
  }
  // The chart is drawn from the machine: the state it lights is the state the host is in.
  await expect(inspector.getByRole('img', { name: /the host is at: up$/ })).toBeVisible()
  await expect(inspector.locator('svg [data-current="true"]')).toContainText('running')
  expect(await seriousFindings(page)).toEqual([])
})

test('a change of the lab is undone and redone along its history', async ({ view }) => {
  const { page } = view
  const speedIs = (speed: number): Promise<void> =>
    expect(
      page.getByRole('button', { name: `Speed of simulated hosts: ${speed} times life` }),
    ).toBeVisible()
  await view.openPage('Settings')
  await speedIs(20)
  await page.getByRole('radiogroup', { name: 'Speed of simulated hosts' }).getByText('10×').click()
  await speedIs(10)

  await view.openPage('Journal')
  const versions = page.getByRole('list', { name: 'Versions of the lab' }).getByRole('listitem')
  await page.getByRole('button', { name: 'Versions of the lab' }).click()
  await expect(versions.first()).toHaveAttribute('aria-current', 'true')
  await expect(versions.first()).toContainText('Set the speed to 10×')
  expect(await seriousFindings(page)).toEqual([])
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Undo' }).click()
  await speedIs(20)
  await page.getByRole('button', { name: 'Versions of the lab' }).click()
  await expect(versions.first()).not.toHaveAttribute('aria-current', 'true')
  await page.getByRole('button', { name: 'Versions of the lab' }).click()
  await view.command('redo the change')
  await speedIs(10)
  await view.command('undo the last')
  await speedIs(20)

  await view.openPage('Bench')
  await page.keyboard.press('Control+Shift+z')
  await speedIs(10)
  await page.keyboard.press('Control+z')
  await speedIs(20)
})
