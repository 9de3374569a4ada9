import type { Locator } from '@playwright/test'
import { askLab, socketOf } from '../../src/main/cli/running-lab.ts'
import { expect, test, testBooted } from './lab.ts'
import type { Screen } from './screen.ts'

const cautionsOf = ({ page }: Screen): Locator =>
  page.getByRole('region', { name: /Not booted stateless|No image for this host/ })

test('what is out is plugged in again where it is told what to do', async ({ view }) => {
  await view.bootRack(['esx-01'])
  await view.page.keyboard.press('2')
  await view.expectPlug('TFTP', 'unplugged')
  await view.choose('esx-01')
  await view.press('Reboot')
  await view.expectHost('esx-01', 'cached image · reconnect')
  const cautions = cautionsOf(view)
  await expect(cautions.getByRole('button')).toHaveText([
    'Reconnect host',
    'Reboot',
    'Plug TFTP back in',
  ])
  await view.page.keyboard.press('a')
  await expect(cautions.getByRole('button')).toHaveText([
    'Reconnect host',
    'Reboot',
    'Plug TFTP back in',
    'Restore Auto Deploy',
  ])
  await cautions.getByRole('button', { name: 'Plug TFTP back in' }).click()
  await view.expectPlug('TFTP', 'proven to work')
  await expect(cautions.getByRole('button', { name: 'Plug TFTP back in' })).toHaveCount(0)
})

test('a host without an image leads to what the rules say of it', async ({ view, lab }) => {
  await askLab(socketOf(new URL(lab.url)), async ({ document, lab: open }) => {
    const { document: before } = await open.state()
    const after = { ...before, rules: { ...before.rules, working: [], active: [] } }
    await document.edit({ kind: 'replace', document: after, summary: 'No rules' })
  })
  await view.choose('esx-01')
  await view.press('Power on')
  await view.expectHost('esx-01', 'no image · tries again by itself')
  await cautionsOf(view).getByRole('button', { name: 'Look at the rules' }).click()
  await view.expectPage('Rules')
  await expect(view.page).toHaveURL(/#\/rules\?host=esx-01$/)
})

testBooted('who was disconnected by hand is reconnected where that was done', async ({ view }) => {
  await view.choose('esx-03')
  await view.press('Disconnect')
  await view.expectHost('esx-03', 'stateless · disconnected')
  await view.press('Reconnect host')
  await view.expectHost('esx-03', 'stateless · connected')
  await expect(view.inspector.getByRole('button', { name: 'Disconnect' })).toBeEnabled()
})
