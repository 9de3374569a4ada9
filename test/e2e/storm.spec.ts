import { askLab, socketOf } from '../../src/main/cli/running-lab.ts'
import { seriousFindings } from './axe.ts'
import { expect, test } from './lab.ts'
import { Screen } from './screen.ts'

test('a boot storm is planned, started, and measured beside its plan', async ({ page, lab }) => {
  const screen = new Screen(page)
  await screen.open(lab.url)
  await screen.openPage('Hosts')
  await page.getByText('Boot storm', { exact: true }).click()
  await expect(page.getByTestId('storm-plan')).toContainText('1 wave')
  // A number is taken away and written anew without another one turning up between.
  const atOnce = page.getByLabel('Hosts at once')
  const start = page.getByRole('button', { name: 'Boot wave by wave' })
  // A part of a host is none: the field says so, and nothing is started with another number than what is read.
  for (const typed of ['1.5', '1,5', '-4', '999999', '0']) {
    await atOnce.fill('')
    await atOnce.pressSequentially(typed)
    await expect(page.getByText('A whole number from 1 to 10,000.')).toBeVisible()
    await expect(start).toBeDisabled()
    await expect(page.getByTestId('storm-plan')).toHaveCount(0)
  }
  // A thousand with a sign in it is none of them either: it would be read as ten.
  const link = page.getByLabel(/Mbit/)
  await link.pressSequentially('10,000')
  await expect(page.getByText('Type thousands without a sign between them.')).toBeVisible()
  await link.fill('')
  await atOnce.fill('4')
  await atOnce.press('Backspace')
  await expect(atOnce).toHaveValue('')
  await start.click()
  // Who looks elsewhere until it is over finds its outcome open on coming back.
  await screen.goTo('bench')
  const isOver = () =>
    askLab(socketOf(new URL(lab.url)), async ({ storm }) => {
      const { storm: last } = await storm.report()
      return last?.ended !== undefined
    })
  await expect.poll(isOver, { timeout: 60_000 }).toBe(true)
  await screen.goTo('hosts')
  const outcome = page.getByTestId('storm-outcome')
  await expect(outcome).toContainText(/4 hosts took .* were predicted/)
  await expect(outcome).toContainText('4 from the network, 0 from the cache')
  // With every host on there is nothing left to foretell; what was measured stays, beside its plan.
  await expect(page.getByTestId('storm-none')).toContainText('No simulated host is off')
  await expect(page.getByTestId('storm-plan')).toHaveCount(0)
  await expect(page.getByRole('button', { name: 'Boot wave by wave' })).toBeDisabled()
  await expect(page.getByRole('table').filter({ hasText: 'Predicted' })).toBeVisible()
  expect(await seriousFindings(page)).toEqual([])
  await page.reload()
  await expect(outcome).toBeVisible()
  // Who has read it closes it, and it stays closed.
  await page.getByText('Boot storm', { exact: true }).click()
  await expect(outcome).toHaveCount(0)
  await screen.goTo('bench')
  await screen.goTo('hosts')
  await page.reload()
  await expect(page.getByRole('row').filter({ hasText: 'esx-04' })).toBeVisible()
  await expect(outcome).toHaveCount(0)
})
