/** From the wire to the screen: a real page in Chromium, and when it shows each fact. */
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from '@playwright/test'
import { serveWebSocket } from '../src/main/api/index.ts'
import { claimFreeSubnet } from '../src/main/cli/free-lab.ts'
import { rendererFolder } from '../src/main/folders.ts'
import { demoLab, openLab, readLabFile } from '../src/main/open-lab.ts'
import { createSystemClock } from '../src/main/system-clock.ts'
import { p95, type Row } from './row.ts'

const clock = createSystemClock()
const browser = '/usr/bin/chromium'
const quiet = [
  ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
  ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
]

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
const delaysOnScreen = async (): Promise<readonly number[]> => {
  const folder = await mkdtemp(join(tmpdir(), 'headwaiter-bench-'))
  await using claimed = await claimFreeSubnet(await readLabFile(demoLab))
  const app = await openLab({
    folder,
    initial: { ...claimed.document, speed: 10 },
    clock,
    hostsWorker: new URL('../src/main/hosts/simulated/worker.ts', import.meta.url),
    platform: 'browser',
    onUnexpected: (error) => process.stderr.write(`${String(error)}\n`),
  })
  const screen = await serveWebSocket({
    router: app.router,
    port: 0,
    token: 'bench',
    staticDir: rendererFolder,
  })
  const chrome = await chromium.launch({ executablePath: browser, args: quiet })
  try {
    const page = await chrome.newPage({ viewport: { width: 1440, height: 900 } })
    await page.goto(screen.url)
    await page.getByRole('button', { name: 'Power on rack' }).first().waitFor()
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
  } finally {
    await chrome.close()
    await screen.close()
    await app.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

export const run = async (): Promise<readonly Row[]> => {
  if (!existsSync(browser) || !existsSync(rendererFolder)) {
    process.stderr.write('skipped: the screen needs Chromium and a build (npm run build)\n')
    return []
  }
  const delays = await delaysOnScreen()
  return [
    {
      name: `packet to screen in Chromium, p95 of ${delays.length} facts, four hosts booting`,
      value: p95(delays),
      unit: 'ms',
    },
  ]
}
