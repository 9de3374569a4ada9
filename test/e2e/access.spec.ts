import { findingsInBothThemes } from './axe.ts'
import { expect, test, testAtRest, testBooted } from './lab.ts'

test('axe finds nothing serious, from the empty rack to an outage', async ({ view }) => {
  const { page } = view
  expect(await findingsInBothThemes(page)).toEqual([])
  await view.bootRack()
  await page.keyboard.press('a')
  await view.expectPlug('Waiter', 'unplugged')
  await view.choose('esx-02')
  await view.press('Reboot')
  await view.expectHost('esx-02', 'cached image · reconnect')
  await view.messages('firmware.networkFailed').click()
  expect(await findingsInBothThemes(page)).toEqual([])
  await page.getByRole('tab', { name: 'Event log' }).click()
  await view.component('Waiter').click()
  expect(await findingsInBothThemes(page)).toEqual([])
})

testAtRest('axe finds nothing serious in what floats above', async ({ view }) => {
  const { page } = view
  await page.keyboard.press('Control+k')
  await expect(page.getByPlaceholder('Find a command or a host…')).toBeFocused()
  expect(await findingsInBothThemes(page)).toEqual([])
  // The bench stays in sight around it.
  const inner = page.getByRole('dialog').locator('..')
  await expect(inner).toHaveCSS('background-color', 'rgba(0, 0, 0, 0)')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await page.keyboard.press('?')
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible()
  expect(await findingsInBothThemes(page)).toEqual([])
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await page.getByRole('button', { name: /^Speed of simulated hosts/ }).click()
  await expect(page.getByRole('menu')).toBeVisible()
  expect(await findingsInBothThemes(page)).toEqual([])
})

testBooted.describe('with reduced motion', () => {
  testBooted.use({ contextOptions: { reducedMotion: 'reduce' } })

  testBooted('nothing moves; the newest message stands in words', async ({ view }) => {
    await expect(view.bench.getByTestId('marks')).toHaveCount(0)
    await view.rebootHost('esx-01')
    await expect(view.bench.getByTitle('Last message')).toContainText('esx-')
    await expect(view.bench.getByTitle('Last message')).toContainText(/^\d\d:\d\d:\d\d/)
    const moving = await view.page.evaluate(() => document.getAnimations().length)
    expect(moving).toBe(0)
  })
})

test('the outage can be walked through by keys alone', async ({ view }) => {
  const { page, inspector } = view
  await page.keyboard.press('p')
  await view.expectHost('esx-02', 'stateless · connected')
  await page.keyboard.press('a')
  await view.expectPlug('Waiter', 'unplugged')
  await page.keyboard.press(']')
  await page.keyboard.press(']')
  await expect(inspector.getByRole('heading', { name: /esx-02/ })).toBeVisible()
  await view.command('esx-02 reboot')
  await view.expectHost('esx-02', 'cached image · reconnect')
  await view.command('esx-02 reconnect')
  await view.expectHost('esx-02', 'cached image · not compliant')

  // Tab reaches a plug, Enter works it.
  await view.plug('Waiter').focus()
  await page.keyboard.press('Enter')
  await view.expectPlug('Waiter', 'proven to work')

  // Arrows walk the ladder.
  await view.ladder.focus()
  await page.keyboard.press('End')
  const chosen = view.ladder.getByRole('option', { selected: true })
  await expect(chosen).toHaveCount(1)
  const last = await chosen.getAttribute('data-seq')
  await page.keyboard.press('ArrowUp')
  await expect(chosen).not.toHaveAttribute('data-seq', last ?? '')
  await expect(inspector.getByRole('heading', { name: /^Fact \d+/ })).toBeVisible()
})

testAtRest(
  'the palette takes what is typed right behind the keys that open it',
  async ({ view }) => {
    const { page } = view
    for (let time = 0; time < 3; time++) {
      await page.keyboard.press('Control+k')
      await page.keyboard.type('reboot')
      await expect(page.getByPlaceholder('Find a command or a host…')).toHaveValue('reboot')
      await page.keyboard.press('Escape')
      await expect(page.getByRole('dialog')).toHaveCount(0)
    }
  },
)

testAtRest('the palette opens what it leads to', async ({ view }) => {
  const { page } = view
  const main = page.getByRole('main')
  await view.command('new rule')
  await expect(main.getByRole('heading', { name: 'New rule' })).toBeVisible()
  await expect(main.getByRole('textbox', { name: 'Name' })).toBeFocused()
  await view.command('boot storm')
  await expect(main.getByLabel('Hosts at once')).toBeVisible()
  await view.command('review and activate')
  const review = page.getByRole('dialog', { name: 'Activate the working set' })
  await expect(review).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(review).toHaveCount(0)
  // On another page the next Tab goes into it, not through header and rail once more.
  await view.command('page journal')
  await expect(main).toBeFocused()
  await view.command('powercli console')
  await expect(main.getByRole('region', { name: 'PowerCLI console' })).toBeVisible()
})

testAtRest('focus can be seen wherever it goes', async ({ view }) => {
  const { page } = view
  await page.keyboard.press('Tab')
  await expect(page.getByRole('link', { name: 'Skip to the page' })).toBeFocused()
  for (let stop = 0; stop < 40; stop++) {
    await page.keyboard.press('Tab')
    const outline = await page.evaluate(() => {
      const focused = document.activeElement
      if (focused === null || focused === document.body) return 'none needed'
      return getComputedStyle(focused).outlineStyle
    })
    expect(outline).not.toBe('none')
  }
})

testAtRest('F6 goes from region to region and back, also out of a field', async ({ view }) => {
  const { page, inspector } = view
  const regions = [
    page.getByRole('banner'),
    page.getByRole('navigation'),
    view.bench,
    page.getByRole('region', { name: 'What happened' }),
    inspector,
  ]
  for (const region of [...regions, page.getByRole('banner')]) {
    await page.keyboard.press('F6')
    await expect(region).toBeFocused()
  }
  await page.keyboard.press('Shift+F6')
  await expect(inspector).toBeFocused()
  await view.openPage('Hosts')
  await page.getByRole('searchbox').focus()
  await page.keyboard.press('F6')
  await expect(inspector).toBeFocused()
})

testAtRest('single keys can be turned off', async ({ view }) => {
  const { page } = view
  await page.keyboard.press('?')
  await page.getByRole('switch', { name: /Keys without Ctrl/ }).click()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await page.keyboard.press('1')
  // The palette's key is none of them; what it asks for comes after what a key would have.
  await view.command('unplug tftp')
  await view.expectPlug('TFTP', 'unplugged')
  await view.expectPlug('DHCP', 'plugged in')
  await view.plug('TFTP').click()
  await view.expectPlug('TFTP', 'proven to work')
})

testAtRest('each boot track is one stop, and arrow keys go from word to word', async ({ view }) => {
  const { page, inspector } = view
  await view.choose('esx-01')
  const [network, disk] = ['Network boot', 'Cached disk'].map((name) =>
    inspector.getByRole('region', { name }).getByRole('term'),
  )
  if (network === undefined || disk === undefined) throw new Error('There are two tracks.')
  await view.tabTo(network.first())
  // The tip of what had the focus before fades out beside the next.
  const tips = () => page.getByRole('tooltip').allTextContents()
  await expect.poll(tips).toHaveLength(1)
  const first = await tips()
  await page.keyboard.press('ArrowDown')
  await expect(network.nth(1)).toBeFocused()
  await expect
    .poll(async () => (await tips()).filter((tip) => !first.includes(tip)))
    .toHaveLength(1)
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('ArrowUp')
  await expect(network.first()).toBeFocused()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Tab')
  await expect(disk.first()).toBeFocused()
  await page.keyboard.press('ArrowDown')
  await expect(disk.nth(1)).toBeFocused()
  // Back on the first track the word is in focus that was left.
  await page.keyboard.press('Shift+Tab')
  await expect(network.nth(1)).toBeFocused()
  for (let word = await network.count(); word > 0; word--) await page.keyboard.press('ArrowDown')
  await expect(network.last()).toBeFocused()
})

testBooted('a screen reader is told how the boots go on', async ({ view }) => {
  await view.rebootHost('esx-01')
  await expect(view.page.getByRole('log', { name: 'What happens in the lab' })).not.toBeEmpty()
})

test('zoomed to 200 % everything is within reach and nothing is cut off', async ({ view }) => {
  const { page } = view
  // A window of 1440 by 900 at 200 %.
  await page.setViewportSize({ width: 720, height: 450 })
  await view.choose('esx-02')
  const wide = await page.evaluate(() => document.documentElement.scrollWidth)
  expect(wide).toBeLessThanOrEqual(720)
  for (const name of ['Pause', 'Step', 'Power on rack']) {
    await expect(page.getByRole('banner').getByRole('button', { name })).toBeInViewport()
  }
  // What is chosen lies below the fold: a bar names it, and leads there.
  const details = page.getByRole('button', { name: /^esx-02 .*Details below$/ })
  await expect(details).toBeInViewport()
  await expect(view.inspector.getByRole('heading', { name: 'esx-02' })).not.toBeInViewport()
  await details.press('Enter')
  await expect(view.inspector.getByRole('heading', { name: 'esx-02' })).toBeInViewport()
  await expect(view.inspector).toBeFocused()
  await view.plug('vCenter').click()
  await view.expectPlug('vCenter', 'unplugged')
  await view.inspector.getByRole('button', { name: 'Power on' }).click()
  await expect(view.inspector.getByTestId('state')).not.toHaveText('off')
})

testAtRest(
  'letters twice as large, as a browser is set, leave the bench its room',
  async ({ view }) => {
    const { page, bench } = view
    const session = await page.context().newCDPSession(page)
    await session.send('Page.setFontSizes', { fontSizes: { standard: 32, fixed: 26 } })
    await expect.poll(async () => (await bench.boundingBox())?.height ?? 0).toBeGreaterThan(300)
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
    expect(wide).toBeLessThanOrEqual(0)
  },
)

testAtRest(
  'a narrow header breaks between groups, and the switch holds its subnet',
  async ({ view }) => {
    const { page, bench } = view
    const top = async (name: string) =>
      (await page.getByRole('banner').getByRole('button', { name }).boundingBox())?.y
    const apart = async () => ((await top('Commands')) ?? NaN) - ((await top('Pause')) ?? NaN)
    const lessons = page.getByRole('banner').getByText('Lessons', { exact: true })
    for (const width of [1024, 1000, 720]) {
      await page.setViewportSize({ width, height: 768 })
      await expect
        .poll(() => lessons.evaluate((name) => name.scrollWidth <= name.clientWidth))
        .toBe(true)
      await expect.poll(apart).toBe(0)
      const subnet = bench.getByText(/^127\.\d+\.0\.0\/16$/)
      const linesOf = (element: HTMLElement) =>
        new Set([...element.getClientRects()].map(({ top: at }) => at)).size
      await expect.poll(() => subnet.evaluate(linesOf)).toBe(1)
      const [text, board] = [await subnet.boundingBox(), await subnet.locator('..').boundingBox()]
      if (text === null || board === null) throw new Error('The switch is not on the screen.')
      expect(text.x).toBeGreaterThan(board.x)
      expect(text.x + text.width).toBeLessThan(board.x + board.width)
    }
  },
)

testAtRest('the theme is chosen and kept', async ({ view }) => {
  const { page } = view
  await page.getByRole('button', { name: 'Theme' }).click()
  await page.getByRole('menuitemradio', { name: 'Light' }).click()
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'light')
  await page.reload()
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'light')
})
