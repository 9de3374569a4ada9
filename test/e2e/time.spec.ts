import { expect, test, testBooted } from './lab.ts'

test.describe('time', () => {
  testBooted('goes back with every panel and comes forward again', async ({ view }) => {
    const { page, inspector } = view
    await view.choose('esx-01')
    const track = page.getByRole('slider', { name: 'Time' })
    await track.focus()
    await page.keyboard.press('Home')
    await expect(inspector.getByTestId('state')).toHaveText('off')
    await view.expectHost('esx-01', 'powered off')
    await expect(track).toHaveAttribute('aria-valuetext', /fact 1 of/)
    for (let step = 0; step < 6; step++) await page.keyboard.press('ArrowRight')
    await expect(inspector.getByTestId('state')).not.toHaveText('off')
    await page.keyboard.press('End')
    await view.expectHost('esx-01', 'stateless · connected')
    await expect(page.getByRole('button', { name: 'Live' })).toHaveAttribute('aria-pressed', 'true')
  })

  testBooted('takes packets and the log of a host along when it goes back', async ({ view }) => {
    const { page, inspector } = view
    await view.choose('esx-01')
    await inspector.getByRole('tab', { name: 'Log' }).click()
    await page.getByRole('tab', { name: 'Packets' }).click()
    const lines = inspector.getByRole('list', { name: /esx-01/ }).getByRole('listitem')
    const offers = page.getByRole('table').getByText('OFFER').first()
    await page.getByRole('searchbox', { name: 'Filter', exact: true }).fill('OFFER')
    await expect(offers).toBeVisible()
    await expect(lines.first()).toBeVisible()
    const track = page.getByRole('slider', { name: 'Time' })
    await track.press('Home')
    await expect(page.getByText('No kept packet is from before the moment')).toBeVisible()
    await expect(inspector.getByText('none had come by the moment')).toBeVisible()
    await track.press('End')
    await expect(offers).toBeVisible()
    await expect(lines.first()).toBeVisible()
  })

  test('holds the picture while the lab goes on, and shows one message a step', async ({
    view,
  }) => {
    const { page } = view
    await page.getByRole('button', { name: 'Pause', exact: true }).click()
    await view.powerOnRack()
    await expect(page.getByRole('contentinfo')).toContainText(/[1-9]\d\d facts/)
    await view.expectHost('esx-01', 'powered off')
    const rows = view.ladder.locator('[data-seq]')
    await expect(rows).toHaveCount(0)
    await page.getByRole('button', { name: 'Step', exact: true }).click()
    await expect(rows).toHaveCount(1)
    await page.keyboard.press('.')
    await expect(rows).toHaveCount(2)
    await page.keyboard.press(',')
    await expect(rows).toHaveCount(1)
    await page.keyboard.press('l')
    await view.expectHost('esx-01', 'stateless · connected')
  })

  test('says of the track what the lab was at where one points', async ({ view }) => {
    await view.bootRack()
    const track = view.page.getByRole('slider', { name: 'Time' })
    const { width = Number.NaN } = (await track.boundingBox()) ?? {}
    const pointAt = (share: number) => track.hover({ position: { x: width * share, y: 13 } })
    await pointAt(0.02)
    await expect(track.getByTitle('quiet')).toBeVisible()
    await pointAt(0.98)
    await expect(track.getByTitle('all stateless')).toBeVisible()
  })

  testBooted(
    'is only looked at: what is asked is asked of the lab as it is now',
    async ({ view }) => {
      const { page } = view
      const restore = page.getByRole('banner').getByRole('button', { name: 'Restore everything' })
      await page.getByRole('slider', { name: 'Time' }).focus()
      await page.keyboard.press('Home')
      for (let step = 0; step < 6; step++) await page.keyboard.press('ArrowRight')
      await view.expectPlug('TFTP', 'plugged in')
      await page.keyboard.press('2')
      await expect(restore).toBeVisible()
      await view.expectPlug('TFTP', 'plugged in')
      await page.keyboard.press('2')
      await expect(restore).toHaveCount(0)
      const notices = page.getByRole('region', { name: 'Notices' })
      await expect(notices.getByText('TFTP was not unplugged')).toHaveCount(0)
      // Packets are held now, not at the moment that is shown.
      const header = page.getByRole('banner')
      await header.getByRole('button', { name: 'Hold packets' }).click()
      await expect(restore).toBeVisible()
      await header.getByRole('button', { name: 'Let packets run' }).click()
      await expect(restore).toHaveCount(0)
      await page.keyboard.press('l')
      await view.expectPlug('TFTP', 'proven to work')
    },
  )

  testBooted(
    'is searched by place: back and forward lead where they came from',
    async ({ view }) => {
      const { page, inspector } = view
      await view.choose('esx-01')
      await view.component('Waiter').click()
      await expect(inspector.getByRole('heading', { name: /Waiter/ })).toBeVisible()
      await page.goBack()
      await expect(inspector.getByRole('heading', { name: /esx-01/ })).toBeVisible()
      await page.reload()
      await expect(inspector.getByRole('heading', { name: /esx-01/ })).toBeVisible()
    },
  )
})

test('a lost lab is said to be lost, and what was last seen stays', async ({ view, lab }) => {
  await view.bootRack(['esx-01'])
  // Its profile is applied in maintenance mode: what is last seen is to be what it stays.
  await view.expectHost('esx-01', 'image cached on disk')
  await view.expectHost('esx-01', 'stateless · connected')
  await lab.stop()
  await expect(view.page.getByText('Connection lost')).toBeVisible()
  await view.expectHost('esx-01', 'stateless · connected')
  await view.page.keyboard.press('1')
  const notice = view.page.getByRole('region', { name: 'Notices' }).getByRole('article')
  await expect(notice).toContainText('DHCP was not unplugged')
  await expect(notice).toContainText('What to do')
  await view.expectPlug('DHCP', 'plugged in')
})

testBooted(
  'the ladder stays with the newest message until a person scrolls up',
  async ({ view }) => {
    const { page } = view
    const list = page.getByRole('listbox', { name: 'Messages, oldest first' })
    const newest = page.getByRole('button', { name: 'Newest' })
    // More rows have come since the scrolling that the browser tells of now.
    await list.evaluate((rows) => {
      rows.style.height = `${rows.getBoundingClientRect().height + 200}px`
      rows.parentElement?.dispatchEvent(new Event('scroll'))
    })
    await expect(newest).toHaveCount(0)
    await list.hover()
    await page.mouse.wheel(0, -600)
    await expect(newest).toBeVisible()
    await newest.click()
    await expect(newest).toHaveCount(0)
  },
)
