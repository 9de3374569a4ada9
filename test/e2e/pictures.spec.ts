import type { Locator, Page } from '@playwright/test'
import { expect, test } from './lab.ts'

test.use({ viewport: { width: 1280, height: 800 }, contextOptions: { reducedMotion: 'reduce' } })

/** Fonts are our own, but browsers of other versions round edges otherwise. */
const tolerance = { maxDiffPixelRatio: 0.01 }

/** Holds a part of the screen to its pictures in both themes; what tells time or numbers is covered. */
const expectPictures = async (
  page: Page,
  part: Locator,
  name: string,
  covered: readonly Locator[],
): Promise<void> => {
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    const options = { ...tolerance, mask: [...covered] }
    await expect(part).toHaveScreenshot(`${name}-${colorScheme}.png`, options)
  }
}

test('bench, ladder and inspector look as they are meant to, in both themes', async ({ view }) => {
  const { page, bench, inspector, ladder } = view
  await view.bootRack()
  await view.choose('esx-02')
  await expect(inspector.getByTestId('compliance')).toHaveText('compliant')
  await page.mouse.move(0, 0)
  const lastMessage = bench.getByTitle('Last message')
  await expectPictures(page, bench, 'bench', [lastMessage])

  await ladder.focus()
  await page.keyboard.press('Home')
  await page.keyboard.press('ArrowDown')
  await inspector.getByRole('button', { name: 'Close' }).first().click()
  await expectPictures(page, ladder.locator('..'), 'ladder', [
    ladder.locator('[data-seq] > span:first-child'),
  ])
  await inspector.evaluate((element) => element.scrollTo(0, 0))
  await expectPictures(page, inspector, 'inspector', [
    inspector.locator('[data-step] > span:last-child'),
  ])

  await page.keyboard.press('a')
  await view.dismissReach()
  await view.expectPlug('Waiter', 'unplugged')
  await expectPictures(page, bench, 'bench-outage', [lastMessage])
  await page.keyboard.press('r')
  await view.expectPlug('Waiter', 'proven to work')
})
