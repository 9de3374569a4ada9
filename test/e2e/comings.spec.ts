import type { Locator, Page } from '@playwright/test'
import { seriousFindings } from './axe.ts'
import { expect, test, testAtRest } from './lab.ts'

const rows = (page: Page): Locator => page.getByRole('table').locator('tr[data-key]')

const idsOf = (page: Page): Promise<readonly string[]> =>
  rows(page).evaluateAll((all) => all.map((row) => row.getAttribute('data-key') ?? ''))

const rack = ['esx-01', 'esx-02', 'esx-03', 'esx-04']

test('three hosts are added by keys, one boots, stays while it is on, and goes and comes back', async ({
  view,
}) => {
  const { page } = view
  const { keyboard } = page
  const dialog = page.getByRole('dialog', { name: 'Add hosts' })
  const main = page.getByRole('main')
  await view.tabTo(page.getByRole('navigation').getByRole('link', { name: 'Hosts' }))
  await keyboard.press('Enter')
  await view.tabTo(main.getByRole('button', { name: 'Add hosts' }))
  await keyboard.press('Enter')
  await expect(dialog.getByRole('textbox', { name: 'How many' })).toBeFocused()
  await keyboard.press('Control+a')
  await keyboard.type('3')
  const preview = dialog.getByRole('table', { name: 'What will come' })
  await expect(preview.getByRole('row')).toHaveText([
    /^Name/,
    /^esx-0552:54:00:00:00:05/,
    /^esx-0652:54:00:00:00:06/,
    /^esx-0752:54:00:00:00:07/,
  ])
  await expect(dialog).toContainText('By the active rules they get: Reference-1.0-standard')
  expect(await seriousFindings(page)).toEqual([])
  await view.tabTo(dialog.getByRole('button', { name: 'Add 3 hosts' }))
  await keyboard.press('Enter')
  await expect(dialog).toHaveCount(0)
  const all = [...rack, 'esx-05', 'esx-06', 'esx-07']
  await expect.poll(() => idsOf(page)).toEqual(all)
  await expect(main.getByRole('status').first()).toContainText('Added 3 hosts to Rack A')
  const row = rows(page).filter({ hasText: 'esx-05' })
  await expect(row).toContainText('powered off')

  await view.tabTo(page.getByRole('checkbox', { name: 'Mark esx-05' }), 120)
  await keyboard.press('Space')
  await main.getByRole('button', { name: 'Power on 1' }).focus()
  await keyboard.press('Enter')
  await expect(row).toContainText('stateless · connected', { timeout: 30_000 })
  const remove = main.getByRole('button', { name: 'Remove 1' })
  await remove.focus()
  await keyboard.press('Enter')
  const notice = page.getByRole('article').filter({ hasText: 'esx-05 is on.' })
  await expect(notice).toContainText('Switch the host off first')
  await expect.poll(() => idsOf(page)).toEqual(all)

  await main.getByRole('button', { name: 'Power off 1' }).focus()
  await keyboard.press('Enter')
  await expect(row).toContainText('powered off')
  await remove.focus()
  await keyboard.press('Enter')
  await expect.poll(() => idsOf(page)).toEqual(all.filter((id) => id !== 'esx-05'))
  await view.tabTo(main.getByRole('button', { name: 'Undo' }))
  await keyboard.press('Enter')
  await expect.poll(() => idsOf(page)).toEqual([...all.filter((id) => id !== 'esx-05'), 'esx-05'])
  await expect(row).toContainText('Reference-1.0-standard')
})

testAtRest(
  'the dialog refuses what cannot be, in words, before anything is asked of the lab',
  async ({ view }) => {
    const { page } = view
    await view.command('add hosts')
    const dialog = page.getByRole('dialog', { name: 'Add hosts' })
    const many = dialog.getByRole('textbox', { name: 'How many' })
    await many.fill('')
    await many.pressSequentially('1.5')
    await expect(dialog.getByText('A whole number from 1 to 5,000.')).toBeVisible()
    await expect(dialog.getByRole('button', { name: /^Add/ })).toBeDisabled()
    await many.fill('5000')
    await expect(dialog.getByRole('alert')).toContainText('A lab takes 5000 simulated hosts')
    await expect(dialog.getByRole('button', { name: /^Add 5,000/ })).toBeDisabled()
    await many.fill('2')
    await dialog.getByRole('textbox', { name: 'Name of the first' }).fill('esx-03')
    await expect(dialog.getByRole('alert')).toContainText('There is a host "esx-03" already.')
    await dialog.getByRole('textbox', { name: 'Name of the first' }).fill('blade')
    await expect(dialog.getByRole('alert')).toContainText('no number at its end')
    await many.fill('1')
    await dialog.getByRole('combobox', { name: 'What they are' }).click()
    await page.getByRole('option', { name: /X10/ }).click()
    await expect(dialog).toContainText('No active rule gives them an image')
    await dialog.getByRole('combobox', { name: 'Rack' }).fill('Rack B')
    await dialog.getByRole('button', { name: 'Add the host' }).click()
    await view.openPage('Bench')
    await expect(view.bench).toContainText('Rack B')
    await expect(view.host('blade')).toContainText('powered off')
    await page.keyboard.press('Control+z')
    await expect(view.host('blade')).toHaveCount(0)

    await view.choose('esx-04')
    await view.command('esx-04: remove the host')
    await expect(view.host('esx-04')).toHaveCount(0)
    await page.keyboard.press('Control+z')
    await expect(view.host('esx-04')).toContainText('powered off')
  },
)

test('a host is changed in a form while it is off, and not while it is on', async ({ view }) => {
  const { page } = view
  await view.openPage('Hosts')
  await page.getByRole('checkbox', { name: 'Mark esx-04' }).check()
  await page.getByRole('main').getByRole('button', { name: 'Change', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: 'Change esx-04' })
  await dialog.getByRole('textbox', { name: 'MAC of its first card' }).fill('52:54')
  await expect(dialog.getByRole('button', { name: 'Change the host' })).toBeDisabled()
  expect(await seriousFindings(page)).toEqual([])
  await dialog.getByRole('textbox', { name: 'MAC of its first card' }).fill('52:54:00:99:00:04')
  await dialog.getByRole('textbox', { name: 'Name' }).fill('esx-40')
  await dialog.getByRole('combobox', { name: 'Kind of server' }).click()
  await page.getByRole('option', { name: /R640/ }).click()
  await dialog.getByRole('button', { name: 'Change the host' }).click()
  await expect(dialog).toHaveCount(0)
  await expect.poll(() => idsOf(page)).toEqual(['esx-01', 'esx-02', 'esx-03', 'esx-40'])
  await expect(rows(page).filter({ hasText: 'esx-40' })).toContainText('52:54:00:99:00:04')

  await view.goTo('hosts?host=esx-40')
  await view.press('Power on')
  await expect(rows(page).filter({ hasText: 'esx-40' })).toContainText('stateless · connected', {
    timeout: 30_000,
  })
  await view.command('esx-40: change the host')
  const later = page.getByRole('dialog', { name: 'Change esx-40' })
  await expect(later.getByRole('alert')).toContainText('esx-40 is on.')
  await expect(later.getByRole('button', { name: 'Change the host' })).toBeDisabled()
})

testAtRest('a lab without hosts says how it gets some', async ({ view }) => {
  const { page } = view
  await view.openPage('Hosts')
  await page.getByRole('checkbox', { name: 'Mark all' }).check()
  await page.getByRole('main').getByRole('button', { name: 'Remove 4' }).click()
  await expect(page.getByRole('main')).toContainText('No hosts yet. Simulated ones are added here')
  await view.openPage('Bench')
  await expect(view.bench).toContainText('No hosts yet')
  expect(await seriousFindings(page)).toEqual([])
  await view.bench.getByRole('button', { name: 'Add hosts' }).click()
  const dialog = page.getByRole('dialog', { name: 'Add hosts' })
  await dialog.getByRole('button', { name: 'Add the host' }).click()
  await expect.poll(() => idsOf(page)).toEqual(['esx-01'])
})
