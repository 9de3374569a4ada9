/**
 * Makes the pictures of the README and the docs from the real app:
 * `node scripts/run.mjs scripts/screenshots.ts`. Each shows a lab that runs at that moment.
 */
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium } from '@playwright/test'
import config from '../playwright.config.ts'
import { RunningLab } from '../test/e2e/running-lab.ts'
import { Screen } from '../test/e2e/screen.ts'

const images = fileURLToPath(new URL('../docs/images/', import.meta.url))
const themes = [
  ['dark', ''],
  ['light', '-light'],
] as const

/** One host runs from its cache while the Auto Deploy server is out, and the next one boots. */
const showOutage = async (view: Screen): Promise<void> => {
  await view.bootRack()
  await view.page.keyboard.press('a')
  await view.dismissReach()
  await view.expectPlug('Waiter', 'unplugged')
  await view.choose('esx-02')
  await view.press('Reboot')
  await view.expectHost('esx-02', 'cached image · reconnect')
  await view.choose('esx-03')
  await view.press('Reboot')
  await view.choose('esx-02')
  // The other host knocks at the waiter: its packets are in the picture.
  await view.bench.locator('[data-host="esx-03"][data-state="network.tramp"]').waitFor()
  // Within the canvas a mark's element is never seen itself.
  await view.bench
    .locator('[data-testid="marks"] [data-failed="true"]')
    .first()
    .waitFor({ state: 'attached' })
}

/** A DHCP offer: its fields beside its bytes, one of them pointed at. */
const showPacket = async ({ page }: Screen): Promise<void> => {
  await page.getByRole('tab', { name: 'Packets' }).click()
  await page.getByRole('searchbox', { name: 'Filter' }).fill('OFFER')
  await page.getByRole('table').locator('tr[data-key]').first().getByRole('button').click()
  await page
    .getByRole('region', { name: 'Packet', exact: true })
    .getByRole('button', { name: /^yiaddr/ })
    .click()
}

const showRule = async (view: Screen): Promise<void> => {
  await view.openPage('Rules')
  await view.page.locator('[data-rule="image-for-dell"]').getByRole('button').first().click()
  await view.page.getByTestId('match-count').waitFor()
}

/** A lesson at its first question, watched on the bench. */
const showLesson = async (view: Screen): Promise<void> => {
  await view.openPage('Lessons')
  await view.page.getByRole('button', { name: /^How stateless caching works/ }).click()
  await view.page.getByRole('button', { name: 'Start the lesson' }).click()
  await view.page.getByRole('button', { name: 'When the host profile is applied' }).waitFor()
  await view.openPage('Bench')
  await view.choose('esx-01')
}

/** What the docs show beside the outage; each goes on from the one before. */
const others = [
  ['packet', showPacket],
  ['rules', showRule],
  ['lesson', showLesson],
] as const

await mkdir(images, { recursive: true })
const browser = await chromium.launch(config.use?.launchOptions ?? {})
for (const [colorScheme, suffix] of themes) {
  await using lab = await RunningLab.start({ subnet: '127.149.0.0/16', speed: 10 })
  const page = await browser.newPage({
    colorScheme,
    viewport: { width: 1440, height: 900 },
    deviceScaleFactor: 1.5,
  })
  const view = new Screen(page)
  await view.open(lab.url)
  await showOutage(view)
  await page.screenshot({ path: join(images, `bench-outage${suffix}.png`) })
  for (const [name, show] of suffix === '' ? others : []) {
    await show(view)
    // Tips under the pointer are no part of the picture.
    await page.mouse.move(720, 2)
    await page.screenshot({ path: join(images, `${name}.png`) })
  }
  await page.close()
}
await browser.close()
