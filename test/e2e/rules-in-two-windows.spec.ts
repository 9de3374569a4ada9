import type { Page } from '@playwright/test'
import { expect, testAtRest as test } from './lab.ts'
import { Rules } from './rules-page.ts'
import { Screen } from './screen.ts'

/** The same lab in a second window. */
const openOther = async (page: Page, url: string): Promise<Page> => {
  const other = await page.context().newPage()
  await new Screen(other).open(url)
  return other
}

/** A window's rules, with one of them open in the form. */
const openRule = async (page: Page): Promise<Rules> => {
  const rules = new Rules(page)
  await rules.open()
  await rules.row('image-for-dell').getByRole('button').first().click()
  return rules
}

test('a rule that was changed in another window meanwhile says so before it is overwritten', async ({
  view,
  lab,
}) => {
  const { page } = view
  const other = await openOther(page, lab.url)
  for (const each of [page, other]) {
    const rules = await openRule(each)
    const profile = rules.item(each === page ? 'Location' : 'Host profile')
    await profile.selectOption({ index: 1 })
  }
  const said = page.getByText('The rule was changed meanwhile')
  await expect(page.getByRole('region', { name: 'Rule', exact: true })).toContainText('Not saved')
  await expect(said).toHaveCount(0)
  await other.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(other.getByText('Not saved')).toHaveCount(0)
  await expect(said).toBeVisible()
  await page.getByRole('button', { name: 'Discard changes' }).click()
  await expect(said).toHaveCount(0)
  await expect(new Rules(page).item('Host profile')).toHaveValue(
    await new Rules(other).item('Host profile').inputValue(),
  )
})

test('a rule that two windows rename is renamed by the first, and the edit of the second is kept and told why', async ({
  view,
  lab,
}) => {
  const { page } = view
  const other = await openOther(page, lab.url)
  for (const [each, name] of [
    [page, 'for-dell'],
    [other, 'dell-image'],
  ] as const) {
    await openRule(each)
    await each.getByRole('textbox', { name: 'Name' }).fill(name)
  }
  await other.getByRole('button', { name: 'Save', exact: true }).click()
  const order = ['dell-image', 'rack-a-by-address', 'caching-for-all']
  await new Rules(page).expectOrder(order)
  await expect(page.getByText('has left the working set meanwhile')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Save', exact: true })).toBeDisabled()
  // What was typed is there, and a copy of it can be put into the set.
  await expect(page.getByRole('textbox', { name: 'Name' })).toHaveValue('for-dell')
  await page.getByRole('button', { name: 'Copy', exact: true }).click()
  await page.getByRole('textbox', { name: 'Name' }).fill('for-dell')
  await page.getByRole('button', { name: 'Make and add to the set' }).click()
  await new Rules(page).expectOrder([...order, 'for-dell'])
})

test('changes of a rule that another window renamed are in reach, as a rule to be made', async ({
  view,
  lab,
}) => {
  const { page } = view
  const other = await openOther(page, lab.url)
  const [rules, others] = [new Rules(page), new Rules(other)]
  const name = (of: Page) => of.getByRole('textbox', { name: 'Name', exact: true })
  await rules.open()
  await page.getByRole('button', { name: 'New rule' }).click()
  await name(page).fill('spare')
  await rules.item('Image profile').selectOption({ index: 1 })
  await page.getByRole('button', { name: 'Make rule' }).click()
  await page.getByRole('button', { name: 'Add a condition' }).click()
  await page.getByRole('textbox', { name: 'Value of vendor' }).fill('Spare Inc.')
  await rules.row('image-for-dell').getByRole('button').first().click()
  await others.open()
  await others.row('spare').getByRole('button').first().click()
  await name(other).fill('renamed')
  await other.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(rules.row('renamed')).toBeVisible()
  await rules.begun.getByRole('button', { name: 'spare' }).click()
  await expect(page.getByRole('textbox', { name: 'Value of vendor' })).toHaveValue('Spare Inc.')
  await page.getByRole('button', { name: 'Make rule' }).click()
  await expect(rules.row('spare')).toBeVisible()
  await expect(rules.begun).toHaveCount(0)
})
