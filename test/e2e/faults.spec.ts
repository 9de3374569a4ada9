import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { askLab, socketOf } from '../../src/main/cli/running-lab.ts'
import { resourcesFolder } from '../../src/main/folders.ts'
import { expect, testBooted as test } from './lab.ts'

test.describe('faults and plugs of single hosts', () => {
  test('a plan is loaded from a file, says its reach, is met, and all is restored', async ({
    view,
  }) => {
    const { page, inspector, bench } = view
    await view.component('Waiter').click()
    await inspector
      .getByLabel('A fault plan, YAML')
      .setInputFiles(join(resourcesFolder, 'faults', 'busy-twice.yaml'))
    await expect(inspector).toContainText('The waiter answers 503 twice, then works')
    await expect(inspector).toContainText('hosts meet it')
    await view.press('Put it in')
    await expect(bench.getByRole('button', { name: '1 fault' })).toBeVisible()

    await view.choose('esx-01')
    await view.press('Reboot')
    await view.component('Waiter').click()
    await expect(inspector.getByText('met 2 messages')).toBeVisible({ timeout: 30_000 })
    await view.expectHost('esx-01', 'stateless · connected')

    const saved = page.waitForEvent('download')
    await view.press('Save as a plan')
    expect((await saved).suggestedFilename()).toBe('faults.yaml')
    await page.keyboard.press('r')
    await expect(inspector.getByRole('button', { name: 'Save as a plan' })).toBeDisabled()
    await view.expectPlug('Waiter', 'proven to work')
  })

  test('an answer with a status says when to ask again', async ({ view }) => {
    const { page, inspector } = view
    await view.component('Waiter').click()
    await view.press('Add a fault…')
    await expect(inspector.getByLabel('Retry after, seconds')).toHaveCount(0)
    await inspector.getByRole('combobox', { name: 'What it does' }).click()
    await page.getByRole('option', { name: 'answers with a status' }).click()
    await inspector.getByLabel('Retry after, seconds').fill('1')
    await view.press('Add the fault')
    await expect(inspector).toContainText(
      'each message for every host is answered with 503, to be asked again in 1 s',
    )
    const saved = page.waitForEvent('download')
    await view.press('Save as a plan')
    expect(await readFile(await (await saved).path(), 'utf8')).toContain('retryAfter: 1')
    await inspector.getByRole('button', { name: /^Remove fault/ }).click()
    await expect(inspector.getByRole('button', { name: /^Remove fault/ })).toHaveCount(0)
  })

  test('numbers of a fault are what is typed, or the field says which it takes', async ({
    view,
    lab,
  }) => {
    const { page, inspector } = view
    await view.component('Waiter').click()
    await view.press('Add a fault…')
    await inspector.getByRole('combobox', { name: 'What it does' }).click()
    await page.getByRole('option', { name: 'delays' }).click()
    const [late, lasts] = [inspector.getByLabel('ms late'), inspector.getByLabel('Lasts, seconds')]
    const add = inspector.getByRole('button', { name: 'Add the fault' })
    for (const typed of ['-5', '0', '600001', '']) {
      await late.fill('')
      await late.pressSequentially(typed)
      await expect(inspector.getByText('A number from 1 to 600,000.')).toBeVisible()
      await expect(add).toBeDisabled()
    }
    // Taken away letter by letter and typed anew: no 0 turns up in between.
    await late.pressSequentially('1500')
    await lasts.press('Control+a')
    await lasts.press('Backspace')
    await lasts.pressSequentially('1,5')
    await add.click()
    await expect(inspector).toContainText('each message for every host comes 1.5 s late')
    const inForce = () => askLab(socketOf(new URL(lab.url)), ({ fault }) => fault.list())
    await expect.poll(inForce).toMatchObject([{ fault: { effect: { ms: 1500 }, lasts: 1500 } }])
    await expect.poll(inForce).toEqual([])

    // A rewrite of nothing is none, and meets what DHCP answers alone.
    await view.component('DHCP').click()
    await view.press('Add a fault…')
    await inspector.getByRole('combobox', { name: 'What it does' }).click()
    await page.getByRole('option', { name: 'changes boot server or file in' }).click()
    await expect(inspector.getByText('Name another boot server, or another boot')).toBeVisible()
    await expect(add).toBeDisabled()
    await inspector.getByRole('combobox', { name: 'To which message' }).click()
    await expect(page.getByRole('option', { name: /^(DISCOVER|OFFER|REQUEST|ACK)$/ })).toHaveText([
      'OFFER',
      'ACK',
    ])
    await page.keyboard.press('Escape')
    await inspector.getByLabel('Boot server').fill('nowhere')
    await expect(inspector.getByText('An IPv4 address, or nothing.')).toBeVisible()
    await inspector.getByLabel('Boot server').fill('127.9.9.9')
    await expect(add).toBeEnabled()
  })

  test('a loader that comes slowly says at its step how much of it is there, and until when', async ({
    view,
    lab,
  }) => {
    const { inspector, page } = view
    const slow = { id: 'slow', component: 'tftp', message: 'DATA' } as const
    await askLab(socketOf(new URL(lab.url)), ({ fault }) =>
      // A quarter of a second at the lab's speed.
      fault.inject({ ...slow, effect: { kind: 'delay', ms: 5000 } }),
    )
    await view.choose('esx-01')
    await view.press('Reboot')
    const step = inspector.locator('[data-step="loader"]')
    await expect(step).toContainText(/\d kB of \d+ kB · [\d.]+ s left/)
    await expect(view.host('esx-01')).toContainText(/\d B of [\d,]+ B/)
    await expect(inspector.getByRole('region', { name: 'Progress of the boot' })).toContainText(
      '/s',
    )
    await page.keyboard.press('r')
    await expect(step).toContainText(/^TFTP loader, done\d+ kB$/)
    await view.expectHost('esx-01', 'stateless · connected')
  })

  test('a boot takes as long as the lab says, whatever the clock of the screen says', async ({
    view,
  }) => {
    const { page, inspector } = view
    // As on a laptop whose clock is set an hour ahead.
    await page.addInitScript(() => {
      const { now } = Date
      Date.now = () => now() + 3_600_000
    })
    await page.reload()
    await page.getByRole('banner').getByRole('button', { name: 'Hold packets' }).click()
    await view.choose('esx-01')
    await view.press('Reboot')
    const progress = inspector.getByRole('region', { name: 'Progress of the boot' })
    // It goes on second by second, though nothing comes from the host.
    await expect(progress).toContainText(/[1-9]\.\d s/)
    await expect(progress).not.toContainText(/min|\d h/)
    await page.keyboard.press('r')
    await view.expectHost('esx-01', 'stateless · connected')
  })

  test('a cable is pulled at one host, which boots from its disk, and plugged in again', async ({
    view,
  }) => {
    const { inspector } = view
    await view.choose('esx-01')
    await view.press('Enter maintenance')
    await expect(view.messages('vcenter.maintenanceEntered').last()).toBeVisible()
    await view.press('Leave maintenance')
    await view.press('Unplug cable')
    await view.press('Reboot')
    const verified = inspector.locator('[data-step="verified"]')
    await expect(verified).toHaveAttribute('data-state', 'done', { timeout: 30_000 })
    await expect(inspector.getByTestId('state')).toHaveText('running')
    await view.press('Plug cable in')
    await expect(inspector.getByRole('button', { name: 'Unplug cable' })).toBeVisible()
    await view.press('Reboot')
    await view.expectHost('esx-01', 'stateless · connected')
  })
})
