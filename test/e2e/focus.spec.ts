import { askLab, socketOf } from '../../src/main/cli/running-lab.ts'
import { expect, test, testAtRest, testBooted } from './lab.ts'

testBooted(
  'arrows walk a long table past its window, and scrolling leaves the keys there',
  async ({ view }) => {
    const { page } = view
    const { keyboard } = page
    await view.openPage('Journal')
    const chosen = page.locator('tr[data-chosen="true"]')
    const steps = 60
    await page.locator('tbody button').nth(1).focus()
    await keyboard.press('Enter')
    const first = Number(await chosen.getAttribute('data-key'))
    for (let step = 0; step < steps; step++) await keyboard.press('ArrowDown')
    await expect(chosen).toHaveAttribute('data-key', String(first - steps))
    await expect(chosen.getByRole('button').first()).toBeFocused()
    await keyboard.press('PageUp')
    await expect(chosen).not.toBeInViewport()
    await keyboard.press('Home')
    const list = page.getByRole('region', { name: 'Journal' }).last()
    await expect.poll(() => list.evaluate(({ scrollTop }) => scrollTop)).toBe(0)
    await keyboard.press('ArrowDown')
    await expect(chosen).toHaveAttribute('data-key', String(first - steps - 1))
    await expect(chosen).toBeInViewport()
  },
)

test('a row that new ones push out of a table leaves the keys there', async ({ view, lab }) => {
  const { page } = view
  await view.openPage('Journal')
  const row = page.locator('tr[data-key]').first()
  const pushed = page.locator(`tr[data-key="${await row.getAttribute('data-key')}"]`)
  await row.getByRole('button').first().focus()
  await askLab(socketOf(new URL(lab.url)), ({ host }) => host.powerOn({ hosts: ['esx-01'] }))
  await expect(pushed).toHaveCount(0, { timeout: 60_000 })
  await expect(page.getByRole('region', { name: 'Journal' }).last()).toBeFocused()
})

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
    // A click on words gives the focus to the dialog itself.
    await dialog.getByRole('heading').click()
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

test('a change is taken back by its key while a tick has the focus', async ({ view }) => {
  const { page } = view
  const { keyboard } = page
  const tick = (host: string) => page.getByRole('checkbox', { name: `Mark ${host}` })
  await view.openPage('Hosts')
  await tick('esx-01').focus()
  await keyboard.press('Space')
  await expect(tick('esx-01')).toBeChecked()
  await page.getByRole('button', { name: 'Remove 1' }).click()
  await expect(tick('esx-01')).toHaveCount(0)
  await tick('esx-02').focus()
  await keyboard.press('Control+z')
  await expect(tick('esx-01')).toHaveCount(1)
  await keyboard.press('?')
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible()
})
