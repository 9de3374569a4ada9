/** The screen in headless Chromium: its first paint, a thousand hosts booting, and what it holds in memory. */
import { p95, type BenchOptions, type Row } from './row.ts'
import { bootingHosts, canShow, clock, memoryOf, openPage, withPage, type Bench } from './ui-lab.ts'

const hosts = 1000
/** ms of a boot storm that are watched. */
const watched = 20_000

/** What a page notes of itself; times in ms since the epoch. */
type Notes = {
  readonly frames: number[]
  readonly longTasks: number[]
  readonly shown: { readonly at: number; readonly seq: number }[]
  /** Ends the notes, which would count as memory of the page. */
  readonly end: () => void
}

type Taken = Omit<Notes, 'end'>

/** Runs in the page: notes each frame, each task over 50 ms, and each number of facts once painted. */
const takeNotes = (): void => {
  const observer = new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) notes.longTasks.push(duration)
  })
  observer.observe({ type: 'longtask' })
  let frame = 0
  const end = () => {
    cancelAnimationFrame(frame)
    observer.disconnect()
    Object.assign(globalThis, { notes: undefined })
  }
  const notes: Notes = { frames: [], longTasks: [], shown: [], end }
  Object.assign(globalThis, { notes })
  const note = (): void => {
    const at = performance.timeOrigin + performance.now()
    notes.frames.push(at)
    const [, count = ''] =
      /([\d,.\s]+)\s+facts/.exec(document.querySelector('footer')?.textContent ?? '') ?? []
    const seq = Number(count.replaceAll(/\D/g, ''))
    if (seq > 0 && notes.shown.at(-1)?.seq !== seq) notes.shown.push({ at, seq })
    frame = requestAnimationFrame(note)
  }
  frame = requestAnimationFrame(note)
}

/** Runs in the page before its own scripts: notes when the lab is painted, its buttons, hosts and cables. */
const noteOpening = (): void => {
  const observer = new MutationObserver(() => {
    const buttons = [...document.querySelectorAll('header button')]
    if (!buttons.some(({ textContent }) => textContent.includes('Power on rack'))) return
    const [host, cable] = ['ul li', 'svg path'].map((part) =>
      document.querySelector(`#bench ${part}`),
    )
    if (host === null || cable === null) return
    observer.disconnect()
    const note = () => Object.assign(globalThis, { openedAt: performance.now() })
    // After the frame in which it came.
    requestAnimationFrame(() => setTimeout(note))
  })
  observer.observe(document, { childList: true, subtree: true })
}

/**
 * ms from the request of the page to its first content, and to the lab being painted on it, in a browser that
 * has never seen it. The page notes it by itself: a test's locator looks up to half a second apart.
 */
const opening = async (bench: Bench): Promise<{ paint: number; lab: number }> => {
  await bench.page.addInitScript(noteOpening)
  await openPage(bench)
  await bench.page.waitForFunction('globalThis.openedAt > 0')
  const paint = await bench.page.evaluate(() =>
    Number(performance.getEntriesByName('first-contentful-paint')[0]?.startTime),
  )
  return { paint, lab: await bench.page.evaluate<number>('globalThis.openedAt') }
}

/** Delays of every fact after `before`, from the moment it was recorded to the frame that shows it. */
const delays = async (app: Bench['app'], before: number, { shown }: Taken) => {
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
  const notes = await page.evaluate<Taken>('globalThis.notes')
  await page.evaluate('globalThis.notes.end()')
  return { notes, delays: await delays(app, before, notes), facts: app.journal.last() - before }
}

type Sample = { readonly minute: number; readonly bytes: number }

/** Bytes a minute by which the samples grow: the line of least squares through them. */
const slope = (samples: readonly Sample[]): number => {
  const mean = (of: (sample: Sample) => number): number =>
    samples.reduce((sum, sample) => sum + of(sample), 0) / samples.length
  const [minute, bytes] = [mean((sample) => sample.minute), mean((sample) => sample.bytes)]
  const along = mean((sample) => (sample.minute - minute) * (sample.bytes - bytes))
  return along / mean((sample) => (sample.minute - minute) ** 2)
}

/** What a page holds while the same four hosts reboot again and again, sampled after each round. */
const reboots = async ({ app, page }: Bench, minutes: number) => {
  const ids = app.state().document.hosts.map(({ id }) => id)
  await app.hosts.powerOn(ids)
  await clock.sleep(8000)
  const [factsBefore, began] = [app.journal.last(), clock.now()]
  const sample = async (): Promise<Sample> => ({
    bytes: await memoryOf(page),
    minute: (clock.now() - began) / 60_000,
  })
  const samples = [await sample()]
  while (clock.now() - began < minutes * 60_000) {
    await app.hosts.reboot(ids)
    await clock.sleep(8000)
    samples.push(await sample())
  }
  const held = samples.map(({ bytes }) => bytes)
  return {
    perMinute: slope(samples),
    later: slope(samples.slice(Math.floor(samples.length / 2))),
    first: held[0] ?? Number.NaN,
    most: Math.max(...held),
    facts: app.journal.last() - factsBefore,
  }
}

/** What a page holds more after a storm than before it, once it has shown all of it. */
const stormMemory = async (bench: Bench) => {
  const [before, factsBefore] = [await memoryOf(bench.page), bench.app.journal.last()]
  const watching = await watch(bench, watched)
  const facts = bench.app.journal.last() - factsBefore
  await clock.sleep(5000)
  return { ...watching, grown: (await memoryOf(bench.page)) - before, grownBy: facts }
}

const perSecond = (frames: readonly number[]): number =>
  ((frames.length - 1) * 1000) / ((frames.at(-1) ?? 0) - (frames[0] ?? 0))

export const run = async ({ minutes }: BenchOptions): Promise<readonly Row[]> => {
  if (!canShow()) return []
  const rack = await withPage({ change: (demo) => ({ ...demo, speed: 10 }) }, async (bench) => {
    const opened = await opening(bench)
    const few = await watch(bench, 12_000)
    return { opened, few, held: await reboots(bench, minutes) }
  })
  const storm = await withPage(
    { change: (demo) => bootingHosts({ ...demo, speed: 10 }, hosts) },
    async (bench) => {
      await openPage(bench)
      return stormMemory(bench)
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
      name: `memory growth over ${minutes} min of reboots (${rack.held.facts} facts)`,
      value: rack.held.perMinute / 1e6,
      unit: 'MB/min',
    },
    {
      name: 'memory growth in the second half of them, when the page is warm',
      value: rack.held.later / 1e6,
      unit: 'MB/min',
    },
    { name: 'memory of the page at the start of it', value: rack.held.first / 1e6, unit: 'MB' },
    { name: 'memory of the page at most', value: rack.held.most / 1e6, unit: 'MB' },
    {
      name: `memory growth in a storm of ${hosts} hosts (${storm.grownBy} facts)`,
      value: storm.grown / 1e6,
      unit: 'MB',
    },
  ]
}
