import { seriousFindings } from './axe.ts'
import { expect, testBooted as test } from './lab.ts'

test('a host boots from its own disk once, as its inspector was told, and then as usual', async ({
  view,
}) => {
  const { page, inspector } = view
  const host = view.host('esx-02')
  const choice = inspector.getByRole('combobox', { name: 'Next boot' })
  await view.choose('esx-02')
  await expect(choice).toHaveValue('as usual')
  await choice.click()
  await page.getByRole('option', { name: 'own disk, this once' }).click()
  await expect(host).toContainText('next boot: own disk')
  // On a small card it is whole, clear of the light in the corner, and the card says all of it.
  await page.setViewportSize({ width: 900, height: 700 })
  const words = host.getByText('own disk', { exact: true })
  const [card, badge] = await Promise.all([host.boundingBox(), words.boundingBox()])
  if (card === null || badge === null) throw new Error('Card and badge are not to be seen.')
  expect(badge.x + badge.width).toBeLessThan(card.x + card.width - 22)
  expect(await words.evaluate((each) => each.scrollWidth - each.clientWidth)).toBe(0)
  await expect(host).toHaveAttribute('title', /next boot: own disk/)
  await page.setViewportSize({ width: 1440, height: 900 })

  await view.command('next boot: as usual')
  await expect(host).not.toContainText('next boot')
  await view.command('next boot: own disk')
  await expect(choice).toHaveValue('own disk, this once')

  await view.press('Reboot')
  await view.expectHost('esx-02', 'cached image · reconnect')
  await expect(host).not.toContainText('next boot')
  await expect(choice).toHaveValue('as usual')
  await expect(inspector.getByTestId('once')).toHaveText('own disk, this once')
  await expect(view.messages('waiter.nextBootUsed')).toContainText('sends it on to its own disk')
  await view.rebootHost('esx-02')
  await expect(inspector.getByTestId('once')).toHaveCount(0)
})

test('a choice for one boot is taken back where it was made, by hand and by Ctrl Z, for several hosts at once', async ({
  view,
}) => {
  const { page, inspector } = view
  const host = view.host('esx-01')
  const notices = page.getByRole('region', { name: 'Notices' })
  await view.choose('esx-01')
  await inspector.getByRole('combobox', { name: 'Next boot' }).click()
  await page.getByRole('option', { name: 'own disk, this once' }).click()
  await expect(notices).toContainText('next boot: own disk, this once')
  // The focus is in the field that it was chosen from.
  await page.keyboard.press('Control+z')
  await expect(host).not.toContainText('next boot')
  await expect(notices.getByRole('button', { name: 'Take back' })).toHaveCount(0)

  await view.openPage('Hosts')
  const rows = page.getByRole('table').locator('tr[data-key]')
  await page.getByRole('checkbox', { name: 'Mark all' }).check()
  await page.getByRole('button', { name: 'Next boot of 4' }).click()
  expect(await seriousFindings(page)).toEqual([])
  await page.getByRole('menuitem', { name: 'own disk, this once' }).click()
  // What is pointed at stays.
  await notices.getByRole('article').hover()
  await expect(rows.filter({ hasText: 'own disk' })).toHaveCount(4)
  await expect(notices).toContainText('esx-01 and 3 others')
  expect(await seriousFindings(page)).toEqual([])
  await notices.getByRole('button', { name: 'Take back' }).click()
  await expect(rows.filter({ hasText: 'own disk' })).toHaveCount(0)
  await expect(notices.getByRole('article')).toHaveCount(0)
})
