/** The track of time over a million facts: from a press to the frame that shows that moment. */
import type { Page } from '@playwright/test'
import { p95, type Row } from './row.ts'
import { canShow, clock, memoryOf, openPage, withPage, type Bench } from './ui-lab.ts'

const manyFacts = 1_000_000

/** Runs in the page: notes for each press how long it took until its frame was painted. */
const notePresses = (): void => {
  const presses: number[] = []
  Object.assign(globalThis, { presses })
  const onPress = (event: PointerEvent): void => {
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel()
      port1.addEventListener('message', () => presses.push(performance.now() - event.timeStamp))
      port1.start()
      port2.postMessage(undefined)
    })
  }
  addEventListener('pointerdown', onPress, { capture: true })
}

/** Runs in the page: notes each task that kept it from answering, in ms. */
const noteTasks = (): void => {
  const tasks: number[] = []
  Object.assign(globalThis, { tasks })
  new PerformanceObserver((list) => {
    tasks.push(...list.getEntries().map(({ duration }) => duration))
  }).observe({ type: 'longtask' })
}

/** ms until the ladder of another host is read whole, and of the longest task meanwhile. */
const chooseLadder = async (page: Page) => {
  await page.getByRole('button', { name: 'Live', exact: true }).click()
  await page.evaluate(noteTasks)
  const note = page.getByText(/facts read/)
  const began = clock.now()
  await page.evaluate(() => location.assign('#/bench?hosts=esx-02'))
  await note.waitFor()
  await note.waitFor({ state: 'hidden' })
  const whole = clock.now() - began
  const tasks = await page.evaluate<readonly number[]>('globalThis.tasks')
  return { whole, longest: Math.max(0, ...tasks) }
}

/** ms from a press on the track of time to the frame that shows that moment, back and forth. */
const scrub = async (bench: Bench) => {
  const { app, page } = bench
  const began = clock.now()
  await openPage(bench)
  const opened = clock.now() - began
  const all = app.journal.last()
  const shown = async () =>
    Number(
      (await page.locator('footer').textContent())
        ?.match(/([\d,]+) facts/)?.[1]
        ?.replaceAll(',', ''),
    )
  while ((await shown()) < all) await clock.sleep(500)
  const loaded = clock.now() - began
  const track = page.getByRole('slider', { name: 'Time' })
  const box = await track.boundingBox()
  if (box === null) throw new Error('There is no track of time.')
  await page.evaluate(notePresses)
  const fractions = [0.5, 0.1, 0.9, 0.3, 0.7, 0.02, 0.97, 0.45, 0.55, 0.2, 0.8, 0.05, 0.6, 0.4]
  for (const fraction of [...fractions, ...fractions]) {
    await page.mouse.click(box.x + box.width * fraction, box.y + box.height / 2)
    await clock.sleep(50)
  }
  const presses = await page.evaluate<readonly number[]>('globalThis.presses')
  const ladder = await chooseLadder(page)
  return { opened, loaded, presses, ladder, memory: await memoryOf(page) }
}

export const run = async (): Promise<readonly Row[]> => {
  if (!canShow()) return []
  const { opened, loaded, presses, ladder, memory } = await withPage({ facts: manyFacts }, scrub)
  return [
    {
      name: `screen opens over a journal of ${manyFacts} facts`,
      value: opened / 1000,
      unit: 's',
    },
    { name: `all ${manyFacts} facts are in the page`, value: loaded / 1000, unit: 's' },
    { name: `memory of the page with ${manyFacts} facts`, value: memory / 1e6, unit: 'MB' },
    {
      name: `scrub over ${manyFacts} facts, p95 of ${presses.length} presses`,
      value: p95(presses),
      unit: 'ms',
    },
    { name: `scrub over ${manyFacts} facts, slowest`, value: Math.max(...presses), unit: 'ms' },
    {
      name: `ladder of another host over ${manyFacts} facts, read whole`,
      value: ladder.whole / 1000,
      unit: 's',
    },
    { name: 'ladder of another host, longest task meanwhile', value: ladder.longest, unit: 'ms' },
  ]
}
