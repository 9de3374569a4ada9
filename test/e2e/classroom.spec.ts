import { expect, test } from './lab.ts'
import { Screen } from './screen.ts'

/** Names of what changes the lab. */
const acts =
  /^(Add|Activate|Console|Copy|Create|Export image|Forget|Make|Move|New|Redo|Remove|Repair|Save marks|Serve|Start|Take|Undo)\b/

test('a class looks on by its own browser, sees each boot, and changes nothing', async ({
  browser,
  view,
}) => {
  const { page } = view
  await view.openPage('Network')
  const card = page.locator('section', { has: page.getByRole('heading', { name: 'Classroom' }) })
  await card.getByRole('combobox', { name: 'Address of this computer' }).click()
  await page.getByRole('option', { name: '127.0.0.1 (this computer alone)' }).click()
  await card.getByRole('button', { name: 'Let a class look on' }).click()
  const address = await card.getByText(/^http:\/\/127\.0\.0\.1:\d+\/\w{10}$/).textContent()

  const context = await browser.newContext()
  const other = await context.newPage()
  const student = new Screen(other)
  await student.open(address ?? '')
  await expect(other.getByRole('banner').getByText('You look on')).toBeVisible()
  await expect(card.getByText('1 screen looks on')).toBeVisible()
  await expect(page.getByRole('banner').getByRole('button', { name: 'Class · 1' })).toBeVisible()

  // What the one does is on the screen of the other.
  await view.openPage('Bench')
  await view.bootRack()
  await student.expectHost('esx-01', 'image cached on disk')
  await student.choose('esx-01')
  await expect(
    other.getByRole('button', { name: /Power o|Reboot|Restore everything|Hold packets|Speed/ }),
  ).toHaveCount(0)
  await expect(other.getByRole('banner').getByRole('button', { name: 'Pause' })).toBeVisible()
  await expect(other.getByRole('button', { name: /[Uu]nplug/ })).toHaveCount(0)

  // Each page has all it asks for, and nothing that would be refused.
  for (const name of ['Hosts', 'Rules', 'Images', 'Profiles', 'Lessons', 'Journal', 'Network']) {
    await student.openPage(name)
    await student.expectPage(name)
    if (name === 'Rules') await other.getByRole('button', { name: /rack-a-by-address/ }).click()
    await expect(other.getByText('This screen looks on and changes nothing.')).toHaveCount(0)
    const acting = other.getByRole('main').getByRole('button', { name: acts })
    await expect.poll(() => acting.allInnerTexts()).toEqual([])
  }
  await expect(other.getByRole('heading', { name: 'Classroom' })).toHaveCount(0)

  await view.openPage('Network')
  await card.getByRole('button', { name: 'Close the classroom' }).click()
  await expect(card.getByRole('button', { name: 'Let a class look on' })).toBeVisible()
  await expect(other.getByText('Connection lost')).toBeVisible()
  await context.close()
})
