import type { Page } from '@playwright/test'
import { colourRules, seriousFindings, showIn } from './axe.ts'
import { expect, testBooted as test } from './lab.ts'
import type { Screen } from './screen.ts'

const pages = [
  'bench',
  'hosts',
  'rules',
  'images',
  'profiles',
  'lessons',
  'journal',
  'network',
  'settings',
]

/** Goes through every page and asks something of each. */
const onEachPage = async (view: Screen, ask: (path: string) => Promise<void>): Promise<void> => {
  for (const path of pages) {
    await view.goTo(path)
    await expect(view.page.getByRole('main').locator('h1, [data-host]').first()).toBeVisible()
    await ask(path)
  }
}

const prefer = async (view: Screen, choice: string, value: string): Promise<void> => {
  await view.openPage('Settings')
  await view.page
    .getByRole('radiogroup', { name: choice })
    .getByText(value, { exact: true })
    .click()
}

/**
 * Pages that are wider than the window, that scroll although their parts do, or whose words are cut off
 * without an ellipsis or a scroll bar.
 */
const spillsOf = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => {
    const { scrollWidth, scrollHeight } = document.documentElement
    const high = innerWidth > 1080 && scrollHeight > innerHeight
    const wide = scrollWidth > innerWidth || high ? ['the page itself'] : []
    const cut = [...document.querySelectorAll<HTMLElement>('h1, h2, h3, button, label, dt, th')]
      .filter((element) => element.offsetParent !== null && element.clientWidth > 1)
      .filter((element) => {
        const { overflowX, textOverflow } = getComputedStyle(element)
        return overflowX === 'hidden' && textOverflow !== 'ellipsis'
          ? element.scrollWidth > element.clientWidth + 1
          : false
      })
      .map((element) => element.textContent)
    return [...wide, ...cut]
  })

test('high contrast is chosen, kept, and has no serious finding on any page', async ({ view }) => {
  const { page } = view
  await prefer(view, 'Contrast', 'High')
  await expect(page.locator('html')).toHaveAttribute('data-contrast', 'high')
  await page.reload()
  await expect(page.locator('html')).toHaveAttribute('data-contrast', 'high')
  await onEachPage(view, async (path) => {
    // Every second page in the other theme: the colours of both are few and shared by all pages.
    await showIn(page, pages.indexOf(path) % 2 === 0 ? 'dark' : 'light')
    expect(await seriousFindings(page, colourRules)).toEqual([])
  })
})

test('German is chosen, kept, and has room on every page', async ({ view }) => {
  const { page } = view
  await prefer(view, 'Language', 'Deutsch')
  await expect(page.locator('html')).toHaveAttribute('lang', 'de')
  await page.reload()
  await expect(page.getByRole('button', { name: 'Rack ausschalten' })).toBeVisible()
  await onEachPage(view, async () => {
    expect(await spillsOf(page)).toEqual([])
  })
  await view.goTo('settings')
  await page.getByRole('radiogroup', { name: 'Sprache' }).getByText('English').click()
  await expect(page.getByRole('heading', { name: 'Settings', level: 1 })).toBeVisible()
})

test('with longer words every page still has room, and every word is of the catalogue', async ({
  view,
}) => {
  const { page } = view
  await page.addInitScript(() => {
    localStorage.setItem('headwaiter-preferences', JSON.stringify({ language: 'pseudo' }))
  })
  await page.reload()
  await expect(page.getByRole('navigation', { name: '⟦' })).toBeVisible()
  await onEachPage(view, async () => {
    expect(await spillsOf(page)).toEqual([])
    // Buttons and headings are ours, except where they name a thing of the lab.
    const foreign = await page
      .locator('header button, header h1, header p, [role="tab"], footer > span')
      .evaluateAll((elements) =>
        elements
          .map((element) => (element.textContent ?? '').trim())
          .filter((text) => text !== '' && !text.includes('⟦')),
      )
    expect(foreign).toEqual([])
  })
})

test('less motion stands still on every page', async ({ view }) => {
  const { page } = view
  await prefer(view, 'Motion', 'Less')
  await onEachPage(view, async () => {
    const moving = await page.evaluate(
      () => document.getAnimations().filter(({ playState }) => playState === 'running').length,
    )
    expect(moving).toBe(0)
  })
})

test('at 200 % zoom no page is wider than its window', async ({ view }) => {
  const { page } = view
  await page.setViewportSize({ width: 640, height: 400 })
  await onEachPage(view, async () => {
    expect(await spillsOf(page)).toEqual([])
  })
})

test('a phone shows the whole bench, in whole names, and no page is wider than it', async ({
  view,
}) => {
  const { page } = view
  for (const [language, width] of [
    ['en', 390],
    ['de', 360],
    ['de', 520],
  ] as const) {
    await page.evaluate((chosen) => {
      localStorage.setItem('headwaiter-preferences', JSON.stringify({ language: chosen }))
    }, language)
    await page.reload()
    await page.setViewportSize({ width, height: 844 })
    await onEachPage(view, async (path) => {
      expect(await spillsOf(page), `${language} ${path}`).toEqual([])
    })
    await view.goTo('bench')
    const stage = page.locator('#bench')
    const isWhole = () => stage.evaluate((box) => box.scrollWidth <= box.clientWidth)
    await expect.poll(isWhole).toBe(true)
    const names = stage.locator('[data-host] strong > span:first-child, [data-component] > strong')
    await expect(names).toHaveCount(9)
    const cut = await names.evaluateAll((all) =>
      all.filter((name) => name.scrollWidth > name.clientWidth).map((name) => name.textContent),
    )
    expect(cut).toEqual([])
  }
})

test('a projector gets larger words on every page and still no cut ones', async ({ view }) => {
  const { page } = view
  await prefer(view, 'Text size', 'Presenter')
  const size = await page.evaluate(() => getComputedStyle(document.documentElement).fontSize)
  expect(Number.parseFloat(size)).toBeGreaterThan(18)
  await onEachPage(view, async () => {
    expect(await spillsOf(page)).toEqual([])
  })
})

test('the header keeps one row at 1280 px when a plug is pulled, for the back row and in German as well', async ({
  view,
}) => {
  const { page } = view
  const header = page.getByRole('banner')
  await page.setViewportSize({ width: 1280, height: 720 })
  await page.keyboard.press('a')
  await view.expectPlug('Waiter', 'unplugged')
  await view.dismissReach()
  for (const language of ['en', 'de']) {
    for (const textSize of ['normal', 'large', 'presenter']) {
      await page.evaluate((chosen) => {
        localStorage.setItem('headwaiter-preferences', chosen)
      }, JSON.stringify({ language, textSize }))
      await page.reload()
      const restore = header.getByRole('button', { name: /^(Restore everything|Alles wieder)/ })
      await expect(restore).toBeVisible()
      // What is seen as a sign alone keeps its name.
      await expect(header.getByRole('button', { name: 'Pause' })).toBeVisible()
      const box = await header.boundingBox()
      expect(box?.height, `${language} ${textSize}`).toBeLessThan(60)
    }
  }
})

test('a small projector shows how hosts stand, in whole lines, and the steps of a boot in whole words', async ({
  view,
}) => {
  const { page, bench, inspector } = view
  await prefer(view, 'Text size', 'Presenter')
  await view.openPage('Bench')
  await page.setViewportSize({ width: 1280, height: 720 })
  const cards = bench.locator('[data-host], [data-component]:has(strong)')
  const spilled = await cards.evaluateAll((all) =>
    all.flatMap((card) =>
      [...card.querySelectorAll('strong, span')]
        .filter((part) => {
          const [inner, outer] = [part.getBoundingClientRect(), card.getBoundingClientRect()]
          return inner.height > 1 && inner.bottom > outer.bottom
        })
        .map((part) => part.textContent),
    ),
  )
  expect(spilled).toEqual([])
  const status = bench.getByText('stateless · connected').first()
  expect(await status.evaluate((words) => words.scrollWidth <= words.clientWidth)).toBe(true)
  expect(await status.evaluate((words) => words.scrollHeight <= words.clientHeight + 1)).toBe(true)
  await view.choose('esx-01')
  const tracks = await Promise.all(
    ['Network boot', 'Cached disk'].map((name) =>
      inspector.getByRole('region', { name }).boundingBox(),
    ),
  )
  expect(tracks[0]?.x).toBe(tracks[1]?.x)
  await view.goTo('bench?panel=packets')
  await page.getByRole('table').locator('tr[data-key]').first().getByRole('button').click()
  const fields = page.getByRole('region', { name: 'Packet', exact: true }).getByRole('list')
  await expect.poll(async () => (await fields.boundingBox())?.width).toBeGreaterThan(400)
})

test('a small projector cuts no state in German either, and its status bar has one line', async ({
  view,
}) => {
  const { page, bench } = view
  await prefer(view, 'Text size', 'Presenter')
  await prefer(view, 'Language', 'Deutsch')
  await page.setViewportSize({ width: 1280, height: 720 })
  await view.goTo('bench')
  const label = page.getByTestId('auto-deploy')
  await expect(label).toHaveText(/Auto Deploy· eingesteckt$/)
  const words = bench.locator('[data-testid="auto-deploy"] span, [data-host] span span')
  const cut = await words.evaluateAll((all) =>
    all.filter((part) => part.scrollWidth > part.clientWidth + 1).map((part) => part.textContent),
  )
  expect(cut).toEqual([])
  const bar = page.getByRole('contentinfo')
  const heights = await bar
    .locator('> span')
    .evaluateAll((all) => all.map((part) => Math.round(part.getBoundingClientRect().bottom)))
  expect(new Set(heights.filter((bottom) => bottom <= 720)).size).toBe(1)
})

test('two boots side by side have the room of the bench where there is little', async ({
  view,
}) => {
  const { page, bench } = view
  await view.choose('esx-01')
  await view.press('Reboot')
  await view.expectHost('esx-01', 'stateless · connected')
  await page.setViewportSize({ width: 1280, height: 720 })
  await page.getByRole('tab', { name: 'Compare' }).click()
  const compared = page.getByRole('region', { name: 'Two boots side by side' })
  await expect(compared.getByRole('listitem').first()).toBeVisible()
  await expect(bench).toBeHidden()
  const box = await compared.boundingBox()
  expect(box?.height).toBeGreaterThan(350)
  await page.setViewportSize({ width: 1440, height: 900 })
  await expect(bench).toBeVisible()
  await page.setViewportSize({ width: 1280, height: 720 })
  await page.getByRole('tab', { name: 'Boot ladder' }).click()
  await expect(bench).toBeVisible()
})

test('a narrow bench has room for whole names, in German and with proofs as well', async ({
  view,
}) => {
  const { page } = view
  for (const state of ['unplugged', 'proven to work']) {
    await page.keyboard.press('a')
    await view.expectPlug('Waiter', state)
  }
  await prefer(view, 'Language', 'Deutsch')
  await page.setViewportSize({ width: 720, height: 450 })
  await view.goTo('bench')
  const names = page.locator('[data-component] > strong')
  await expect(names).toHaveCount(5)
  await expect(names.filter({ hasText: 'Regel-Engine' }).locator('..')).toContainText(
    'nachgewiesen',
  )
  const cut = await names.evaluateAll((all) =>
    all.filter((name) => name.scrollWidth > name.clientWidth).map((name) => name.textContent),
  )
  expect(cut).toEqual([])
  const state = page.getByTestId('auto-deploy').locator('span').last()
  const isWhole = await state.evaluate((said) => {
    const frame = said.closest('button')?.getBoundingClientRect()
    return frame !== undefined && said.getBoundingClientRect().right <= frame.right
  })
  expect(isWhole).toBe(true)
})

test('what is chosen scrolls within the inspector, and never the page', async ({ view }) => {
  const { page } = view
  await view.choose('esx-01')
  await view.showMessages('With DHCP')
  await view.messages('dhcp.offered').last().click()
  await expect(page.getByRole('region', { name: 'Packet', exact: true })).toBeVisible()
  await expect(view.inspector.getByText('Network boot')).toBeAttached()
  expect(await spillsOf(page)).toEqual([])
})
