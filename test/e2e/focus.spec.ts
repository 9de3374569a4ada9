import { expect, testAtRest } from './lab.ts'

testAtRest('a dialog gives the focus back to what opened it, or to the page', async ({ view }) => {
  const { page } = view
  const { keyboard } = page
  const dialog = page.getByRole('dialog')
  await view.openPage('Hosts')
  for (const name of ['Hosts as a table', 'Add hosts']) {
    const opener = page.getByRole('main').getByRole('button', { name })
    await opener.focus()
    await keyboard.press('Enter')
    await expect(dialog).toBeVisible()
    await keyboard.press('Escape')
    await expect(dialog).toHaveCount(0)
    await expect(opener).toBeFocused()
  }
  await view.openPage('Bench')
  await view.command('add hosts')
  await expect(dialog).toBeVisible()
  await keyboard.press('Escape')
  await expect(page.getByRole('main')).toBeFocused()
})
