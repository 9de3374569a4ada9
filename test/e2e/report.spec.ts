import { mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { manyHosts } from '../../bench/many-hosts.ts'
import { openStores } from '../../src/main/journal/index.ts'
import { createSystemClock } from '../../src/main/system-clock.ts'
import { recorded } from '../../src/shared/facts/index.ts'
import { searchable, unpacked } from '../diagnostics/world.ts'
import { findingsInBothThemes, seriousFindings } from './axe.ts'
import { expect, test } from './lab.ts'
import { RunningLab } from './running-lab.ts'
import { Screen } from './screen.ts'

/** Puts `count` facts into the journal of a lab's folder: a recorded outage again and again. */
const fillJournal = async (folder: string, count: number): Promise<void> => {
  const run = new URL('../fixtures/runs/auto-deploy-outage.jsonl', import.meta.url)
  const facts = (await readFile(run, 'utf8'))
    .trim()
    .split('\n')
    .map((line) => recorded.parse(JSON.parse(line)).fact)
  const clock = createSystemClock()
  await mkdir(folder, { recursive: true })
  const stores = await openStores({ file: join(folder, 'lab.sqlite'), clock })
  for (let done = 0; done < count; done += facts.length) await stores.journal.append({ facts })
  await stores.close()
}

/** Counts what the page's own thread works, in ms of a processor: other programs of the machine do not lengthen it. */
const countWork = async (page: Page): Promise<() => Promise<number>> => {
  const session = await page.context().newCDPSession(page)
  await session.send('Performance.enable', { timeDomain: 'threadTicks' })
  const worked = async () => {
    const { metrics } = await session.send('Performance.getMetrics')
    return 1000 * (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN)
  }
  const before = await worked()
  return async () => (await worked()) - before
}

test('a report is looked through, left as one wants it and saved; what is saved is what was shown', async ({
  view,
}) => {
  const { page } = view
  await view.openPage('Settings')
  await page.getByRole('button', { name: 'Make a report…' }).click()
  const dialog = page.getByRole('dialog', { name: 'What just happened' })
  const parts = dialog.getByRole('list', { name: 'Parts' })
  await expect(parts.getByRole('checkbox', { name: 'Newest facts' })).toBeChecked()
  await parts.getByRole('button', { name: 'Show The lab as it is meant' }).click()
  const preview = dialog.getByRole('region', { name: 'Preview: The lab as it is meant' })
  await expect(preview).toContainText('"id": "host-1"')
  await expect(preview).not.toContainText('esx-01')
  expect(await findingsInBothThemes(page)).toEqual([])

  const size = dialog.getByRole('status')
  const whole = await size.textContent()
  await parts.getByRole('checkbox', { name: 'Newest facts' }).uncheck()
  await expect(size).not.toHaveText(whole ?? '')
  const save = async () => {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      dialog.getByRole('button', { name: 'Save report' }).click(),
    ])
    return unpacked(await readFile(await download.path()))
  }
  const files = await save()
  expect([...files.keys()]).not.toContain('facts.jsonl')
  expect(searchable(files)).not.toMatch(/esx-0\d/)
  expect(Buffer.from(files.get('document.json') ?? []).toString()).toContain(
    (await preview.locator('pre').textContent()) ?? 'nothing',
  )

  await dialog.getByRole('switch', { name: 'Keep names and addresses' }).check()
  await expect(preview).toContainText('"id": "esx-01"')
  expect(searchable(await save())).toContain('esx-01')
  await page.keyboard.press('Escape')
  await expect(dialog).toHaveCount(0)
})

test('a report is called for by the palette, and says what to do where the lab is gone', async ({
  view,
  lab,
}) => {
  const { page } = view
  await page.keyboard.press('Control+k')
  await page.keyboard.type('What just happened')
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog', { name: 'What just happened' })
  await expect(dialog.getByRole('button', { name: 'Save report' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(dialog).toHaveCount(0)
  await lab.stop()
  await expect(page.getByText('diagnostics FILE.zip')).toBeVisible()
  await page.getByRole('button', { name: 'Make a report…' }).click()
  await expect(dialog.getByRole('alert')).toContainText('npm start -- diagnostics FILE.zip')
  expect(await seriousFindings(page)).toEqual([])
})

test('a report of a thousand hosts is no work of the page, and its making can be left', async ({
  page,
}, info) => {
  await using lab = await RunningLab.start({
    subnet: `127.${150 + info.parallelIndex}.0.0/16`,
    change: (demo) => manyHosts(demo, 1000),
    prepare: (folder) => fillJournal(folder, 5000),
  })
  const view = new Screen(page)
  await view.open(lab.url)
  await view.openPage('Settings')
  await page.getByRole('button', { name: 'Make a report…' }).click()
  const dialog = page.getByRole('dialog', { name: 'What just happened' })
  // Looked for with each frame: a quick machine makes it in less than the pause between two looks of a locator.
  await page.waitForFunction(() => {
    const progress = document.querySelector('[role="dialog"] progress')
    progress?.parentElement?.querySelector('button')?.click()
    return progress !== null
  })
  await expect(dialog).toHaveCount(0)
  const worked = await countWork(page)
  await page.getByRole('button', { name: 'Make a report…' }).click()
  await expect(dialog.getByText(/^The file takes/)).toBeVisible()
  expect(await worked()).toBeLessThan(1000)
})
