import { englishIn } from '../renderer/strings/english-in.ts'
import { everywhere, names, speak } from './everywhere.ts'
import { expect, test } from './lab.ts'

// A lab of its own: what others did on a shared one, firmware's own words among it, is not its to judge.
test('in German nothing is said in English, and every sentence is of the catalogue, wherever one goes', async ({
  view,
}) => {
  await view.bootRack()
  await view.plug('Waiter').click()
  await view.expectPlug('Waiter', 'unplugged')
  await view.plug('Waiter').click()
  await view.expectPlug('Waiter', 'proven to work')
  await speak(view, 'de')
  await expect(view.page.locator('html')).toHaveAttribute('lang', 'de')
  const said = await everywhere(view)
  expect(said.length).toBeGreaterThan(500)
  expect(said.filter((text) => englishIn(text) !== undefined)).toEqual([])

  await speak(view, 'pseudo')
  await expect(view.page.getByRole('navigation', { name: '⟦' })).toBeVisible()
  const marked = await everywhere(view)
  const bare = marked.filter((text) => !text.includes('⟦') && /[a-z]{2,} [a-z]{2,}/i.test(text))
  expect(bare.filter((text) => !names.test(text))).toEqual([])
})

test('in German an error says what happened and what to do', async ({ view }) => {
  await speak(view, 'de')
  const { page } = view
  await view.goTo('lessons?item=no-cache-yet')
  await page.getByRole('button', { name: 'Lektion beginnen' }).click()
  await expect(page.getByRole('button', { name: 'Auf der Werkbank zusehen' })).toBeVisible()
  await view.goTo('lessons?item=stale-cache')
  await page.getByRole('button', { name: 'Lektion beginnen' }).click()
  const toast = page.getByRole('article').filter({ hasText: 'Eine andere Lektion läuft.' })
  await expect(toast).toContainText('Erst die laufende Lektion beenden.')
  await view.goTo('lessons?item=no-cache-yet')
  await page.getByRole('button', { name: 'Lektion beenden' }).first().click()
})
