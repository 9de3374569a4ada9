import { test as base, expect, type Page } from '@playwright/test'
import { RunningLab } from './running-lab.ts'
import { Screen } from './screen.ts'

/** Errors a page may not have: a broken script, or something our content policy refused, caught or not. */
const watchErrors = async (page: Page): Promise<readonly string[]> => {
  const errors: string[] = []
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, sourceFile }) => {
      throw new Error(`Refused by ${violatedDirective}: ${sourceFile}`)
    })
  })
  page.on('pageerror', (error) => errors.push(String(error)))
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text())
  })
  return errors
}

/** What the browser itself says where a test stops the lab. */
const isOfLostLab = (error: string): boolean =>
  error.includes('WebSocket connection') || error.includes('ERR_CONNECTION_REFUSED')

type Fixtures = {
  readonly lab: RunningLab
  /** The screen of `lab`, open and joined to it. */
  readonly view: Screen
}

/** Labs that last as long as their worker: most tests only look on, and leave them as they were. */
type SharedLabs = {
  /** Its rack is off. */
  readonly labAtRest: RunningLab
  /** Its four hosts are up and cached. */
  readonly labBooted: RunningLab
}

const startLab = (nth: number): Promise<RunningLab> =>
  RunningLab.start({ subnet: `127.${150 + nth}.0.0/16` })

/** Every test gets a lab of its own. */
export const test = base.extend<Fixtures, SharedLabs>({
  // Playwright reads the names of fixtures from this pattern; the lab needs none.
  // oxlint-disable-next-line eslint/no-empty-pattern
  lab: async ({}, use, { parallelIndex }) => {
    await using lab = await startLab(parallelIndex)
    await use(lab)
  },
  view: async ({ page, lab }, use) => {
    const errors = await watchErrors(page)
    const view = new Screen(page)
    await view.open(lab.url)
    await use(view)
    expect(errors.filter((error) => !isOfLostLab(error))).toEqual([])
  },
  labAtRest: [
    // oxlint-disable-next-line eslint/no-empty-pattern
    async ({}, use, { parallelIndex }) => {
      await using lab = await startLab(10 + parallelIndex)
      await use(lab)
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  labBooted: [
    async ({ browser }, use, { parallelIndex }) => {
      await using lab = await startLab(20 + parallelIndex)
      const page = await browser.newPage()
      const view = new Screen(page)
      await view.open(lab.url)
      await view.bootRack()
      await page.close()
      await use(lab)
    },
    { scope: 'worker', timeout: 120_000 },
  ],
})

/** For a test that powers no host on: its lab is shared, and put back behind it. */
export const testAtRest = test.extend({
  lab: async ({ labAtRest }, use) => {
    await use(labAtRest)
    await labAtRest.putBack()
  },
})

/** For a test that leaves the hosts as it found them, up and cached: its lab is shared, and put back behind it. */
export const testBooted = test.extend({
  lab: async ({ labBooted }, use) => {
    await use(labBooted)
    await labBooted.putBack()
  },
})

export { expect }
