import { expect, testBooted } from './lab.ts'
import type { Screen } from './screen.ts'
import type { Locator } from '@playwright/test'

/** Whether a click in its middle would meet it, and not something that lies above. */
const isInReach = (control: Locator): Promise<boolean> =>
  control.evaluate((element) => {
    const { x, y, width, height } = element.getBoundingClientRect()
    const met = document.elementFromPoint(x + width / 2, y + height / 2)
    return met !== null && (element.contains(met) || met.contains(element))
  })

const pulls = async (view: Screen, plug: Locator) => {
  await plug.scrollIntoViewIfNeeded()
  await plug.click()
  const notice = view.page.getByRole('main').getByRole('article')
  await expect(notice.getByRole('heading')).toContainText(/^Unplugged/)
  await expect(notice).toBeInViewport({ ratio: 0.99 })
  await expect.poll(() => isInReach(plug)).toBe(true)
  await expect(plug).toBeFocused()
  await plug.press('Enter')
  await expect(notice).toHaveCount(0)
}

/** The second is a window of 1440 by 900 at 200 %. */
for (const [width, height, text] of [
  [1440, 900, 'presenter'],
  [1280, 720, 'normal'],
  [720, 450, 'normal'],
  [720, 450, 'presenter'],
] as const)
  testBooted(
    `what was pulled stays in reach under the notice of it, ${width} by ${height}, ${text} text`,
    async ({ view }) => {
      const { page } = view
      await page.setViewportSize({ width, height })
      await page.evaluate((size) => {
        document.documentElement.dataset['textSize'] = size
      }, text)
      for (const name of ['DHCP', 'vCenter']) await pulls(view, view.plug(name))
      for (const id of ['esx-01', 'esx-04'])
        await pulls(view, view.bench.getByRole('button', { name: new RegExp(`cable of ${id}`) }))
      await page.keyboard.press('r')
    },
  )
