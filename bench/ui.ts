/** The screen in headless Chromium: its first paint, a thousand hosts booting, and what its heap does. */
import { existsSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { rendererFolder } from '../src/main/folders.ts'
import { p95, type BenchOptions, type Row } from './row.ts'
import { browser, clock, manyHosts, openPage, withPage, type Bench } from './ui-lab.ts'

const hosts = 1000
/** ms of a boot storm that are watched. */
const watched = 20_000

/** What a page notes of itself; times in ms since the epoch. */
type Notes = {
  readonly frames: number[]
  readonly longTasks: number[]
  readonly shown: { readonly at: number; readonly seq: number }[]
}

/** Runs in the page: notes each frame, each task over 50 ms, and each number of facts once painted. */
const takeNotes = (): void => {
  const notes: Notes = { frames: [], longTasks: [], shown: [] }
  Object.assign(globalThis, { notes })
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) notes.longTasks.push(duration)
  }).observe({ type: 'longtask' })
  const note = (): void => {
    const at = performance.timeOrigin + performance.now()
    notes.frames.push(at)
    const [, count = ''] =
      /([\d,.\s]+)\s+facts/.exec(document.querySelector('footer')?.textContent ?? '') ?? []
    const seq = Number(count.replaceAll(/\D/g, ''))
    if (seq > 0 && notes.shown.at(-1)?.seq !== seq) notes.shown.push({ at, seq })
    requestAnimationFrame(note)
  }
  requestAnimationFrame(note)
}

/**
 * ms from the request of the page to its first content, and to the lab being on it, in a browser that has
 * never seen it.
 */
const opening = async (bench: Bench): Promise<{ paint: number; lab: number }> => {
  await openPage(bench)
  return bench.page.evaluate(() => ({
    paint: Number(performance.getEntriesByName('first-contentful-paint')[0]?.startTime),
    lab: performance.now(),
  }))
}

/** Delays of every fact after `before`, from the moment it was recorded to the frame that shows it. */
const delays = async (app: Bench['app'], before: number, { shown }: Notes) => {
  const all: number[] = []
  let frame = 0
  for (let after = before; ;) {
    const facts = await app.journal.read({ after, limit: 10_000 })
    for (const { seq, at } of facts) {
      while (frame < shown.length && (shown[frame]?.seq ?? 0) < seq) frame += 1
      const painted = shown[frame]
      if (painted === undefined) return all
      all.push(painted.at - at)
    }
    const last = facts.at(-1)
    if (last === undefined) return all
    after = last.seq
  }
}

/** Powers all on and watches the page for a while. */
const watch = async ({ app, page }: Bench, ms: number) => {
  await page.evaluate(takeNotes)
  const before = app.journal.last()
  await app.hosts.powerOn(app.state().document.hosts.map(({ id }) => id))
  await clock.sleep(ms)
  const notes = await page.evaluate<Notes>('globalThis.notes')
  return { notes, delays: await delays(app, before, notes), facts: app.journal.last() - before }
}

/** Used bytes of the page's heap, after what is garbage is gone. */
const heap = async (page: Page): Promise<number> => {
  const session = await page.context().newCDPSession(page)
  await session.send('HeapProfiler.collectGarbage')
  const { usedSize } = await session.send('Runtime.getHeapUsage')
  await session.detach()
  return usedSize
}

/** MB a minute by which the heap grows while the same four hosts reboot again and again, and per fact. */
const heapGrowth = async ({ app, page }: Bench, minutes: number) => {
  const ids = app.state().document.hosts.map(({ id }) => id)
  await app.hosts.powerOn(ids)
  await clock.sleep(8000)
  const [before, factsBefore, began] = [await heap(page), app.journal.last(), clock.now()]
  while (clock.now() - began < minutes * 60_000) {
    await app.hosts.reboot(ids)
    await clock.sleep(8000)
  }
  const grown = (await heap(page)) - before
  const facts = app.journal.last() - factsBefore
  return {
    perMinute: grown / 1e6 / ((clock.now() - began) / 60_000),
    perFact: grown / facts,
    facts,
  }
}

const perSecond = (frames: readonly number[]): number =>
  ((frames.length - 1) * 1000) / ((frames.at(-1) ?? 0) - (frames[0] ?? 0))

export const run = async ({ minutes }: BenchOptions): Promise<readonly Row[]> => {
  if (!existsSync(browser) || !existsSync(rendererFolder)) {
    process.stderr.write('skipped: the screen needs Chromium and a build (npm run build)\n')
    return []
  }
  const rack = await withPage({ change: (demo) => ({ ...demo, speed: 10 }) }, async (bench) => {
    const opened = await opening(bench)
    const few = await watch(bench, 12_000)
    return { opened, few, growth: await heapGrowth(bench, minutes) }
  })
  const storm = await withPage(
    { change: (demo) => manyHosts({ ...demo, speed: 10 }, hosts) },
    async (bench) => {
      await openPage(bench)
      return watch(bench, watched)
    },
  )
  const longest = Math.max(0, ...storm.notes.longTasks)
  return [
    { name: 'first paint after the server is ready', value: rack.opened.paint, unit: 'ms' },
    { name: 'the lab on the screen after the server is ready', value: rack.opened.lab, unit: 'ms' },
    {
      name: `packet to pixel, p95, four hosts booting (${rack.few.delays.length} facts)`,
      value: p95(rack.few.delays),
      unit: 'ms',
    },
    {
      name: `packet to pixel, p95, ${hosts} hosts booting (${storm.delays.length} of ${storm.facts} facts)`,
      value: p95(storm.delays),
      unit: 'ms',
    },
    {
      name: `frames a second on the bench, ${hosts} hosts booting`,
      value: perSecond(storm.notes.frames),
      unit: '1/s',
    },
    { name: `longest task of the page, ${hosts} hosts booting`, value: longest, unit: 'ms' },
    {
      name: `tasks over 100 ms, ${hosts} hosts booting`,
      value: storm.notes.longTasks.filter((ms) => ms > 100).length,
      unit: '',
    },
    {
      name: `heap growth over ${minutes} min of reboots (${rack.growth.facts} facts)`,
      value: rack.growth.perMinute,
      unit: 'MB/min',
    },
    { name: 'heap for each fact the window keeps', value: rack.growth.perFact, unit: 'B' },
  ]
}
