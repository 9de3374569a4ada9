import { readFile } from 'node:fs/promises'
import { searchable, unpacked } from '../diagnostics/world.ts'
import { findingsInBothThemes, seriousFindings } from './axe.ts'
import { expect, test } from './lab.ts'

test('a report is looked through, left as one wants it and saved; what is saved is what was shown', async ({
  view,
}) => {
  const { page } = view
  await view.openPage('Settings')
  await page.getByRole('button', { name: 'Make a report…' }).click()
  const dialog = page.getByRole('dialog', { name: 'What just happened' })
  const parts = dialog.getByRole('list', { name: 'Parts' })
  await expect(parts.getByRole('checkbox', { name: 'Newest facts' })).toBeChecked()
  await parts.getByRole('button', { name: 'Show The lab as it is meant' }).click()
  const preview = dialog.getByRole('region', { name: 'Preview: The lab as it is meant' })
  await expect(preview).toContainText('"id": "host-1"')
  await expect(preview).not.toContainText('esx-01')
  expect(await findingsInBothThemes(page)).toEqual([])

  const size = dialog.getByRole('status')
  const whole = await size.textContent()
  await parts.getByRole('checkbox', { name: 'Newest facts' }).uncheck()
  await expect(size).not.toHaveText(whole ?? '')
  const save = async () => {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      dialog.getByRole('button', { name: 'Save report' }).click(),
    ])
    return unpacked(await readFile(await download.path()))
  }
  const files = await save()
  expect([...files.keys()]).not.toContain('facts.jsonl')
  expect(searchable(files)).not.toMatch(/esx-0\d/)
  expect(Buffer.from(files.get('document.json') ?? []).toString()).toContain(
    (await preview.locator('pre').textContent()) ?? 'nothing',
  )

  await dialog.getByRole('switch', { name: 'Keep names and addresses' }).check()
  await expect(preview).toContainText('"id": "esx-01"')
  expect(searchable(await save())).toContain('esx-01')
  await page.keyboard.press('Escape')
  await expect(dialog).toHaveCount(0)
})

test('a report is called for by the palette, and says what to do where the lab is gone', async ({
  view,
  lab,
}) => {
  const { page } = view
  await page.keyboard.press('Control+k')
  await page.keyboard.type('What just happened')
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog', { name: 'What just happened' })
  await expect(dialog.getByRole('button', { name: 'Save report' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(dialog).toHaveCount(0)
  await lab.stop()
  await expect(page.getByText('diagnostics FILE.zip')).toBeVisible()
  await page.getByRole('button', { name: 'Make a report…' }).click()
  await expect(dialog.getByRole('alert')).toContainText('npm start -- diagnostics FILE.zip')
  expect(await seriousFindings(page)).toEqual([])
})
