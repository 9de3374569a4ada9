import { readFile } from 'node:fs/promises'
import { seriousFindings } from './axe.ts'
import { expect, test } from './lab.ts'

test('hosts are named by a table: mistakes with their place, a look ahead, all at once, and back', async ({
  view,
}) => {
  const { page } = view
  const main = page.getByRole('main')
  const rows = page.getByRole('table').locator('tr[data-key]')
  await view.openPage('Hosts')
  await main.getByRole('button', { name: 'Hosts as a table' }).click()
  const dialog = page.getByRole('dialog', { name: 'Hosts as a table' })
  const text = dialog.getByRole('textbox', { name: 'The table' })
  const take = dialog.getByRole('button', { name: /^Take over/ })
  await expect(text).toBeFocused()
  await expect(take).toBeDisabled()

  const [download] = await Promise.all([
    page.waitForEvent('download'),
    dialog.getByRole('button', { name: 'Save the hosts as CSV' }).click(),
  ])
  const saved = await readFile(await download.path(), 'utf8')
  expect(saved).toMatch(/^\uFEFFname,kind,mac,addresses,rack,.*\r\nesx-01,simulated,/)
  await text.fill(saved)
  await expect(dialog).toContainText('4 hosts stay as they are.')
  await expect(take).toBeDisabled()

  await text.fill(
    'Hostname\tMAC Address\tIP\tRack\tOwner\nESX-31\t52-54-00\t192.168.50.31\tRow 2\tKim',
  )
  await expect(dialog.getByRole('alert')).toHaveText('Line 2, mac: "52-54-00" is no MAC address')
  await expect(take).toBeDisabled()
  expect(await seriousFindings(page)).toEqual([])

  // As a spreadsheet with decimal commas writes it.
  const csv = [
    'Hostname;MAC Address;IP;Rack;Owner',
    'ESX-31;52-54-00-AA-CC-31;192.168.50.31;Row 2;Kim',
    'esx-04;;;Row 2;',
  ].join('\r\n')
  await dialog
    .getByLabel('A table of hosts')
    .setInputFiles({ name: 'hosts.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) })
  const preview = dialog.getByRole('table', { name: 'What will change' })
  await expect(preview.getByRole('row')).toHaveText([
    /^Name/,
    /^esx-31new · physical · 52:54:00:aa:cc:31 · 192\.168\.50\.31 · Row 2 · uefi/,
    /^esx-04rack Rack A → Row 2/,
  ])
  await expect(dialog).toContainText('Not read: Owner.')
  expect(await seriousFindings(page)).toEqual([])
  await take.click()
  await expect(dialog).toHaveCount(0)
  await expect(main.getByRole('status').first()).toContainText(
    'Took the hosts esx-31, esx-04 from a table',
  )
  await expect(rows).toHaveCount(5)
  await main.getByRole('button', { name: 'Undo' }).click()
  await expect(rows).toHaveCount(4)
})
