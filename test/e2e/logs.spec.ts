import { seriousFindings } from './axe.ts'
import { expect, test, testAtRest } from './lab.ts'

test('the log of a host is read, filtered, held and followed, and outlives its restart', async ({
  view,
}) => {
  const { inspector, page } = view
  await view.bootRack(['esx-01'])
  await view.choose('esx-01')
  await inspector.getByRole('tab', { name: 'Log' }).click()
  const list = inspector.getByRole('list', { name: 'Log of esx-01' })
  const lines = list.getByRole('listitem')
  const ups = lines.filter({ hasText: 'hostd: Host is up at' })
  await expect(ups).toHaveText(/ info hostd: Host is up at 127\./)
  expect(await seriousFindings(page)).toEqual([])

  await inspector.getByRole('searchbox', { name: 'Filter the log' }).fill('Host IS up')
  await expect(lines).toHaveCount(1)
  await inspector.getByRole('combobox', { name: 'Severity' }).selectOption('error')
  await expect(inspector.getByText('No line of its log is like that.')).toBeVisible()
  await inspector.getByRole('combobox', { name: 'Severity' }).selectOption('debug')
  await expect(lines).toHaveCount(1)

  await inspector.getByRole('button', { name: 'Pause' }).click()
  await inspector.getByRole('searchbox', { name: 'Filter the log' }).fill('')
  await expect(lines).not.toHaveCount(1)
  const held = await lines.count()
  await view.rebootHost('esx-01')
  await expect(lines).toHaveCount(held)
  await inspector.getByRole('button', { name: 'Follow' }).click()
  await expect(ups).toHaveCount(2)
})

testAtRest('a host whose log never came says how it would come here', async ({ view }) => {
  const { inspector, page } = view
  await view.choose('esx-03')
  await inspector.getByRole('tab', { name: 'Log' }).click()
  await expect(inspector.getByText('No log of this host has come.')).toBeVisible()
  await expect(inspector.getByText('Syslog.global.logHost')).toBeVisible()
  await expect(inspector.getByText(/^udp:\/\/127\.\d+\.0\.1:10514$/)).toBeVisible()
  await expect(inspector.getByText(/^tcp:\/\/127\.\d+\.0\.1:1514$/)).toBeVisible()
  expect(await seriousFindings(page)).toEqual([])
})
