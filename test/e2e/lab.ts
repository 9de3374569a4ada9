import { test as base, expect, type Page } from '@playwright/test'
import { RunningLab } from './running-lab.ts'
import { Screen } from './screen.ts'

/** Errors a page may not have: a broken script, or something our content policy refused. */
const watchErrors = (page: Page): string[] => {
  const errors: string[] = []
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

/** Every test gets a lab of its own. */
export const test = base.extend<Fixtures>({
  // Playwright reads the names of fixtures from this pattern; the lab needs none.
  // oxlint-disable-next-line eslint/no-empty-pattern
  lab: async ({}, use, info) => {
    await using lab = await RunningLab.start({ subnet: `127.${150 + info.parallelIndex}.0.0/16` })
    await use(lab)
  },
  view: async ({ page, lab }, use) => {
    const errors = watchErrors(page)
    const view = new Screen(page)
    await view.open(lab.url)
    await use(view)
    expect(errors.filter((error) => !isOfLostLab(error))).toEqual([])
  },
})

/**
 * For a file whose tests can share one lab: it is started and its rack booted once, by `prepare`.
 * Every test has a browser of its own and leaves the lab plugged in.
 */
export const testWithSharedLab = (prepare: (view: Screen) => Promise<void>) =>
  base.extend<{ readonly view: Screen }, { readonly lab: RunningLab }>({
    lab: [
      async ({ browser }, use, info) => {
        await using lab = await RunningLab.start({
          subnet: `127.${150 + info.parallelIndex}.0.0/16`,
        })
        const page = await browser.newPage()
        const view = new Screen(page)
        await view.open(lab.url)
        await prepare(view)
        await page.close()
        await use(lab)
      },
      { scope: 'worker' },
    ],
    view: async ({ page, lab }, use) => {
      const errors = watchErrors(page)
      const view = new Screen(page)
      await view.open(lab.url)
      await use(view)
      expect(errors).toEqual([])
    },
  })

export { expect }
