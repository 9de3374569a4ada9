import { expect, testAtRest as test } from './lab.ts'
import { Rules } from './rules-page.ts'

test('what was begun waits while another rule is looked at', async ({ view }) => {
  const { page } = view
  const rules = new Rules(page)
  await rules.open()
  const vendor = page.getByRole('textbox', { name: 'Value of vendor' })
  const name = page.getByRole('textbox', { name: 'Name', exact: true })
  await rules.row('image-for-dell').getByRole('button').first().click()
  await vendor.fill('Dell')
  await page.getByRole('button', { name: 'New rule' }).click()
  await name.fill('begun')
  await rules.row('caching-for-all').getByRole('button').first().click()
  await expect(name).toHaveValue('caching-for-all')
  await expect(rules.row('image-for-dell')).toContainText('Not saved')
  // What is typed is not what would be activated.
  await page.getByRole('button', { name: 'Take rack-a-by-address out' }).click()
  await page.getByRole('button', { name: 'Review and activate…' }).click()
  await expect(page.getByRole('dialog')).toContainText('no part of this: changes of image-for-dell')
  await page.keyboard.press('Escape')
  await rules.row('image-for-dell').getByRole('button').first().click()
  await expect(vendor).toHaveValue('Dell')
  await page.getByRole('button', { name: 'Discard changes' }).click()
  await expect(vendor).toHaveValue('Dell Inc.')
  await expect(rules.row('image-for-dell')).not.toContainText('Not saved')
  await page.getByRole('button', { name: 'New rule' }).click()
  await expect(name).toHaveValue('begun')
})

test('a double click makes one rule, under a name without spaces around it', async ({ view }) => {
  const { page } = view
  const rules = new Rules(page)
  await rules.open()
  await page.getByRole('button', { name: 'New rule' }).click()
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill(' twice ')
  await rules.item('Image profile').selectOption({ index: 1 })
  await page.getByRole('button', { name: 'Make and add to the set' }).dblclick()
  await rules.expectOrder(['image-for-dell', 'rack-a-by-address', 'caching-for-all', 'twice'])
  await expect(page.getByRole('region', { name: 'Notices' }).getByRole('article')).toHaveCount(0)
  await page.getByRole('button', { name: 'New rule' }).click()
  await expect(page.getByRole('textbox', { name: 'Name', exact: true })).toHaveValue('')
})
