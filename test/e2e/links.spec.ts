import { expect, testAtRest, testBooted } from './lab.ts'

testAtRest('a link to what is not there says so', async ({ view }) => {
  const { page } = view
  for (const [place, said] of [
    ['rules?item=gone', 'There is no rule gone in this lab.'],
    ['rules?host=gone', 'There is no host gone in this lab.'],
    ['images?item=gone', 'There is no image profile gone in this lab.'],
    ['profiles?item=gone', 'There is no host profile gone in this lab.'],
    ['lessons?item=gone', 'There is no lesson gone here.'],
    ['bench?fact=99999999', 'There is no fact 99999999 in this journal.'],
    ['journal?fact=99999999', 'There is no fact 99999999 in this journal.'],
  ] as const) {
    await view.goTo(place)
    await expect(page.getByText(said)).toBeVisible()
  }
  await view.inspector.getByRole('button', { name: 'Close' }).click()
  await expect(page).toHaveURL(/#\/journal$/)
})

testAtRest('a link to an image leads to it from any part of its page', async ({ view }) => {
  const { page } = view
  await view.openPage('Images')
  const store = page.getByRole('tab', { name: 'Store' })
  await store.click()
  await view.goTo('images?item=Reference-1.0-standard')
  await expect(page.getByRole('region', { name: /^Files of Reference/ }).first()).toBeVisible()
  await page.goBack()
  await expect(store).toHaveAttribute('aria-selected', 'true')
  await page.reload()
  await expect(store).toHaveAttribute('aria-selected', 'true')
})

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

testBooted('the way back leads to the explanation of the host that it was of', async ({ view }) => {
  const { page } = view
  await view.goTo('rules?host=esx-03')
  const mac = page.getByRole('textbox', { name: 'mac' })
  await expect(mac).toHaveValue('52:54:00:aa:bb:03')
  await mac.fill('52:54:00:aa:bb:99')
  await view.goTo('rules?host=esx-02')
  await expect(mac).toHaveValue('52:54:00:aa:bb:02')
  await page.goBack()
  await expect(mac).toHaveValue('52:54:00:aa:bb:03')
})
