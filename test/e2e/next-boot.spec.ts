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
