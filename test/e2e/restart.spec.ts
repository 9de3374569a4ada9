import type { Page } from '@playwright/test'
import { expect, test } from './lab.ts'
import { Screen } from './screen.ts'

/** How many facts the page has, as its event log says. */
const factsOf = async (page: Page): Promise<number> => {
  await page.getByRole('tab', { name: 'Event log' }).click()
  const count = await page.locator('table[aria-rowcount]').first().getAttribute('aria-rowcount')
  return Number(count) - 1
}

test('a page left open comes back after a restart of the program, with every fact since', async ({
  lab,
  view,
}) => {
  const { page } = view
  await page.evaluate(() => Object.assign(window, { leftOpen: true }))
  const before = await factsOf(page)
  const lost = page.getByText('Connection lost')

  await lab.stop()
  await expect(lost).toBeVisible()
  expect(await lab.startAgain()).toBe(lab.url)
  await expect(lost).toHaveCount(0)
  await view.bootRack()
  expect(await page.evaluate(() => Reflect.get(window, 'leftOpen'))).toBe(true)

  // A page that is opened now reads the whole journal: a fact that the first has missed would show.
  const fresh = await page.context().newPage()
  await new Screen(fresh).open(lab.url)
  await expect.poll(async () => (await factsOf(page)) - (await factsOf(fresh))).toBe(0)
  expect(await factsOf(page)).toBeGreaterThan(before)
})
