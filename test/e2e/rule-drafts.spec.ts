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
  await rules.begun.getByRole('button', { name: 'begun' }).click()
  await expect(name).toHaveValue('begun')
})

test('a new rule that was begun stands beside a copy and another new one', async ({ view }) => {
  const { page } = view
  const rules = new Rules(page)
  await rules.open()
  const name = page.getByRole('textbox', { name: 'Name', exact: true })
  await page.getByRole('button', { name: 'New rule' }).click()
  await name.fill('begun')
  await rules.row('image-for-dell').getByRole('button').first().click()
  await page.getByRole('button', { name: 'Copy', exact: true }).click()
  await expect(name).toHaveValue('image-for-dell-copy')
  await page.getByRole('button', { name: 'New rule' }).click()
  await expect(name).toHaveValue('')
  await expect(name).toBeFocused()
  await expect(rules.begun.getByRole('button')).toHaveText([/^begun/, /^image-for-dell-copy/])
  await rules.begun.getByRole('button', { name: 'begun' }).press('Enter')
  await expect(name).toHaveValue('begun')
  await page.getByRole('button', { name: 'Discard changes' }).click()
  await rules.begun.getByRole('button', { name: 'image-for-dell-copy' }).click()
  await page.getByRole('button', { name: 'Discard changes' }).click()
  await expect(rules.begun).toHaveCount(0)
})

test('what is typed while a rule is saved is a change of the saved one', async ({ view, lab }) => {
  const { page } = view
  // The answer of the lab is held back for as long as a slow network would.
  let isHeld = false
  const held: (() => void)[] = []
  await page.routeWebSocket(/.*/, (socket) => {
    const server = socket.connectToServer()
    server.onMessage((message) => {
      if (isHeld) held.push(() => socket.send(message))
      else socket.send(message)
    })
  })
  await view.open(lab.url)
  const rules = new Rules(page)
  await rules.open()
  const name = page.getByRole('textbox', { name: 'Name', exact: true })
  await page.getByRole('button', { name: 'New rule' }).click()
  await name.fill('slow')
  await rules.item('Image profile').selectOption({ index: 1 })
  isHeld = true
  await page.getByRole('button', { name: 'Make rule' }).click()
  await name.press('End')
  await name.pressSequentially('er')
  isHeld = false
  for (const release of held) release()
  await expect(rules.row('slow')).toContainText('Not saved')
  await expect(name).toHaveValue('slower')
  await expect(name).toBeFocused()
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(rules.row('slower')).toBeVisible()
  await expect(rules.row('slow')).toHaveCount(0)
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
  await expect(rules.begun).toHaveCount(0)
})

test('a notice leaves the buttons of a rule in reach', async ({ view }) => {
  const { page, inspector } = view
  const notice = page.getByRole('region', { name: 'Notices' }).getByRole('article')
  await view.choose('esx-01')
  await inspector.getByRole('combobox', { name: 'Next boot' }).click()
  await page.getByRole('option', { name: 'own disk, this once' }).click()
  await notice.hover()
  await new Rules(page).open()
  await page.getByRole('button', { name: 'New rule' }).click()
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('in-reach')
  await new Rules(page).item('Image profile').selectOption({ index: 1 })
  await expect(notice).toBeVisible()
  await page.getByRole('button', { name: 'Make and add to the set' }).click({ trial: true })
  await notice.getByRole('button', { name: 'Take back' }).click()
})
