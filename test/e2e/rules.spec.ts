import type { Page } from '@playwright/test'
import { findingsInBothThemes } from './axe.ts'
import { expect, test, testAtRest } from './lab.ts'
import { Rules } from './rules-page.ts'

test('what the preview shows is what goes over the wire', async ({ view }) => {
  const { page } = view
  const rules = new Rules(page)
  await rules.open()

  await test.step('a rule is made in the wizard, and the text follows', async () => {
    await page.getByRole('button', { name: 'New rule' }).click()
    await expect(rules.count).toHaveText('4 of 4 known hosts')
    await page.getByRole('textbox', { name: 'Name' }).fill('r630-apart')
    await page.getByRole('button', { name: 'Add a condition' }).click()
    await page.getByRole('combobox', { name: 'Attribute' }).selectOption('model')
    await page.getByRole('textbox', { name: 'Value of model' }).fill('PowerEdge R630')
    await rules.item('Location').selectOption({ label: 'Lab' })
    await expect(rules.count).toHaveText('1 of 4 known hosts')
    await expect(rules.matches).toHaveCount(1)
    await expect(rules.matches).toContainText('esx-04')
    await expect(rules.text).toHaveValue(
      "New-DeployRule -Name 'r630-apart' -Pattern 'model==PowerEdge R630' -Item 'Lab'",
    )
  })

  await test.step('the text is changed, and the wizard follows', async () => {
    await rules.text.fill(
      "New-DeployRule -Name 'r630-apart' -Pattern 'model==PowerEdge R630','serial=HW00004' -Item 'Lab'",
    )
    await expect(page.getByRole('textbox', { name: 'Value of serial' })).toHaveValue('HW00004')
    await expect(rules.count).toHaveText('1 of 4 known hosts')
  })

  await test.step('it is added, put first and reviewed', async () => {
    await page.getByRole('button', { name: 'Make and add to the set' }).click()
    await expect(rules.row('r630-apart')).toContainText('added')
    await rules.row('r630-apart').dragTo(rules.row('image-for-dell'), {
      targetPosition: { x: 60, y: 4 },
    })
    await rules.expectOrder([
      'r630-apart',
      'image-for-dell',
      'rack-a-by-address',
      'caching-for-all',
    ])
    await page.getByRole('button', { name: 'Review and activate…' }).click()
    const diff = page.getByTestId('set-diff')
    await expect(diff.locator('[data-change="added"]')).toHaveCount(1)
    await expect(diff.locator('[data-change="same"]')).toHaveCount(3)
    const boots = page.getByTestId('next-boot').getByRole('row')
    await expect(boots).toHaveCount(2)
    await expect(boots.last()).toContainText(/esx-04.*Location.*Rack A.*Lab.*at its next boot/)
    await page.getByRole('button', { name: 'Not yet' }).click()
    await rules.activate()
  })

  await test.step('the host boots and gets just that', async () => {
    await page.getByRole('navigation').getByRole('link', { name: 'Bench' }).click()
    await view.showMessages('With Rules')
    for (const host of ['esx-03', 'esx-04']) {
      await view.choose(host)
      await view.press('Power on')
    }
    await expect(view.messages('rules.decided').first()).toBeAttached({ timeout: 30_000 })
    await view.inspector.getByRole('tab', { name: /rules/i }).click()
    await expect(view.inspector).toContainText('by rule r630-apart', { timeout: 30_000 })
    await view.choose('esx-03')
    await view.inspector.getByRole('tab', { name: /rules/i }).click()
    await expect(view.inspector).toContainText('by rule rack-a-by-address', { timeout: 30_000 })
    await expect(view.inspector).not.toContainText('r630-apart')
  })

  await test.step('the explanation says why', async () => {
    await rules.open()
    await rules.tab('Explain')
    await page.getByRole('combobox', { name: 'Host', exact: true }).click()
    await page.getByRole('option', { name: 'esx-04' }).click()
    await expect(page.getByTestId('gets')).toContainText(/Location\s*Lab\s*from r630-apart/)
    await page.getByRole('textbox', { name: 'model' }).fill('PowerEdge R640')
    await expect(page.getByTestId('gets')).toContainText(/Rack A\s*from rack-a-by-address/)
    await expect(page.getByText('What if: 1 value changed')).toBeVisible()
  })
})

testAtRest('rules are made, moved and put in force by keys alone', async ({ view }) => {
  const { page } = view
  const rules = new Rules(page)
  await page.getByRole('navigation').getByRole('link', { name: 'Rules' }).focus()
  await page.keyboard.press('Enter')
  await rules.row('caching-for-all').getByRole('button').first().focus()
  await page.keyboard.press('Alt+ArrowUp')
  await page.keyboard.press('Alt+ArrowUp')
  await rules.expectOrder(['caching-for-all', 'image-for-dell', 'rack-a-by-address'])
  await expect(rules.row('caching-for-all').getByRole('button').first()).toBeFocused()
  await expect(page.getByText('caching-for-all is now 1 of 3.')).toBeAttached()
  await page.keyboard.press('ArrowDown')
  await expect(rules.row('image-for-dell').getByRole('button').first()).toBeFocused()
  await rules.pressByKey('Move rack-a-by-address up')
  await rules.expectOrder(['caching-for-all', 'rack-a-by-address', 'image-for-dell'])
  // Pressed again and again, it moves on and on.
  await expect(page.getByRole('button', { name: 'Move rack-a-by-address up' })).toBeFocused()

  await rules.pressByKey('Undo')
  await rules.expectOrder(['caching-for-all', 'image-for-dell', 'rack-a-by-address'])
  await rules.pressByKey('Redo')
  await rules.expectOrder(['caching-for-all', 'rack-a-by-address', 'image-for-dell'])

  await rules.pressByKey('Review and activate…')
  await rules.pressByKey('Activate')
  await rules.expectInForce()
})

test('a set that is emptied by keys keeps the focus, and is filled again by dragging', async ({
  view,
}) => {
  const { page } = view
  const rules = new Rules(page)
  await rules.open()
  const choose = (name: string) => rules.row(name).getByRole('button').first()
  await rules.pressByKey('Take rack-a-by-address out of the working set')
  await expect(choose('caching-for-all')).toBeFocused()
  await rules.pressByKey('Take caching-for-all out of the working set')
  await expect(choose('image-for-dell')).toBeFocused()
  await rules.pressByKey('Add rack-a-by-address to the working set')
  await expect(choose('rack-a-by-address')).toBeFocused()
  await page.getByRole('button', { name: 'New rule' }).click()
  await page.getByRole('textbox', { name: 'Name' }).fill('apart')
  await rules.item('Location').selectOption({ label: 'Lab' })
  await page.getByRole('button', { name: 'Make rule' }).click()
  await rules.pressByKey('Take rack-a-by-address out of the working set')
  await rules.pressByKey('Take image-for-dell out of the working set')
  await rules.expectOrder([])
  await expect(page.getByRole('button', { name: 'New rule' })).toBeFocused()
  await rules.row('apart').dragTo(page.getByText('The working set is empty'))
  await rules.expectOrder(['apart'])
})

/** A slow line: each step still waits when the next one is asked for. */
const slowDown = async (page: Page): Promise<void> => {
  await page.routeWebSocket(/.*/, (socket) => {
    const lab = socket.connectToServer()
    socket.onMessage((message) => {
      setTimeout(() => lab.send(message), 250)
    })
  })
  await page.reload()
}

testAtRest('a rule that is saved while moves wait undoes none of them', async ({ view }) => {
  const { page } = view
  const rules = new Rules(page)
  await slowDown(page)
  await rules.open()
  await page.getByRole('button', { name: 'New rule' }).click()
  await page.getByRole('textbox', { name: 'Name' }).fill('r630-apart')
  await rules.item('Location').selectOption({ label: 'Lab' })
  const save = page.getByRole('button', { name: 'Make and add to the set' })
  await expect(save).toBeEnabled()
  await rules.row('caching-for-all').getByRole('button').first().focus()
  for (const key of ['Alt+ArrowUp', 'Alt+ArrowUp']) await page.keyboard.press(key)
  await save.press('Enter')
  await rules.expectOrder(['caching-for-all', 'image-for-dell', 'rack-a-by-address', 'r630-apart'])
  await expect(page.getByRole('region', { name: 'Notices' }).getByRole('article')).toHaveCount(0)
})

testAtRest('an undo waits for the moves that were asked for before it', async ({ view }) => {
  const { page } = view
  const rules = new Rules(page)
  await slowDown(page)
  await rules.open()
  await rules.expectOrder(['image-for-dell', 'rack-a-by-address', 'caching-for-all'])
  await rules.row('caching-for-all').getByRole('button').first().focus()
  for (const key of ['Alt+ArrowUp', 'Alt+ArrowUp', 'Alt+ArrowDown', 'Control+z', 'Control+z']) {
    await page.keyboard.press(key)
  }
  await rules.expectOrder(['image-for-dell', 'caching-for-all', 'rack-a-by-address'])
  await expect(page.getByRole('button', { name: 'Redo' })).toBeEnabled()
  await expect(page.getByRole('region', { name: 'Notices' }).getByRole('article')).toHaveCount(0)
  await page.getByRole('button', { name: 'Undo' }).click()
  await rules.expectOrder(['image-for-dell', 'rack-a-by-address', 'caching-for-all'])
})

testAtRest(
  'a rule in force that is changed stays in force until it is activated',
  async ({ view }) => {
    const { page } = view
    const rules = new Rules(page)
    await rules.open()
    await rules.row('rack-a-by-address').getByRole('button').first().click()
    const value = page.getByRole('textbox', { name: 'Value of ipv4' })
    const before = await value.inputValue()
    await value.fill(before.replace(/90$/, '53'))
    await expect(rules.count).toHaveText('3 of 4 known hosts')
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await expect(rules.row('rack-a-by-address')).toContainText('changed')
    await expect(page.getByTestId('standing')).toContainText('1 host would boot differently')
    await page.getByRole('button', { name: 'Undo' }).click()
    await expect(value).toHaveValue(before)
    await rules.expectInForce()
    await page.getByRole('button', { name: 'Redo' }).click()
    await rules.activate()
    await page.getByText('1 replaced rule').click()
    await page.getByRole('button', { name: 'Delete those in no set' }).click()
    await expect(page.getByText('1 replaced rule')).toHaveCount(0)
  },
)

testAtRest('a condition that cannot be read shows its place and what to do', async ({ view }) => {
  const { page } = view
  const rules = new Rules(page)
  await rules.open()
  await page.getByRole('button', { name: 'New rule' }).click()
  await page.getByRole('button', { name: 'Add a condition' }).click()
  await page.getByRole('combobox', { name: 'Attribute' }).selectOption('ipv4')
  const value = page.getByRole('textbox', { name: 'Value of ipv4' })
  await value.fill('10.0.0.9-10.0.0.1')
  await expect(page.locator('mark')).toHaveText('10.0.0.9-10.0.0.1')
  await expect(page.getByText('Write the lower address first')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Make rule' })).toHaveAttribute(
    'aria-disabled',
    'true',
  )
  await value.fill('')
  await page.getByRole('button', { name: /127\.\d+\.0\.52 · 1/ }).click()
  await expect(rules.count).toHaveText('1 of 4 known hosts')
  await rules.text.fill('New-DeployRule -Name x -Patern y')
  await expect(page.getByText('This line is not a rule yet')).toBeVisible()
})

testAtRest('the console writes the same document', async ({ view }) => {
  const { page } = view
  const rules = new Rules(page)
  await rules.open()
  await rules.openConsole()
  await page.keyboard.type('Get-DeployRuleS')
  await page.keyboard.press('Tab')
  await rules.expectSaid('PowerCLI> Get-DeployRuleSet')
  await page.keyboard.press('Control+c')
  await rules.say("New-DeployRule -Name fromConsole -Item 'Rack A' -Pattern 'vendor=Dell Inc.'")
  await expect(rules.row('fromConsole')).toBeVisible()
  await rules.say('Add-DeployRule fromConsole -At 0')
  await rules.expectOrder(['fromConsole', 'image-for-dell', 'rack-a-by-address', 'caching-for-all'])
  await rules.say('Get-Nonsense')
  await rules.expectSaid('Get-Nonsense" is not a command of this console')
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('ArrowUp')
  await rules.expectSaid('PowerCLI> Add-DeployRule fromConsole')
  await page.keyboard.press('Control+u')
  await rules.say('Clear-Host')
  await expect(rules.console.locator('.xterm-rows')).not.toContainText('Nonsense')
  await page.keyboard.press('Escape')
  await expect(rules.console.getByRole('button', { name: 'Close the console' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(rules.console).toHaveCount(0)
  await page.getByRole('button', { name: 'Undo' }).click()
  await rules.expectOrder(['image-for-dell', 'rack-a-by-address', 'caching-for-all'])
})

test('hosts are discovered, made into rules, forgotten and recalled; then repaired', async ({
  view,
}) => {
  const { page } = view
  const rules = new Rules(page)
  await view.bootRack()
  await rules.open()
  await rules.tab('Discovered hosts')
  const table = page.getByRole('region', { name: 'Discovered hosts' })
  await expect(table.getByRole('row')).toHaveCount(5)
  await page.getByRole('checkbox', { name: /esx-02/ }).check()
  await page.getByRole('checkbox', { name: /esx-03/ }).check()
  await page.getByRole('button', { name: 'Forget 2' }).click()
  await expect(table).not.toContainText('esx-02')
  await page.getByRole('button', { name: 'Undo' }).last().click()
  await expect(table).toContainText('esx-02')

  await page.getByRole('button', { name: 'Make a rule from esx-04' }).click()
  await expect(rules.text).toHaveValue(/model==PowerEdge R630/)
  await rules.item('Location').selectOption({ label: 'Lab' })
  await page.getByRole('button', { name: 'Make and add to the set' }).click()
  const row = rules.row('rule-for-esx-04').getByRole('button').first()
  await row.focus()
  for (let step = 0; step < 2; step++) await page.keyboard.press('Alt+ArrowUp')
  // The list shows a move at once, the standing when the lab has made it.
  await expect(page.getByTestId('standing')).toContainText('1 host would boot differently')
  await rules.activate()

  await rules.tab('Compliance')
  const standing = page.getByTestId('compliance-standing')
  await expect(standing).toContainText('1 of 4 hosts have something else')
  const bad = page.getByRole('table', { name: 'Hosts that do not comply' })
  await expect(bad.locator('[data-host="esx-04"]')).toContainText(/Location.*Rack A.*Lab/)
  await bad.getByRole('button', { name: 'Repair esx-04' }).click()
  await expect(standing).toContainText('All 4 hosts of vCenter have what the rules say.')
  await expect(standing).toContainText('Repaired esx-04')
  // It is no news once the rules are others.
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(standing).toContainText('1 of 4 hosts have something else')
  await expect(standing).not.toContainText('Repaired')
})

testAtRest('axe finds nothing serious on any part of the page', async ({ view }) => {
  // Sixteen looks at whole pages.
  test.slow()
  const { page } = view
  const rules = new Rules(page)
  await rules.open()
  expect(await findingsInBothThemes(page)).toEqual([])
  await rules.row('image-for-dell').getByRole('button').first().click()
  await page.getByRole('button', { name: 'Take rack-a-by-address out' }).click()
  await expect(page.getByText('Leaves the set when activated')).toBeVisible()
  await page.getByRole('textbox', { name: 'Value of vendor' }).fill('')
  expect(await findingsInBothThemes(page)).toEqual([])
  await page.getByRole('button', { name: 'Review and activate…' }).click()
  await expect(page.getByRole('dialog')).toBeVisible()
  expect(await findingsInBothThemes(page)).toEqual([])
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await rules.tab('Explain')
  await page.getByRole('combobox', { name: 'Host', exact: true }).click()
  await expect(page.getByRole('option', { name: 'esx-04' })).toBeVisible()
  expect(await findingsInBothThemes(page)).toEqual([])
  await page.keyboard.press('Escape')
  for (const tab of ['Explain', 'Compliance', 'Discovered hosts']) {
    await rules.tab(tab)
    expect(await findingsInBothThemes(page)).toEqual([])
  }
  await rules.openConsole()
  await rules.say('Get-DeployRuleSet')
  await rules.expectSaid('caching-for-all')
  expect(await findingsInBothThemes(page)).toEqual([])
})
