import type { LabDocument } from '../../src/shared/document/index.ts'
import { seriousFindings } from './axe.ts'
import { expect, test } from './lab.ts'
import { RunningLab } from './running-lab.ts'
import { Screen } from './screen.ts'

const count = 5000
const rackSize = 40

/** The demo lab's first host so many times, in racks of forty. */
const manyHosts = (demo: LabDocument): LabDocument => {
  const [pattern] = demo.hosts
  if (pattern === undefined) throw new Error('The demo lab has no host to copy.')
  const { address: _address, ...copied } = pattern
  const hosts = Array.from({ length: count }, (_, index) => {
    const hex = (index + 1).toString(16).padStart(4, '0')
    return {
      ...copied,
      id: `esx-${String(index + 1).padStart(4, '0')}`,
      mac: `52:54:00:a0:${hex.slice(0, 2)}:${hex.slice(2)}`,
      uuid: `4c4c4544-0000-4000-8000-00000000${hex}`,
    }
  })
  const ids = hosts.map(({ id }) => id)
  const racks = Array.from({ length: count / rackSize }, (_, rack) => ({
    name: `Rack ${rack + 1}`,
    hosts: ids.slice(rack * rackSize, (rack + 1) * rackSize),
  }))
  return { ...demo, hosts, racks }
}

test('5,000 hosts are squares at a glance, names in a rack, and rows of a table', async ({
  page,
}, info) => {
  await using lab = await RunningLab.start({
    subnet: `127.${150 + info.parallelIndex}.0.0/16`,
    change: manyHosts,
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
  expect(await table.locator('tbody tr').count()).toBeLessThan(120)
  await page.getByRole('searchbox', { name: 'Filter' }).fill('esx-4999')
  await expect(table).toHaveAttribute('aria-rowcount', '2')
  await expect(table).toContainText('52:54:00:a0:13:87')
})
