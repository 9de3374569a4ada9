import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { _electron, expect, test, type ElectronApplication, type Page } from '@playwright/test'
import { electronBinary, hasDisplay } from '../../scripts/lib/electron.mjs'

const root = fileURLToPath(new URL('../../', import.meta.url))
const binary: string | undefined = electronBinary()

/** Why the desktop app cannot run on this machine; undefined when it can. */
const missing = (): string | undefined => {
  if (binary === undefined) return 'the Electron binary is not on this machine'
  return hasDisplay() ? undefined : 'no display for an Electron window'
}

test.describe('desktop app on Electron', () => {
  const reason = missing()
  test.skip(reason !== undefined, `Electron: ${reason}`)

  let folder: string
  let desktop: ElectronApplication
  let page: Page
  test.beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'headwaiter-electron-'))
    desktop = await _electron.launch({
      ...(binary !== undefined && { executablePath: binary }),
      // Chromium's own sandbox does not start as root; ours does not depend on it.
      args: [root, ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
      env: { ...process.env, HEADWAITER_HOME: folder },
    })
    page = await desktop.firstWindow()
  })
  test.afterAll(async () => {
    await desktop.close()
    await rm(folder, { recursive: true })
  })

  test('opens the lab in its window', async () => {
    await expect(page).toHaveTitle(/Headwaiter/)
    await expect(page.getByText('esx-01').first()).toBeVisible()
  })

  test('gives the page nothing of Node', async () => {
    const found = await page.evaluate(() =>
      ['require', 'process', 'module', 'global', 'Buffer', 'electron'].filter((n) => n in window),
    )
    expect(found).toEqual([])
  })

  test('runs no script that is not its own', async () => {
    const ran = await page.evaluate(() => {
      const script = document.createElement('script')
      script.textContent = 'window.injected = true'
      document.body.append(script)
      return 'injected' in window
    })
    expect(ran).toBe(false)
  })

  test('goes to no other page and opens no window', async () => {
    const before = page.url()
    const opened = await page.evaluate(() => {
      const child = window.open('https://example.com/')
      location.assign('https://example.com/')
      location.assign('file:///')
      return child !== null
    })
    expect(opened).toBe(false)
    await expect(page.getByText('esx-01').first()).toBeVisible()
    expect(page.url()).toBe(before)
    expect(desktop.windows()).toHaveLength(1)
  })

  test('is granted no permission', async () => {
    const states = await page.evaluate(async () => {
      const names = ['geolocation', 'notifications'] as const
      return Promise.all(
        names.map(async (name) => (await navigator.permissions.query({ name })).state),
      )
    })
    expect(states).toEqual(['denied', 'denied'])
  })

  test('finds the lab again after a reload', async () => {
    await page.reload()
    await expect(page.getByText('esx-01').first()).toBeVisible()
  })
})
