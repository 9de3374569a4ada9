import { expect, test } from './lab.ts'

test.describe('an outage of the Auto Deploy server', () => {
  test('is told from fallback to repair, each turn by its facts', async ({ view }) => {
    const { page, inspector } = view
    await view.bootRack()

    await page.keyboard.press('a')
    await view.expectPlug('Waiter', 'unplugged')
    await view.choose('esx-02')
    await view.press('Reboot')

    await test.step('the network boot fails at the waiter and the disk takes over', async () => {
      await view.expectHost('esx-02', 'cached image · reconnect')
      await expect(inspector.locator('[data-step="waiter"]')).toHaveAttribute(
        'data-state',
        'failed',
      )
      await expect(inspector.locator('[data-step="verified"]')).toHaveAttribute(
        'data-state',
        'done',
      )
      await expect(inspector.getByTestId('state')).toHaveText('running')
      await expect(inspector.getByRole('region', { name: 'Console' })).toContainText(
        'Boot device 1/2 failed',
      )
    })

    await test.step('the ladder shows crosses at the waiter and its life line broken', async () => {
      // A list draws what is in sight: with all messages, the first try may already be above it.
      await view.showMessages('What failed')
      const failed = view.messages('firmware.networkFailed')
      await expect(failed).toHaveCount(1)
      await expect(failed.getByTestId('cross')).toHaveCount(1)
      await expect(failed).toHaveAttribute('aria-label', /esx-02 to Waiter, failed/)
      await expect(view.messages('ipxe.tryFailed')).toHaveCount(3)
      await failed.click()
      await expect(
        inspector.getByRole('heading', { name: /firmware\.networkFailed/ }),
      ).toBeVisible()
      await expect(inspector).toContainText('ECONNREFUSED')
      await inspector.getByRole('button', { name: 'Close' }).click()
      await view.showMessages('All messages')
    })

    await test.step('an admin reconnects it; it is flagged and cannot be made compliant', async () => {
      await view.press('Reconnect host')
      await view.expectHost('esx-02', 'cached image · not compliant')
      await view.press('Place VM')
      await expect(view.messages('vcenter.vmPlaced')).toHaveCount(1)
      await view.press('Remediate')
      await expect(view.messages('vcenter.remediated')).toContainText('did not clear it')
      await expect(inspector.getByTestId('compliance')).toHaveText('not compliant')
    })

    await test.step('restored with a proof and rebooted it is stateless and compliant', async () => {
      await view.press('Restore Auto Deploy')
      await view.expectPlug('Waiter', 'proven to work')
      await view.press('Reboot')
      await view.expectHost('esx-02', 'stateless · connected')
      await expect(inspector.getByTestId('compliance')).toHaveText('compliant')
      await expect(view.messages('vcenter.cacheFlagCleared')).toHaveCount(1)
      await expect(inspector.getByRole('heading', { name: 'Not booted stateless' })).toHaveCount(0)
    })
  })

  test('fails differently when only the rules engine is out', async ({ view }) => {
    await view.bootRack(['esx-01'])
    await view.page.keyboard.press('3')
    await view.expectPlug('Rules engine', 'unplugged')
    await view.choose('esx-01')
    await view.showMessages('What failed')
    await view.press('Reboot')
    await view.expectHost('esx-01', 'cached image · reconnect')
    await expect(view.messages('waiter.undecided').first()).toHaveAttribute(
      'aria-label',
      /Waiter to Rules, failed/,
    )
    await expect(view.inspector.locator('[data-step="rules"]')).toHaveAttribute(
      'data-state',
      'failed',
    )
  })
})
