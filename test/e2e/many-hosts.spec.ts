import { manyHosts } from '../../bench/many-hosts.ts'
import { seriousFindings } from './axe.ts'
import { expect, test } from './lab.ts'
import { RunningLab } from './running-lab.ts'
import { Screen } from './screen.ts'

const count = 5000

test('5,000 hosts are squares at a glance, names in a rack, and rows of a table', async ({
  page,
}, info) => {
  await using lab = await RunningLab.start({
    subnet: `127.${150 + info.parallelIndex}.0.0/16`,
    change: (demo) => manyHosts(demo, count),
  })
  const view = new Screen(page)
  await view.open(lab.url)

  await expect(view.bench).toContainText('125 racks · 5,000 hosts')
  const racks = view.bench.getByRole('list', { name: 'Racks' })
  await expect(racks.getByRole('button')).toHaveCount(125)
  const third = racks.getByRole('button', { name: /^Rack 3 · 40 hosts: 40 powered off/ })
  await third.focus()
  await page.keyboard.press('Enter')
  await expect(view.host('esx-0081')).toBeVisible()
  await expect(view.host('esx-0121')).toHaveCount(0)
  // The focus goes on where the key led, and comes back with Escape.
  await expect(page.getByRole('button', { name: 'All racks' })).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(third).toBeFocused()
  await page.keyboard.press('Enter')

  // What is shown is one rack, and the way back hides nothing, on a phone as well.
  const back = page.getByRole('button', { name: 'All racks' })
  await page.setViewportSize({ width: 390, height: 844 })
  await expect(racks.getByRole('button')).toHaveText('Rack 3')
  await expect(view.bench).not.toContainText('125 racks')
  const roomBehind = async () => {
    const [way, dhcp] = [await back.boundingBox(), await view.component('DHCP').boundingBox()]
    return (dhcp?.x ?? NaN) - (way?.x ?? NaN) - (way?.width ?? NaN)
  }
  await expect.poll(roomBehind).toBeGreaterThan(0)
  await page.setViewportSize({ width: 1440, height: 900 })

  // In a rack hosts share one cable: none has a plug of its own.
  await expect(view.host('esx-0081')).toHaveAttribute(
    'title',
    /Its cable is pulled in the inspector/,
  )
  await view.choose('esx-0081')
  await view.press('Power on')
  await view.expectHost('esx-0081', 'stateless · connected')
  await page.getByRole('button', { name: 'All racks' }).click()
  await expect(
    racks.getByRole('button', { name: /^Rack 3 .*39 powered off, 1 stateless/ }),
  ).toBeVisible()
  expect(await seriousFindings(page)).toEqual([])

  await view.openPage('Hosts')
  const table = page.getByRole('table')
  await expect(table).toHaveAttribute('aria-rowcount', String(count + 1))
  const rows = table.locator('tbody tr')
  expect(await rows.count()).toBeLessThan(120)
  // At 200 % zoom the page scrolls, and the table in it.
  await page.setViewportSize({ width: 720, height: 450 })
  await expect.poll(() => rows.count()).toBeLessThan(60)
  await table.locator('..').focus()
  await page.keyboard.press('End')
  await expect(table).toContainText('esx-5000')
  await page.getByRole('searchbox', { name: 'Filter' }).fill('esx-4999')
  await expect(table).toHaveAttribute('aria-rowcount', '2')
  await expect(table).toContainText('52:54:00:a0:13:87')
})

test('of many boots a choice offers the newest, and typing finds the others', async ({
  page,
}, info) => {
  await using lab = await RunningLab.start({
    subnet: `127.${150 + info.parallelIndex}.0.0/16`,
    change: (demo) => manyHosts(demo, 120),
  })
  const view = new Screen(page)
  await view.open(lab.url)
  await page
    .getByRole('banner')
    .getByRole('button', { name: /^Power on/ })
    .click()
  const racks = view.bench.getByRole('list', { name: 'Racks' })
  await expect(racks.getByRole('button')).toHaveCount(3)
  await expect(racks.getByRole('button', { name: /powered off/ })).toHaveCount(0)
  await page.getByRole('tab', { name: 'Compare' }).click()
  const choice = page.getByRole('combobox', { name: 'This boot' })
  await choice.click()
  const options = page.getByRole('option')
  await expect(options.first()).toContainText('esx-')
  expect(await options.count()).toBeLessThan(100)
  await choice.fill('esx-0001')
  await expect(options).toHaveCount(1)
  await expect(options).toContainText('esx-0001')
})

test('of forty hosts every shape of a state is seen whole on a small screen', async ({
  page,
}, info) => {
  await using lab = await RunningLab.start({
    subnet: `127.${150 + info.parallelIndex}.0.0/16`,
    change: (demo) => manyHosts(demo, 40),
  })
  const view = new Screen(page)
  await page.setViewportSize({ width: 1280, height: 720 })
  await view.open(lab.url)
  const shapes = view.bench.locator('[data-host] svg')
  await expect(shapes).toHaveCount(40)
  const cut = await shapes.evaluateAll((all) =>
    all.filter((shape) => {
      const card = shape.closest('[data-host]')?.getBoundingClientRect()
      return card === undefined || shape.getBoundingClientRect().right > card.right - 2
    }),
  )
  expect(cut).toHaveLength(0)
  const names = await view.bench
    .locator('[data-host] strong')
    .evaluateAll((all) => all.filter((name) => name.scrollWidth > name.clientWidth).length)
  expect(names).toBe(0)
})
