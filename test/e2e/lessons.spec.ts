import { seriousFindings } from './axe.ts'
import { expect, test, testAtRest } from './lab.ts'
import type { Screen } from './screen.ts'

/** A lesson boots hosts several times. */
const lessonTime = { timeout: 60_000 }

const openLesson = async (view: Screen, title: string): Promise<void> => {
  await view.openPage('Lessons')
  await view.page.getByRole('button', { name: new RegExp(`^${title}`) }).click()
  await expect(view.page.getByRole('heading', { name: title, level: 2 })).toBeVisible()
}

test('a lesson goes from its introduction to its score by keys alone', async ({ view }) => {
  const { page } = view
  const main = page.getByRole('main')
  // As low as a window beside others: what the lesson waits for comes into sight by itself.
  await page.setViewportSize({ width: 1280, height: 600 })
  await view.command('page lessons')
  await view.tabTo(main.getByRole('button', { name: /^How stateless caching works/ }), 90)
  await page.keyboard.press('Enter')
  await expect(main.getByText('All steps, and how they end')).toBeVisible()
  await view.tabTo(main.getByRole('textbox', { name: 'Name' }))
  await page.keyboard.type('Ada')
  await view.tabTo(main.getByRole('button', { name: 'Start the lesson' }))
  await page.keyboard.press('Enter')

  const answer = async (text: string): Promise<void> => {
    const option = main.getByRole('button', { name: text })
    await expect(option).toBeVisible(lessonTime)
    await expect(option).toBeInViewport()
    await view.tabTo(option, 90)
    await page.keyboard.press('Enter')
  }
  // On paper a question has its options, to be answered by pen.
  const first = main.getByRole('button', { name: 'While the image is downloaded' })
  await expect(first).toBeVisible(lessonTime)
  await page.emulateMedia({ media: 'print' })
  await expect(first).toBeVisible()
  await expect(main.getByRole('button', { name: 'Stop the lesson' })).toBeHidden()
  await page.emulateMedia({ media: 'screen' })
  await answer('While the image is downloaded')
  await expect(main.getByText('It is: When the host profile is applied')).toBeVisible()
  expect(await seriousFindings(page)).toEqual([])
  await answer('From the network again')
  await expect(main.getByRole('heading', { name: 'What to take away' })).toBeVisible(lessonTime)
  await expect(main.getByRole('heading', { name: 'What to take away' })).toBeInViewport()
  await expect(main.getByText('1 of 2 questions answered correctly.').last()).toBeVisible()
  await expect(main.getByText(/^All \d+ expectations met by the facts\.$/)).toBeVisible()

  // On paper it is its text, whole and alone.
  await page.emulateMedia({ media: 'print' })
  await expect(page.getByRole('banner')).toBeHidden()
  await expect(main.getByRole('button', { name: /^Find the fault/ })).toBeHidden()
  const length = await main.getByRole('heading', { name: 'What to take away' }).boundingBox()
  const paper = await page.evaluate(() => document.documentElement.scrollHeight)
  expect(length?.y).toBeLessThan(paper)
  const ink = await main
    .getByText('1 of 2 questions')
    .last()
    .evaluate((text) => getComputedStyle(text).color)
  expect(ink).toBe('rgb(0, 0, 0)')
  await page.emulateMedia({ media: 'screen' })

  // What a lesson says is shown by the facts it names.
  const evidence = main.getByRole('button', { name: /^fact \d+$/ }).first()
  const seq = /\d+/.exec(await evidence.innerText())?.[0]
  await view.tabTo(evidence, 90)
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(new RegExp(`#/journal\\?fact=${seq}$`))
})

testAtRest('on a narrow screen a lesson comes into sight when it is chosen', async ({ view }) => {
  await view.page.setViewportSize({ width: 1024, height: 700 })
  await openLesson(view, 'vCenter outage')
  await expect(view.page.getByRole('button', { name: 'Start the lesson' })).toBeInViewport()
})

test('find the fault covers what is broken until the student has said it', async ({ view }) => {
  const { page, inspector, bench } = view
  await openLesson(view, 'Find the fault')
  await page.getByRole('button', { name: 'Start the lesson' }).click()
  const question = page.getByRole('heading', { name: 'What is broken?' })
  await expect(question).toBeVisible(lessonTime)
  await page.getByRole('button', { name: 'Watch on the bench' }).click()
  await expect(bench.getByRole('list', { name: 'Components' })).toContainText('not shown')
  await expect(bench.getByRole('list', { name: 'Components' })).not.toContainText('unplugged')
  expect(await seriousFindings(page)).toEqual([])
  // With the question above it a small screen still shows the whole bench.
  const before = page.viewportSize()
  await page.setViewportSize({ width: 1280, height: 720 })
  const last = view.component('vCenter')
  await expect
    .poll(async () => {
      const [card, stage] = await Promise.all([last.boundingBox(), bench.boundingBox()])
      return card !== null && stage !== null && card.y + card.height <= stage.y + stage.height
    })
    .toBe(true)
  if (before !== null) await page.setViewportSize(before)

  await view.choose('esx-01')
  await inspector.getByRole('tab', { name: 'Why' }).click()
  await expect(inspector).toContainText('Its network boot ended')
  await expect(inspector).not.toContainText(/was (unplugged|stopped)|was changed/)
  await inspector.getByRole('tab', { name: 'Boot' }).click()
  const screen = await inspector.getByRole('region', { name: 'Console' }).innerText()
  // Only what the host's own screen shows: the stage at which its last network boot ended.
  const boot = screen.slice(screen.lastIndexOf('>>Start PXE'))
  const clues = [
    [/PXE-E(23|3B)/, 'DHCP names a boot file that is not there'],
    [/Station IP address.*PXE-E18|PXE-E(32|35)/s, 'The TFTP server is down'],
    [/PXE-E(16|18|51|53)/, 'The DHCP server is down'],
    [/Could not boot.*Connection refused/s, 'The waiter is down'],
    [/Could not boot/, 'The rules engine is down'],
  ] as const
  const [, diagnosis = ''] = clues.find(([clue]) => clue.test(boot)) ?? []
  const strip = page.getByRole('region', { name: 'Lesson: Find the fault' })
  await strip.getByRole('button', { name: diagnosis }).click()
  await expect(bench.getByRole('list', { name: 'Components' })).not.toContainText('not shown')
  // Who answers beside the bench is told there whether it was right, why, and how the lesson ended.
  await expect(strip.getByRole('heading', { name: 'What is broken?' })).toBeVisible()
  await expect(strip.getByText('right', { exact: true })).toBeVisible()
  await strip.getByRole('button', { name: 'Dismiss' }).click()
  await expect(strip.getByRole('heading', { name: 'What is broken?' })).toHaveCount(0)
  await expect(strip).toContainText('1 of 1 question answered correctly.', lessonTime)
  await strip.getByRole('button', { name: 'What to take away' }).click()
  await view.expectPage('Lessons')
  await expect(page.getByText('1 of 1 question answered correctly.').last()).toBeVisible()
  await expect(page.getByRole('heading', { name: 'What to take away' })).toBeVisible()
  await view.openPage('Bench')
  for (const name of ['DHCP', 'TFTP', 'Rules engine', 'Waiter', 'vCenter']) {
    await view.expectPlug(name, 'plugged in')
  }
})

test('a lesson that is stopped says so, takes no answer any more, and hides no earlier outcome', async ({
  view,
}) => {
  const { page } = view
  const main = page.getByRole('main')
  const card = (title: string) => main.getByRole('button', { name: new RegExp(`^${title}`) })
  await openLesson(view, 'DHCP without a boot file')
  // As long as a name can be here: one that is longer would be refused.
  await main.getByRole('textbox', { name: 'Name' }).fill('Ada '.repeat(50))
  await main.getByRole('button', { name: 'Start the lesson' }).click()
  const stop = main.getByRole('button', { name: 'Stop the lesson' })
  await expect(main.locator('[data-open="true"] h3')).toBeVisible(lessonTime)
  await stop.click()
  await expect(main.getByRole('heading', { name: 'stopped before its end' })).toBeVisible(
    lessonTime,
  )
  await expect(card('DHCP without a boot file')).toContainText('stopped before its end')
  await expect(main.locator('[data-open="true"]')).toHaveCount(0)
  await expect(main.locator('ol ul').getByRole('button', { name: /^(?!fact)/ })).toHaveCount(0)
  await openLesson(view, 'Boot storm after a site power loss')
  await main.getByRole('button', { name: 'Start the lesson' }).click()
  await expect(stop).toBeVisible()
  await expect(card('DHCP without a boot file')).toContainText('stopped before its end')
  await stop.click()
  await expect(main.getByRole('heading', { name: 'stopped before its end' })).toBeVisible(
    lessonTime,
  )
})
