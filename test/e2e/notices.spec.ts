import { manyHosts } from '../../bench/many-hosts.ts'
import { expect, test, testBooted } from './lab.ts'
import { RunningLab } from './running-lab.ts'
import { Screen } from './screen.ts'
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

/** The smaller one is a window of 1440 by 900 at 200 %. */
for (const [width, height, text] of [
  [1440, 900, 'presenter'],
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

test('the notice of a pull leaves many racks and the plugs in reach', async ({ page }, info) => {
  await using lab = await RunningLab.start({
    subnet: `127.${150 + info.parallelIndex}.0.0/16`,
    change: (demo) => manyHosts(demo, 1000),
  })
  const view = new Screen(page)
  await view.open(lab.url)
  await page.keyboard.press('a')
  const notice = page.getByRole('main').getByRole('article')
  await expect(notice).toContainText('1,000 would not boot')
  const racks = view.bench.getByRole('list', { name: 'Racks' }).getByRole('button')
  for (const rack of [...(await racks.all()), view.plug('DHCP'), view.plug('TFTP')])
    expect(await isInReach(rack)).toBe(true)
})
