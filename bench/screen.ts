/** From the wire to the screen: a real page in Chromium, and when it shows each fact. */
import { p95, type Row } from './row.ts'
import { canShow, clock, openPage, withPage, type Bench } from './ui-lab.ts'

/** What the status bar said, and when (ms since the epoch). */
type Shown = { readonly at: number; readonly seq: number }

/** Runs in the page: notes each number of facts that is painted, in the frame after the change. */
const watchFacts = (): void => {
  const shown: Shown[] = []
  Object.assign(globalThis, { shown })
  const note = (): void => {
    const count = /([\d,.\s]+)\s+facts/.exec(document.querySelector('footer')?.textContent ?? '')
    const seq = Number((count?.[1] ?? '').replaceAll(/\D/g, ''))
    if (seq > 0 && shown.at(-1)?.seq !== seq) {
      shown.push({ at: performance.timeOrigin + performance.now(), seq })
    }
    requestAnimationFrame(note)
  }
  requestAnimationFrame(note)
}

/** Delays of every fact of a rack boot, from the moment it was recorded to the frame that shows it. */
const delaysOnScreen = async ({ app, page, url }: Bench): Promise<readonly number[]> => {
  await openPage({ page, url })
  await page.evaluate(watchFacts)
  const before = app.journal.last()
  await app.hosts.powerOn(app.state().document.hosts.map(({ id }) => id))
  const compliant = async () =>
    (await app.journal.read({ after: before, limit: 10_000 })).filter(
      ({ fact }) => fact.type === 'vcenter.complianceChecked',
    ).length
  while ((await compliant()) < 4) await clock.sleep(100)
  await clock.sleep(500)
  const shown = await page.evaluate<readonly Shown[]>('globalThis.shown')
  const facts = await app.journal.read({ after: before, limit: 10_000 })
  return facts.flatMap(({ seq, at }) => {
    const frame = shown.find((each) => each.seq >= seq)
    return frame === undefined ? [] : [frame.at - at]
  })
}

export const run = async (): Promise<readonly Row[]> => {
  if (!canShow()) return []
  const delays = await withPage({ change: (demo) => ({ ...demo, speed: 10 }) }, delaysOnScreen)
  return [
    {
      name: `packet to screen in Chromium, p95 of ${delays.length} facts, four hosts booting`,
      value: p95(delays),
      unit: 'ms',
    },
  ]
}
