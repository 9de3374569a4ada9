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
  await bundle.getByLabel('Script script-1').fill('log hello')
  await bundle.getByRole('button', { name: 'Save' }).click()
  await expect(bundle).toContainText('1 script')

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
