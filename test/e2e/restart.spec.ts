import type { Page } from '@playwright/test'
import { expect, test, testAtRest } from './lab.ts'
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
  // Never opened before: its program is still with the lab.
  await view.goTo('journal')
  await expect(page.getByText('Loading…')).toBeVisible()
  expect(await lab.startAgain()).toBe(lab.url)
  await expect(lost).toHaveCount(0)
  await view.expectPage('Journal')
  await view.goTo('bench')
  await view.bootRack()
  expect(await page.evaluate(() => Reflect.get(window, 'leftOpen'))).toBe(true)

  // A page that is opened now reads the whole journal: a fact that the first has missed would show.
  const fresh = await page.context().newPage()
  await new Screen(fresh).open(lab.url)
  await expect.poll(async () => (await factsOf(page)) - (await factsOf(fresh))).toBe(0)
  expect(await factsOf(page)).toBeGreaterThan(before)
})

test('a cable that was out when the program ended is in again, on the screen too', async ({
  lab,
  view,
}) => {
  const { page, bench } = view
  const restoreAll = page.getByRole('button', { name: 'Restore everything' })
  await bench.getByRole('button', { name: 'Unplug the cable of esx-01' }).click()
  await expect(restoreAll).toBeVisible()
  await lab.stop()
  await lab.startAgain()
  await expect(bench.getByRole('button', { name: 'Unplug the cable of esx-01' })).toBeVisible()
  await expect(restoreAll).toHaveCount(0)
})

test('a recording opens beside the lab, and offers nothing that would change it', async ({
  lab,
  view,
}) => {
  const { page } = view
  await lab.stop()
  const file = await lab.exportAs('class.lab')
  await lab.startAgain()
  await expect(page.getByText('Connection lost')).toHaveCount(0)
  await view.openPage('Journal')
  const opened = page.context().waitForEvent('page')
  await page.locator('input[accept=".lab"]').setInputFiles(file)
  await page.getByRole('link', { name: 'Look at it' }).click()
  const recording = await opened
  const header = recording.getByRole('banner')
  await expect(header.getByText('Recording · class.lab')).toBeVisible()
  // It shows the lab at work, not closed as it was in the end.
  await expect(header.getByText(/^As it was at/)).toBeVisible()
  const shown = new Screen(recording)
  await shown.expectPlug('DHCP', 'plugged in')
  await shown.choose('esx-01')
  await expect(shown.inspector.getByRole('tab', { name: 'Boot' })).toBeVisible()
  await expect(
    shown.inspector.getByRole('button', { name: /Power o|Reboot|cable|disks|cache|Disconnect/ }),
  ).toHaveCount(0)
  await expect(
    recording.getByRole('button', {
      name: /rack|Restore everything|Hold packets|Pause|Resume|Speed|Lesson|^Unplug|^Plug/,
    }),
  ).toHaveCount(0)
  // Plugs are there as they were; keys and commands work none of them.
  await expect(shown.bench.getByText('the cable of esx-01: plugged in')).toBeAttached()
  await recording.keyboard.press('1')
  await shown.expectPlug('DHCP', 'plugged in')
  await expect(recording.getByText(/was not unplugged/)).toHaveCount(0)
  await shown.openPage('Hosts')
  await expect(recording.getByRole('checkbox')).toHaveCount(0)
  await shown.openPage('Lessons')
  await expect(
    recording.getByRole('heading', { name: 'No lesson began up to this moment' }),
  ).toBeVisible()
  await expect(recording.getByText('go back to the window of your lab')).toBeVisible()
  await shown.openPage('Bench')
  // Nobody is told to do what a recording refuses.
  await recording.getByRole('slider').press('Home')
  await expect(recording.getByText('The rack is off')).toBeVisible()
  await expect(recording.getByText(/[Pp]ower it on/)).toHaveCount(0)
  // Nobody pulled a plug: no part has started yet, and none runs in a lab that is closed.
  await shown.expectPlug('DHCP', 'not running')
  const end = recording.getByRole('button', { name: 'End', exact: true })
  await expect(end).toHaveAttribute('aria-pressed', 'false')
  await end.click()
  await shown.expectPlug('DHCP', 'not running')
})

testAtRest(
  'a page older than the program that serves it says so, and is reloaded',
  async ({ lab, page }) => {
    const view = new Screen(page)
    await view.open(lab.url)
    // As after an update: the server has no such part any more.
    await page.route('**/assets/page-*.js', (route) => route.fulfill({ status: 404 }))
    await page.getByRole('navigation').getByRole('link', { name: 'Journal' }).click()
    const said = page.getByRole('alert')
    await expect(said.getByRole('heading')).toHaveText('The screen cannot be drawn')
    await page.unrouteAll()
    await said.getByRole('button', { name: 'Reload the page' }).click()
    await view.expectPage('Journal')
  },
)
