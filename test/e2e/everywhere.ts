import { expect, type Page } from '@playwright/test'
import type { Screen } from './screen.ts'

/** Everywhere that words stand: pages, and what is chosen on them. */
const places = [
  'bench',
  'bench?host=esx-01',
  'bench?component=dhcp&panel=log',
  'bench?component=waiter&panel=packets',
  'bench?component=vcenter&panel=compare',
  'hosts',
  'rules',
  'images',
  'profiles',
  'lessons?item=auto-deploy-outage',
  'lessons?item=find-the-fault',
  'journal',
  'network',
  'settings',
]

/** Every text a person can see or hear; code, and what is marked as English, apart. */
export const spoken = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => {
    const apart = '[lang="en"], code, pre, textarea, script, style, svg text'
    const isApart = (element: Element | null) =>
      element === null || element.closest(apart) !== null || !element.checkVisibility()
    const texts: string[] = []
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    while (walker.nextNode() !== null) {
      if (!isApart(walker.currentNode.parentElement)) {
        texts.push((walker.currentNode.textContent ?? '').trim())
      }
    }
    for (const name of ['aria-label', 'title', 'placeholder']) {
      for (const element of document.querySelectorAll(`[${name}]`)) {
        if (!isApart(element)) texts.push(element.getAttribute(name) ?? '')
      }
    }
    return [...new Set(texts)].filter((text) => text !== '')
  })

export const speak = async (view: Screen, language: string): Promise<void> => {
  await view.page.evaluate((chosen) => {
    localStorage.setItem('headwaiter-preferences', JSON.stringify({ language: chosen }))
  }, language)
  await view.page.reload()
  await expect(view.page.getByRole('main')).toBeVisible()
}

/** Goes everywhere, and into every tab, and asks what is said there. */
export const everywhere = async (view: Screen): Promise<readonly string[]> => {
  const { page } = view
  const said = new Set<string>()
  const listen = async () => {
    for (const text of await spoken(page)) said.add(text)
  }
  for (const place of places) {
    await view.goTo(place)
    await expect(page.getByRole('main').locator('h1, [data-host]').first()).toBeVisible()
    await listen()
    for (const list of await page.getByRole('tablist').all()) {
      for (const tab of await list.getByRole('tab').all()) {
        await tab.click()
        await listen()
      }
    }
    if (place.includes('panel=packets')) {
      await view.goTo(place.replace('waiter', 'tftp'))
      await page.getByRole('table').locator('tr[data-key] button').first().click()
      await listen()
    }
  }
  for (const key of ['?', 'Control+k']) {
    await page.keyboard.press(key)
    await expect(page.getByRole('dialog')).toBeVisible()
    await listen()
    await page.keyboard.press('Escape')
    await expect(page.getByRole('dialog')).toHaveCount(0)
  }
  return [...said]
}

/** Things of the lab that keep their names in any language. */
export const names =
  /^(Headwaiter|Rack [A-Z]|esx-\d+|host-[0-9a-f]+|.*\b(VMware|ESXi|Gold|Dell|PowerEdge|Cluster|English|Deutsch)\b.*)/
