/** Labs for the figures of the screen: a thousand hosts, or a million facts, behind a real page. */
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type Page } from '@playwright/test'
import { serveWebSocket } from '../src/main/api/index.ts'
import type { App } from '../src/main/app.ts'
import { claimFreeSubnet } from '../src/main/cli/free-lab.ts'
import { rendererFolder } from '../src/main/folders.ts'
import { buildReferenceImage, createImageStore } from '../src/main/images/index.ts'
import { openStores } from '../src/main/journal/index.ts'
import { demoLab, openLab, readLabFile } from '../src/main/open-lab.ts'
import { createSystemClock } from '../src/main/system-clock.ts'
import type { LabDocument } from '../src/shared/document/index.ts'
import { recorded } from '../src/shared/facts/index.ts'
import config from '../playwright.config.ts'
import { manyHosts } from './many-hosts.ts'

/** As quiet as in the browser tests, and the whole browser: that is what people look at. */
const launch = {
  ...config.use?.launchOptions,
  executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
}

/** Whether there is a browser. Says so when there is not. */
export const canShow = (): boolean => {
  if (existsSync(launch.executablePath)) return true
  process.stderr.write('skipped: the screen needs Chromium\n')
  return false
}

export const clock = createSystemClock()

/** Bytes above which a module is left out: what is measured is the screen, not the copying of images. */
const smallModule = 256 * 1024
/** The demo lab with so many hosts, all booting a small image by one rule. */
export const bootingHosts = (demo: LabDocument, count: number): LabDocument => {
  const [prefix] = demo.network.subnet.split('.0.0/')
  return {
    ...manyHosts(demo, count),
    network: { ...demo.network, pool: { first: `${prefix}.16.0`, last: `${prefix}.31.255` } },
    imageProfiles: demo.imageProfiles.map((image) => ({
      ...image,
      modules: image.modules.filter(({ size }) => size < smallModule),
    })),
  }
}

/** Puts `count` facts into the journal of a lab's folder: a recorded outage again and again. */
const fillJournal = async (folder: string, count: number, document: LabDocument): Promise<void> => {
  const run = new URL('../test/fixtures/runs/auto-deploy-outage.jsonl', import.meta.url)
  const facts = (await readFile(run, 'utf8'))
    .trim()
    .split('\n')
    .map((line) => recorded.parse(JSON.parse(line)).fact)
  const stores = await openStores({ file: join(folder, 'lab.sqlite'), clock })
  await stores.documents.save({ at: clock.now(), summary: 'New lab', document })
  const batch = Array.from({ length: 50 }, () => facts).flat()
  for (let done = 0; done < count; done += batch.length)
    await stores.journal.append({ facts: batch.slice(0, count - done) })
  await stores.close()
}

export type Bench = { readonly app: App; readonly page: Page; readonly url: string }

/** Opens the screen; resolves when it shows the lab. */
export const openPage = async ({ page, url }: Pick<Bench, 'page' | 'url'>): Promise<void> => {
  await page.goto(url)
  await page.getByRole('button', { name: 'Power on rack' }).first().waitFor()
}

/**
 * Bytes a page holds, after what is garbage is gone: its heap, what its objects hold beside it (typed arrays,
 * packed facts), and the document.
 */
export const memoryOf = async (page: Page): Promise<number> => {
  const session = await page.context().newCDPSession(page)
  await session.send('HeapProfiler.collectGarbage')
  const { usedSize, embedderHeapUsedSize, backingStorageSize } =
    await session.send('Runtime.getHeapUsage')
  await session.detach()
  return usedSize + embedderHeapUsedSize + backingStorageSize
}

/** Runs `work` with a lab, and a page of a browser that is not there yet, and removes all of it. */
export const withPage = async <T>(
  {
    change = (demo) => demo,
    facts = 0,
  }: {
    readonly change?: (demo: LabDocument) => LabDocument
    /** Facts that the journal has before the lab opens. */
    readonly facts?: number
  },
  work: (bench: Bench) => Promise<T>,
): Promise<T> => {
  const folder = await mkdtemp(join(tmpdir(), 'headwaiter-bench-'))
  await using claimed = await claimFreeSubnet(await readLabFile(demoLab))
  const initial = change(claimed.document)
  // With modules left out nobody would make the image's own files.
  await buildReferenceImage({ store: createImageStore({ dir: join(folder, 'images') }) })
  if (facts > 0) await fillJournal(folder, facts, initial)
  const app = await openLab({
    folder,
    initial,
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
  const chrome = await chromium.launch(launch)
  try {
    const page = await chrome.newPage({ viewport: { width: 1440, height: 900 } })
    return await work({ app, page, url: screen.url })
  } finally {
    await chrome.close()
    await screen.close()
    await app.stop()
    await rm(folder, { recursive: true, force: true })
  }
}
