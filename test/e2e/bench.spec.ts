import { expect, test, testAtRest, testBooted } from './lab.ts'

test.describe('the bench', () => {
  test('boots the rack to four connected hosts with cached images', async ({ view }) => {
    await expect(view.page.getByRole('heading', { name: 'The rack is off' })).toBeVisible()
    await view.bootRack()
    await view.expectPlug('vCenter', '4 connected')
    await expect(view.page.getByRole('contentinfo')).toContainText('vCenter 4 connected')
    await expect(view.bench.getByTitle('image cached on disk')).toHaveCount(4)
  })

  test("shows the lines of a host's screen once, whenever its terminal is opened", async ({
    view,
  }) => {
    const { page, inspector } = view
    await view.plug('DHCP').click()
    await view.expectPlug('DHCP', 'unplugged')
    await view.choose('esx-01')
    await view.press('Power on')
    const screen = inspector.getByRole('region', { name: 'Console' })
    const lines = screen.getByRole('listitem')
    await expect(lines).not.toHaveCount(0)
    await page.reload()
    const inOneRow = (texts: readonly string[]) => texts.join('').replaceAll(/\s/g, '')
    await expect
      .poll(async () => inOneRow(await screen.locator('.xterm-rows > div').allInnerTexts()))
      .not.toBe('')
    // It was switched on once.
    const first = inOneRow([await lines.first().innerText()])
    const shown = inOneRow(await screen.locator('.xterm-rows > div').allInnerTexts())
    expect(shown.split(first).length).toBeLessThanOrEqual(2)
  })

  test('draws each mark for facts that travelled between its two ends', async ({ view }) => {
    const { page } = view
    // Collects the marks as they appear; what they claim is compared with the journal's own facts.
    await page.evaluate(() => {
      const seen: { seq: number; last: number; count: number }[] = []
      Object.assign(window, { seenMarks: seen })
      const layer = document.querySelector('[data-testid="marks"]')
      if (layer === null) throw new Error('There is no layer for marks.')
      new MutationObserver(() => {
        for (const mark of layer.querySelectorAll<SVGGElement>('[data-seq]')) {
          const { seq, lastSeq, count } = mark.dataset
          const entry = { seq: Number(seq), last: Number(lastSeq), count: Number(count) }
          const known = seen.find((other) => other.seq === entry.seq)
          if (known === undefined) seen.push(entry)
          else Object.assign(known, entry)
        }
      }).observe(layer, { childList: true, subtree: true, attributes: true })
    })
    await view.bootRack()
    const marks = await page.evaluate(
      () => (window as unknown as { seenMarks: { seq: number; count: number }[] }).seenMarks,
    )
    expect(marks.length).toBeGreaterThan(20)
    await page.getByRole('tab', { name: 'Event log' }).click()
    const rows = Number(await page.getByRole('table').getAttribute('aria-rowcount')) - 1
    for (const { seq } of marks) expect(seq).toBeLessThanOrEqual(rows)
    const counted = marks.reduce((sum, { count }) => sum + count, 0)
    expect(counted).toBeLessThanOrEqual(rows)

    const search = page.getByRole('searchbox', { name: 'Search the events' })
    await search.fill('esx-01 dhcp.offered')
    const line = page.getByRole('row', { name: /dhcp\.offered/ })
    await expect(line.first()).toBeVisible()
    await expect(page.getByRole('row', { name: /dhcp\.(discover|acknowledged)/ })).toHaveCount(0)
    await search.fill('no such words')
    await expect(page.getByText('No event with “no such words”.')).toBeVisible()
  })
})

test.describe('plugs', () => {
  testAtRest(
    'come out and go in by mouse: dragged, clicked, and let go half-way',
    async ({ view }) => {
      await view.drag('Waiter', -60)
      await view.expectPlug('Waiter', 'unplugged')
      await view.drag('Waiter', 60)
      await view.expectPlug('Waiter', 'proven to work')
      await view.drag('TFTP', -14)
      await view.expectPlug('TFTP', 'plugged in')
      await view.plug('TFTP').click()
      await view.expectPlug('TFTP', 'unplugged')
      await view.plug('TFTP').click()
      await view.expectPlug('TFTP', 'proven to work')
    },
  )

  testAtRest('come out once by a key that is kept down', async ({ view }) => {
    const { page } = view
    const [pulled, restored] = [view.messages('plug.pulled'), view.messages('plug.restored')]
    const before = { pulled: await pulled.count(), restored: await restored.count() }
    await view.plug('Waiter').focus()
    for (let press = 0; press < 8; press++) {
      await page.keyboard.down('Enter')
      await page.waitForTimeout(60)
    }
    await page.keyboard.up('Enter')
    await view.expectPlug('Waiter', 'unplugged')
    await expect(pulled).toHaveCount(before.pulled + 1)
    await expect(restored).toHaveCount(before.restored)
  })

  testAtRest('stay in the finger that holds them', async ({ view }) => {
    const { page } = view
    const touch = await page.context().newCDPSession(page)
    const box = await view.plug('Waiter').boundingBox()
    if (box === null) throw new Error('There is no plug to be seen.')
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
    const send = (type: 'touchStart' | 'touchMove' | 'touchEnd', ...xs: readonly number[]) =>
      touch.send('Input.dispatchTouchEvent', {
        type,
        touchPoints: xs.map((at, id) => ({ x: at, y, id })),
      })
    await send('touchStart', x)
    for (let by = 4; by <= 40; by += 4) await send('touchMove', x - by)
    await send('touchStart', x - 40, x - 36)
    // The other finger is lifted.
    await send('touchMove', x - 40)
    await view.expectPlug('Waiter', 'plugged in')
    await expect(view.plug('Waiter')).toHaveAttribute('data-held', 'true')
    await send('touchEnd')
    await view.expectPlug('Waiter', 'unplugged')
  })

  testAtRest('of hosts come out by mouse and go in by keys', async ({ view }) => {
    const { page, bench } = view
    const [out, back] = ['Unplug the cable of esx-02', 'Plug the cable of esx-02 back in']
    const [plugIn, plugOut] = [out, back].map((name) => bench.getByRole('button', { name }))
    if (plugIn === undefined || plugOut === undefined) throw new Error('There are two names.')
    await view.dragFrom(plugIn, 10)
    await expect(plugIn).toBeVisible()
    await view.dragFrom(plugIn, 60)
    await expect(plugOut).toBeVisible()
    await expect(view.messages('host.partUnplugged')).toHaveCount(1)
    await view.tabTo(plugOut)
    await page.keyboard.press('Enter')
    await expect(plugIn).toBeVisible()
    await expect(view.messages('host.partPluggedIn')).toHaveCount(1)
    // A hand that misses draws no words along.
    const card = await view.host('esx-02').boundingBox()
    if (card === null) throw new Error('There is no card of esx-02 to be seen.')
    await page.mouse.move(card.x + card.width + 20, card.y - 4)
    await page.mouse.down()
    await page.mouse.move(1200, 700, { steps: 4 })
    expect(await page.evaluate(() => String(getSelection()))).toBe('')
    await page.mouse.up()
  })

  testAtRest('come out by keys 1 to 5 and A, and go in all at once by R', async ({ view }) => {
    const { page } = view
    for (const [key, name] of [
      ['1', 'DHCP'],
      ['2', 'TFTP'],
      ['5', 'vCenter'],
    ] as const) {
      await page.keyboard.press(key)
      await view.expectPlug(name, 'unplugged')
    }
    await page.keyboard.press('a')
    await expect(page.getByTestId('auto-deploy')).toContainText('· unplugged')
    for (const name of ['Rules engine', 'Waiter']) await view.expectPlug(name, 'unplugged')
    await page.keyboard.press('r')
    for (const name of ['DHCP', 'TFTP', 'Rules engine', 'Waiter', 'vCenter']) {
      await view.expectPlug(name, 'proven to work')
    }
  })

  testBooted('tell how far a pull by key reaches, without its plug in sight', async ({ view }) => {
    const { page } = view
    const notices = page.getByRole('main').getByRole('article')
    await page.keyboard.press('a')
    await expect(
      notices.getByRole('heading', { name: 'Unplugged: Auto Deploy server' }),
    ).toBeVisible()
    await expect(notices).toContainText('4 would boot from cache next time. A plugs it back in.')
    await view.openPage('Journal')
    await page.keyboard.press('5')
    await expect(notices.getByRole('heading')).toHaveText('Unplugged: vCenter')
    await page.keyboard.press('r')
    await expect(notices).toHaveCount(0)
  })

  testBooted(
    'of hosts tell how far a pull reaches: pointed at, and from the inspector',
    async ({ view }) => {
      const { page } = view
      const cable = view.bench.getByRole('button', { name: 'Unplug the cable of esx-02' })
      await cable.hover()
      const foretold = 'Now: it runs on; vCenter no longer sees it. Next boot: '
      await expect(page.getByRole('tooltip')).toContainText(`nothing leaves it. ${foretold}`)
      await view.choose('esx-03')
      await view.inspector.getByRole('button', { name: 'Unplug cable' }).hover()
      await expect(page.getByRole('tooltip')).toHaveCount(1)
      await expect(page.getByRole('tooltip')).toContainText(`nothing leaves it. ${foretold}`)
      await view.press('Unplug cable')
      const notice = page.getByRole('main').getByRole('article')
      await expect(notice.getByRole('heading')).toHaveText('Unplugged: the cable of esx-03')
      await expect(notice).toContainText(foretold)
      await expect(notice).toContainText(
        'cannot be reached by vCenter. R plugs everything back in.',
      )
      await view.expectHost('esx-03', 'not responding')
      await page.keyboard.press('r')
      await expect(notice).toHaveCount(0)
      await view.expectHost('esx-03', 'stateless · connected')
    },
  )

  testAtRest('say so in words, not by colour alone, and what a pull means', async ({ view }) => {
    await view.component('Rules engine').click()
    await expect(view.inspector).toContainText('answers 503')
    await view.press('Unplug Rules engine')
    await expect(view.inspector).toContainText('nowhere: its sockets are closed')
    await expect(view.page.getByTestId('auto-deploy')).toContainText('· half unplugged')
    await view.press('Plug Rules engine back in')
    await expect(view.inspector.getByRole('heading', { name: 'Heal proof' })).toBeVisible()
    await expect(view.inspector.getByRole('listitem').first()).toBeVisible()
  })
})

test('an outage of DHCP shows each try, and is ended from any page', async ({ view }) => {
  const { page } = view
  await view.choose('esx-01')
  await page.keyboard.press('1')
  await view.expectPlug('DHCP', 'unplugged')
  await view.press('Power on')
  await expect(view.messages('firmware.unanswered').first()).toContainText(
    /DISCOVER · try \d of \d: no answer in/,
    { timeout: 30_000 },
  )
  await view.openPage('Journal')
  await page.getByRole('banner').getByRole('button', { name: 'Restore everything' }).click()
  await expect(
    page.getByRole('banner').getByRole('button', { name: 'Restore everything' }),
  ).toHaveCount(0)
  await view.openPage('Bench')
  await view.expectPlug('DHCP', 'proven to work')
})
