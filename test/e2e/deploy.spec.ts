import { seriousFindings } from './axe.ts'
import { expect, testAtRest as test } from './lab.ts'

test('a host profile is changed, saved and undone', async ({ view }) => {
  const { page } = view
  await view.openPage('Profiles')
  const profile = page.getByRole('article').filter({
    has: page.getByRole('heading', { name: 'Stateless caching' }),
  })
  const firstDisk = profile.getByLabel('Arguments for first disk')
  await firstDisk.fill('mptsas,local')
  await profile.getByLabel('Check to overwrite any VMFS volumes on the selected disk').check()
  await profile.getByLabel('Users').fill('root plain')
  await expect(profile.getByRole('alert')).toContainText('a SHA-512 hash like $6$salt$...')
  await profile.getByLabel('Users').fill('')
  await profile.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(profile.getByRole('button', { name: 'As saved' })).toBeVisible()
  await view.command('undo the last')
  await expect(firstDisk).toHaveValue('')
  expect(await seriousFindings(page)).toEqual([])
})

test('what is typed into a host profile waits while another, or another page, is looked at', async ({
  view,
}) => {
  const { page } = view
  await view.openPage('Profiles')
  const row = (name: string) => page.getByRole('row').filter({ hasText: name })
  const syslog = page.getByLabel('Syslog.global.logHost')
  const [first, second] = ['Stateless caching: a copy', 'Another']
  await page.getByLabel('Name', { exact: true }).fill(second)
  await page.getByRole('button', { name: 'Create' }).first().click()
  await row(first).getByRole('button').first().click()
  const before = await syslog.inputValue()
  await syslog.fill('udp://10.0.0.7:514')
  await row(second).getByRole('button').first().click()
  await expect(syslog).not.toHaveValue('udp://10.0.0.7:514')
  await expect(row(first)).toContainText('Not saved')
  await view.openPage('Network')
  await view.openPage('Profiles')
  await row(first).getByRole('button').first().click()
  await expect(syslog).toHaveValue('udp://10.0.0.7:514')
  await page.getByRole('button', { name: 'Discard changes' }).click()
  await expect(syslog).toHaveValue(before)
  await expect(row(first)).not.toContainText('Not saved')
})

test('script bundles and proxies are made on the screen', async ({ view }) => {
  const { page } = view
  await view.openPage('Profiles')
  await page.getByLabel('New script bundle').fill('first-boot')
  await page
    .getByRole('article')
    .filter({ has: page.getByRole('heading', { name: 'Script bundles' }) })
    .getByRole('button', { name: 'Create' })
    .click()
  const bundle = page.getByRole('group', { name: /first-boot/ })
  await bundle.getByRole('button', { name: 'Add a script' }).click()
  await bundle.getByRole('textbox', { name: 'Script script-1' }).fill('log hello')
  await bundle.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(bundle).toContainText('1 script')
  await bundle.getByRole('button', { name: 'Add a script' }).click()
  await bundle.getByRole('button', { name: 'Take the script script-1 out' }).click()
  await expect(bundle.getByRole('textbox', { name: 'Script script-2' })).toBeVisible()
  await bundle.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(bundle.getByRole('button', { name: 'As saved' })).toBeVisible()
  await expect(bundle.getByRole('textbox')).toHaveCount(1)

  await view.openPage('Network')
  for (const address of ['http://127.0.0.1:5100', 'http://127.0.0.1:5200']) {
    await page.getByLabel('Address of a proxy').fill(address)
    await page.getByRole('button', { name: 'Add', exact: true }).click()
    await expect(page.getByRole('button', { name: `Remove ${address}` })).toBeVisible()
  }
  await page.getByRole('button', { name: 'Move http://127.0.0.1:5200 up' }).click()
  const listed = page.getByRole('listitem').filter({ has: page.locator('code') })
  await expect(listed.filter({ hasText: 'http://127.0.0.1:5' }).first()).toContainText('5200')
  expect(await seriousFindings(page)).toEqual([])
})
