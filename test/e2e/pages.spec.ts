import type { Page } from '@playwright/test'
import { findingsInBothThemes, seriousFindings } from './axe.ts'
import { expect, testBooted as test } from './lab.ts'

/** Each page, its address, and something only it shows of this lab. */
const pages: readonly {
  readonly name: string
  readonly path: string
  readonly shows: (page: Page) => ReturnType<Page['locator']>
}[] = [
  { name: 'Bench', path: 'bench', shows: (page) => page.locator('[data-host="esx-04"]') },
  { name: 'Hosts', path: 'hosts', shows: (page) => page.locator('tr[data-key="esx-04"]') },
  { name: 'Rules', path: 'rules', shows: (page) => page.locator('[data-rule="caching-for-all"]') },
  {
    name: 'Images',
    path: 'images',
    shows: (page) => page.getByRole('button', { name: 'Reference-1.0-standard' }),
  },
  {
    name: 'Profiles',
    path: 'profiles',
    shows: (page) => page.getByRole('heading', { name: 'Stateless caching' }),
  },
  {
    name: 'Lessons',
    path: 'lessons',
    shows: (page) => page.getByRole('button', { name: /^Find the fault/ }),
  },
  {
    name: 'Journal',
    path: 'journal',
    shows: (page) =>
      page
        .getByRole('table')
        .getByText(/^(vcenter|plug)\.\w+/)
        .first(),
  },
  {
    name: 'Network',
    path: 'network',
    shows: (page) => page.getByRole('button', { name: /^127\.\d+\.0\.54$/ }),
  },
  {
    name: 'Settings',
    path: 'settings',
    shows: (page) => page.getByRole('radiogroup', { name: 'Contrast' }),
  },
]

for (const { name, path, shows } of pages) {
  test(`${name} opens by keys, palette and address; axe finds nothing serious in it`, async ({
    view,
  }) => {
    const { page } = view
    const goBack = async () => {
      await page.goBack()
      await expect(shows(page)).toHaveCount(0)
    }
    await view.openPage(name === 'Settings' ? 'Journal' : 'Settings')
    await view.tabTo(page.getByRole('navigation').getByRole('link', { name }))
    await page.keyboard.press('Enter')
    await expect(shows(page)).toBeVisible()
    await expect(page).toHaveURL(new RegExp(`#/${path}$`))
    expect(await findingsInBothThemes(page)).toEqual([])

    await goBack()
    await view.command(`page ${name}`)
    await expect(shows(page)).toBeVisible()

    await goBack()
    await view.goTo(path)
    await expect(shows(page)).toBeVisible()
    await page.reload()
    await expect(shows(page)).toBeVisible()
  })
}

test.describe('a place in the address', () => {
  test('leads from a fact to its host, its packet and back', async ({ view }) => {
    const { page, inspector } = view
    await view.openPage('Journal')
    await page.getByRole('searchbox', { name: 'Filter' }).fill('dhcp.acknowledged esx-03')
    const rows = page.getByRole('table').locator('tr[data-key]')
    await expect(rows.first()).toContainText('ACK')
    const seq = await rows.first().getAttribute('data-key')
    await rows.first().getByRole('button').click()
    await expect(page).toHaveURL(new RegExp(`#/journal\\?fact=${seq}$`))
    await expect(
      inspector.getByRole('heading', { name: new RegExp(`Fact ${seq} dhcp.acknowledged`) }),
    ).toBeVisible()
    await expect(inspector.getByRole('region', { name: 'Packet', exact: true })).toContainText(
      'ACK of 127.',
    )
    await inspector.getByRole('button', { name: 'esx-03' }).first().click()
    await expect(inspector.getByRole('heading', { name: /^esx-03/ })).toBeVisible()
    await page.goBack()
    await expect(page).toHaveURL(new RegExp(`#/journal\\?fact=${seq}$`))
    await page.reload()
    await expect(inspector.getByRole('heading', { name: new RegExp(`Fact ${seq}`) })).toBeVisible()
  })

  test('leads from what a host was given to its rule, and from a host to its explanation', async ({
    view,
  }) => {
    const { page, inspector } = view
    await view.goTo('bench?host=esx-02')
    await inspector.getByRole('tab', { name: 'Rules' }).click()
    await inspector.getByRole('link', { name: 'by rule image-for-dell' }).click()
    await view.expectPage('Rules')
    await expect(page.getByRole('textbox', { name: 'Name' })).toHaveValue('image-for-dell')
    await page.getByRole('button', { name: 'caching-for-all' }).first().click()
    await expect(page).toHaveURL(/#\/rules\?item=caching-for-all$/)
    await page.goBack()
    await expect(page.getByRole('textbox', { name: 'Name' })).toHaveValue('image-for-dell')
    await view.goTo('rules?host=esx-03')
    await expect(page.getByRole('textbox', { name: 'mac' })).toHaveValue('52:54:00:aa:bb:03')
  })

  test('holds the hosts that are picked for the ladder', async ({ view }) => {
    const { page, ladder } = view
    await view.openPage('Bench')
    await page.getByRole('button', { name: 'Pick hosts' }).click()
    await page.getByRole('checkbox', { name: 'esx-02' }).check()
    await page.getByRole('checkbox', { name: 'esx-03' }).check()
    await page.keyboard.press('Escape')
    await expect(page).toHaveURL(/hosts=esx-02%2Cesx-03/)
    await page.reload()
    await expect(page.getByRole('button', { name: '2 hosts' })).toBeVisible()
    await ladder.focus()
    await page.keyboard.press('Home')
    await expect(ladder.getByRole('option', { name: /esx-03/ }).first()).toBeVisible()
    await expect(ladder.getByRole('option', { name: /esx-0[14]/ })).toHaveCount(0)
  })

  test('leads from a lease to its host and from a listener to its component', async ({ view }) => {
    const { page, inspector } = view
    await view.openPage('Network')
    await page.getByRole('button', { name: /^127\.\d+\.0\.52$/ }).click()
    await view.expectPage('Hosts')
    await expect(inspector.getByRole('heading', { name: /^esx-02/ })).toBeVisible()
    await page.goBack()
    await page.getByRole('button', { name: 'Waiter' }).click()
    await view.expectPage('Bench')
    await expect(inspector.getByRole('heading', { name: /^Waiter/ })).toBeVisible()
  })

  test('leads from a profile to its hosts and shows the files of an image', async ({ view }) => {
    const { page, inspector } = view
    await view.openPage('Profiles')
    await page.getByRole('button', { name: 'esx-03' }).click()
    await expect(inspector.getByRole('heading', { name: /^esx-03/ })).toBeVisible()
    await view.openPage('Images')
    await page.getByRole('button', { name: 'Reference-1.0-standard' }).click()
    const files = page.getByRole('region', { name: 'Files of Reference-1.0-standard' }).first()
    await expect(files.getByRole('table')).toHaveAttribute('aria-rowcount', '23')
    await expect(files.locator('tr[data-key="1"]')).toContainText(/boot loader.*[0-9a-f]{64}/)
    await expect(files.getByRole('button', { name: 'Remove image profile' })).toHaveAttribute(
      'aria-disabled',
      'true',
    )
  })
})

test('on paper the bench is its story in words', async ({ view }) => {
  const { page, bench } = view
  await view.openPage('Bench')
  await page.emulateMedia({ media: 'print' })
  const story = page.getByRole('region', { name: 'What happened, in words' })
  await expect(story.getByRole('row', { name: /esx-0\d/ })).not.toHaveCount(0)
  await expect(story.getByRole('table')).toContainText('DISCOVER')
  await expect(bench).toBeHidden()
  await page.emulateMedia({ media: 'screen' })
  await expect(bench).toBeVisible()
  await expect(story).toBeHidden()
})

test('on paper a table has all its rows and none of its tools', async ({ view }) => {
  const { page } = view
  await view.openPage('Journal')
  const table = page.getByRole('main').getByRole('table')
  await expect(table.locator('tbody tr[data-key]').first()).toBeVisible()
  // Both at one moment: the journal may grow.
  const counts = () =>
    table.evaluate((each) => ({
      drawn: each.querySelectorAll('tbody tr[data-key]').length,
      all: Number(each.getAttribute('aria-rowcount')) - 1,
    }))
  const before = await counts()
  expect(before.drawn).toBeLessThan(before.all)
  await page.evaluate(() => dispatchEvent(new Event('beforeprint')))
  const printed = await counts()
  expect(printed.drawn).toBe(printed.all)
  await page.evaluate(() => dispatchEvent(new Event('afterprint')))
  await page.emulateMedia({ media: 'print' })
  await expect(page.getByRole('searchbox')).toBeHidden()
  await expect(page.getByRole('button', { name: 'Save as CSV' })).toBeHidden()
  const wide = await table.evaluate((each) => each.scrollWidth > document.body.clientWidth)
  expect(wide).toBe(false)
})

test('on paper a setting shows what is chosen', async ({ view }) => {
  const { page } = view
  await view.openPage('Settings')
  await page.emulateMedia({ media: 'print' })
  const theme = page.getByRole('radiogroup', { name: 'Theme' })
  const lines = await theme
    .locator('label')
    .evaluateAll((labels) => labels.map((label) => getComputedStyle(label).textDecorationLine))
  expect(lines.filter((line) => line === 'underline')).toHaveLength(1)
  await page.emulateMedia({ media: 'screen' })
})

test('on paper what stands below a table follows it', async ({ view }) => {
  const { page } = view
  await view.openPage('Profiles')
  const rows = page.getByRole('table').locator('tbody tr[data-key]')
  await expect(rows).toHaveCount(1)
  await page.emulateMedia({ media: 'print' })
  const last = await rows.boundingBox()
  const form = await page.getByRole('heading', { name: 'New host profile' }).boundingBox()
  if (last === null || form === null) throw new Error('The page is not to be seen.')
  expect(form.y - (last.y + last.height)).toBeLessThan(60)
  await page.emulateMedia({ media: 'screen' })
})

test.describe('words and keys', () => {
  test('the glossary explains a term and decodes a code', async ({ view }) => {
    const { page } = view
    await page.keyboard.press('w')
    const dialog = page.getByRole('dialog', { name: 'Words and codes' })
    await dialog.getByRole('textbox').fill('PXE-E18')
    await expect(dialog.getByRole('definition')).toHaveCount(1)
    await expect(dialog.getByRole('heading', { level: 3 })).toHaveText([
      'Codes of firmware and network',
    ])
    await expect(dialog.getByRole('definition')).toContainText('Check:')
    await dialog.getByRole('textbox').fill('tramp')
    await expect(dialog.getByRole('term').first()).toBeVisible()
    await dialog.getByRole('textbox').fill('no such word')
    await expect(dialog).toContainText('Nothing of that name.')
    expect(await seriousFindings(page)).toEqual([])
    await page.keyboard.press('Escape')
    await expect(dialog).toHaveCount(0)
  })

  test('the shortcut sheet lists only keys that do what it says', async ({ view }) => {
    const { page } = view
    await page.keyboard.press('?')
    const dialog = page.getByRole('dialog', { name: 'Keyboard shortcuts' })
    for (const label of ['Power on rack', 'Restore everything', 'Choose the next host']) {
      await expect(dialog.getByRole('term').filter({ hasText: label })).toBeVisible()
    }
    await page.keyboard.press('Escape')
    await expect(dialog).toHaveCount(0)
    await page.keyboard.press(']')
    await expect(view.inspector.getByRole('heading', { name: /^esx-01/ })).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(view.inspector.getByRole('heading', { name: 'Demo rack' })).toBeVisible()
  })

  test('the palette finds every page, host and component and says when nothing fits', async ({
    view,
  }) => {
    const { page } = view
    for (const words of ['show esx-04', 'show vcenter']) {
      await view.command(words)
    }
    await expect(view.inspector.getByRole('heading', { name: /^vCenter/ })).toBeVisible()
    await page.keyboard.press('Control+k')
    await expect(page.getByPlaceholder('Find a command or a host…')).toBeFocused()
    await page.keyboard.type('xyzzy')
    await expect(page.getByRole('dialog')).toContainText('No such command.')
  })
})
