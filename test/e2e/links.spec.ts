import { expect, testBooted } from './lab.ts'

testBooted(
  'a link to a fact shows it where it stands: ladder, log and journal',
  async ({ view }) => {
    const { page } = view
    await view.openPage('Bench')
    await view.ladder.focus()
    await page.keyboard.press('Home')
    const first = view.ladder.getByRole('option', { selected: true })
    const seq = Number(await first.getAttribute('data-seq'))
    await page.keyboard.press('End')
    await expect(first).not.toHaveAttribute('data-seq', String(seq))
    await view.goTo(`bench?fact=${seq}`)
    await expect(first).toHaveAttribute('data-seq', String(seq))
    await expect(first).toBeInViewport()
    await view.goTo(`bench?fact=${seq}&panel=log`)
    await expect(page.locator('tr[aria-selected="true"]')).toBeInViewport()
    await view.goTo(`journal?fact=${seq}`)
    await expect(page.locator('tr[data-chosen="true"]')).toBeInViewport()
  },
)
