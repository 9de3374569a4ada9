import type { Locator } from '@playwright/test'
import { expect, testBooted as test } from './lab.ts'

const boxOf = async (what: Locator) => {
  const box = await what.boundingBox()
  if (box === null) throw new Error('It is not on the screen.')
  return box
}

const middleOf = async (what: Locator) => {
  const { x, y, width, height } = await boxOf(what)
  return { x: x + width / 2, y: y + height / 2 }
}

test('a projector of 3840 px without scaling shows all of it twice as large, and hands reach it', async ({
  view,
}) => {
  const { page } = view
  const card = view.host('esx-02')
  await page.setViewportSize({ width: 1920, height: 1080 })
  const usual = await boxOf(card)
  await page.setViewportSize({ width: 3840, height: 2160 })
  await expect.poll(async () => (await boxOf(card)).height).toBeCloseTo(2 * usual.height, -1)
  await expect.poll(async () => (await boxOf(card)).width).toBeCloseTo(2 * usual.width, -1)

  // What floats stands beside what it is about.
  const pause = page.getByRole('banner').getByRole('button', { name: 'Pause' })
  await pause.hover()
  const tip = page.getByRole('tooltip').filter({ hasText: 'Hold the picture here' })
  await expect(tip).toBeVisible()
  const [told, about] = [await middleOf(tip), await middleOf(pause)]
  expect(Math.abs(told.x - about.x)).toBeLessThan(20)
  expect(Math.abs(told.y - about.y)).toBeLessThan(200)

  // A plug follows the hand px by px, and goes back where it is let go near.
  const plug = view.plug('DHCP')
  const { x, y } = await middleOf(plug)
  await page.mouse.move(x, y)
  await page.mouse.down()
  await page.mouse.move(x - 30, y, { steps: 3 })
  await expect.poll(async () => Math.round((await middleOf(plug)).x - x)).toBe(-30)
  await page.mouse.move(x, y)
  await page.mouse.up()
  await view.expectPlug('DHCP', 'plugged in')

  // Marks are drawn by the pixels of the screen.
  const marks = page.locator('canvas[data-testid="marks"]')
  const wide = () => marks.evaluate((canvas: HTMLCanvasElement) => canvas.width)
  await view.choose('esx-02')
  await view.press('Reboot')
  await expect.poll(wide).toBeCloseTo((await boxOf(marks)).width, -1)
  await view.expectHost('esx-02', 'stateless · connected')
})

test('a list of lessons longer than the window scrolls to its last', async ({ view }) => {
  const { page } = view
  await page.setViewportSize({ width: 1280, height: 720 })
  await page.getByRole('banner').getByRole('button', { name: 'Lesson' }).click()
  const last = page.getByRole('menuitem').last()
  await last.scrollIntoViewIfNeeded()
  await expect(last).toBeInViewport({ ratio: 1 })
})

test('pages are told by their names where there is room, and a pulled plug is seen coming out', async ({
  view,
}) => {
  const { page } = view
  await page.setViewportSize({ width: 1440, height: 900 })
  await expect(page.getByRole('navigation').getByText('Images', { exact: true })).toBeVisible()
  await page.keyboard.press('1')
  await view.expectPlug('DHCP', 'unplugged')
  const card = page.getByRole('main').getByRole('article').filter({ hasText: 'Unplugged: DHCP' })
  const [notice, plug] = [await boxOf(card), await boxOf(view.plug('DHCP'))]
  expect(notice.x + notice.width).toBeLessThan(plug.x)
  await page.keyboard.press('r')
  await view.expectPlug('DHCP', 'proven to work')
})
