import { readFile } from 'node:fs/promises'
import type { Page, WebSocketRoute } from '@playwright/test'
import { seriousFindings } from './axe.ts'
import { expect, testBooted as test } from './lab.ts'
import { readPcapng, type SavedPacket } from './pcapng.ts'
import type { Screen } from './screen.ts'

const openPackets = async (view: Screen, words: string): Promise<void> => {
  await view.page.getByRole('tab', { name: 'Packets' }).click()
  await view.page.getByRole('searchbox', { name: 'Filter' }).fill(words)
}

/** What the screen says of the newest packet in the list: its ends, its fields and its bytes. */
const readShown = async (page: Page) => {
  const row = page.getByRole('table').locator('tr[data-key]').first()
  const columns = await page.getByRole('columnheader').allInnerTexts()
  const cells = await row.getByRole('cell').allInnerTexts()
  const cell = (name: string): string => cells[columns.indexOf(name)] ?? ''
  const ends = { from: cell('From'), to: cell('To') }
  await row.getByRole('button').click()
  const packet = page.getByRole('region', { name: 'Packet', exact: true })
  const bytes = packet.getByRole('region', { name: 'Bytes' })
  const octets = await bytes.locator('p > span:nth-child(2) > span').allInnerTexts()
  const fields = await packet.getByRole('list', { name: 'Fields' }).getByRole('button').all()
  const texts = await Promise.all(
    fields.map(async (field) => (await field.locator('span').allInnerTexts()).slice(0, 2)),
  )
  const values = new Map(texts.map(([name = '', value = '']) => [name, value]))
  return { ...ends, hex: octets.join(''), values, packet, bytes }
}

const saveAll = async (page: Page): Promise<readonly SavedPacket[]> => {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Save as pcapng' }).click(),
  ])
  return readPcapng(await readFile(await download.path()))
}

test('what the screen says of a DHCP offer equals the bytes captured', async ({ view }) => {
  const { page } = view
  await view.choose('esx-02')
  await openPackets(view, 'OFFER')
  const saved = await saveAll(page)
  const { from, to, hex, values, packet, bytes } = await readShown(page)
  const kept = saved.find(({ payload }) => payload.toString('hex') === hex)
  expect(kept).toMatchObject({ from, to })
  const payload = kept?.payload ?? Buffer.alloc(0)
  expect(values.get('xid')).toBe(`0x${payload.subarray(4, 8).toString('hex')}`)
  expect(values.get('yiaddr')).toBe(payload.subarray(16, 20).join('.'))
  expect(values.get('chaddr')?.replaceAll(':', '')).toBe(payload.subarray(28, 34).toString('hex'))
  await expect(packet).toContainText('RFC 2131')

  // Pointing at a field lights its bytes and no others.
  await packet.getByRole('button', { name: /^yiaddr/ }).click()
  const lit = await bytes.locator('p > span:nth-child(2) > [data-lit="true"]').allInnerTexts()
  expect(lit.join('')).toBe(payload.subarray(16, 20).toString('hex'))
  expect(await seriousFindings(page)).toEqual([])
})

for (const [what, words, field] of [
  ['a TFTP request', 'RRQ', 'file'],
  ['an HTTP request', 'GET tramp', 'request'],
] as const) {
  test(`what the screen says of ${what} equals the bytes captured`, async ({ view }) => {
    const { page } = view
    await openPackets(view, words)
    const saved = await saveAll(page)
    const { from, to, hex, values } = await readShown(page)
    const kept = saved.find(
      (packet) =>
        packet.from === from && packet.to === to && packet.payload.toString('hex') === hex,
    )
    expect(kept).toBeDefined()
    expect(kept?.payload.toString('latin1')).toContain(values.get(field))
  })
}

test('a link that is lost and found again shows no packet twice', async ({ view }) => {
  const { page } = view
  const links: WebSocketRoute[] = []
  let asked = 0
  await page.routeWebSocket(/\/api/, (link) => {
    const lab = link.connectToServer()
    link.onMessage((message) => {
      if (message.includes('capture/packets')) asked += 1
      lab.send(message)
    })
    links.push(link)
  })
  await page.reload()
  await openPackets(view, 'OFFER')
  const offers = page.getByRole('table').locator('tr[data-key]')
  await expect(offers).not.toHaveCount(0)
  const before = await offers.count()
  await Promise.all(links.map((link) => link.close()))
  await expect.poll(() => links.length).toBeGreaterThan(1)
  await expect(page.getByText('Connection lost')).toHaveCount(0)
  // Asked again, the page has drawn what it was told first.
  asked = 0
  await expect.poll(() => asked).toBeGreaterThan(1)
  await expect(offers).toHaveCount(before)
})

test('a page that is opened later draws nothing for packets that went before', async ({ view }) => {
  const { page } = view
  await page.addInitScript(() => {
    const seen = { marks: 0 }
    Object.assign(window, { seen })
    new MutationObserver(() => {
      seen.marks += document.querySelectorAll('[data-testid="marks"] [data-seq]').length
    }).observe(document, { childList: true, subtree: true })
  })
  await page.reload()
  await view.expectHost('esx-04', 'stateless · connected')
  await page.getByRole('tab', { name: 'Event log' }).click()
  await expect(page.getByRole('table').getByRole('row').nth(1)).toBeVisible()
  const marks = () => page.evaluate(() => (window as unknown as { seen: { marks: number } }).seen)
  expect(await marks()).toEqual({ marks: 0 })

  // What happens from now on is drawn.
  await view.choose('esx-03')
  await view.press('Reboot')
  await expect.poll(async () => (await marks()).marks).toBeGreaterThan(5)
  await view.expectHost('esx-03', 'stateless · connected')
})

test('a fault is put on a cable, meets its message there, and is taken away', async ({ view }) => {
  const { page, inspector, bench } = view
  await view.component('DHCP').click()
  await inspector.getByRole('button', { name: 'Add a fault…' }).click()
  await inspector.getByRole('combobox', { name: 'To which message' }).click()
  await page.getByRole('option', { name: 'OFFER', exact: true }).click()
  await inspector.getByRole('textbox', { name: 'How often' }).fill('1')
  expect(await seriousFindings(page)).toEqual([])
  await inspector.getByRole('button', { name: 'Add the fault' }).click()
  await expect(bench.getByRole('button', { name: '1 fault' })).toBeVisible()
  await view.choose('esx-01')
  await view.showMessages('What failed')
  await view.press('Reboot')
  await expect(view.messages('fault.fired').last()).toContainText('OFFER')
  await bench.getByRole('button', { name: '1 fault' }).click()
  await expect(inspector.getByText('met 1 message')).toBeVisible()
  await inspector.getByRole('button', { name: /^Remove fault/ }).click()
  await expect(bench.getByRole('button', { name: '1 fault' })).toHaveCount(0)
  await view.expectHost('esx-01', 'stateless · connected')
})

test('two boots stand side by side, step by step, an answer beside a refusal', async ({ view }) => {
  const { page } = view
  await view.choose('esx-04')
  await page.getByRole('tab', { name: 'Compare' }).click()
  await page.keyboard.press('a')
  await view.expectPlug('Waiter', 'unplugged')
  await view.press('Reboot')
  await view.expectHost('esx-04', 'cached image · reconnect')
  await expect(page.getByRole('combobox', { name: 'This boot' })).toHaveValue(/from the network/)
  await expect(page.getByRole('combobox', { name: 'and this one' })).toHaveValue(
    /from the cached image/,
  )
  // How they differ is plain before a line is read.
  await expect(page.getByTestId('boot-result')).toContainText([
    /^from the network · /,
    /^network boot ended at tramp · from the cached image · /,
  ])
  const apart = page
    .getByRole('region', { name: 'Two boots side by side' })
    .locator('li[data-apart="true"]')
  await expect(apart.filter({ hasText: 'Connection refused' }).first()).toContainText('tramp · 200')
  await expect(apart.filter({ hasText: 'kernel of' })).toContainText(
    /starts from network.*starts from cached image/s,
  )
  expect(await seriousFindings(page)).toEqual([])
  await page.keyboard.press('r')
  await view.expectPlug('Waiter', 'proven to work')
  await view.press('Reboot')
  await view.expectHost('esx-04', 'stateless · connected')
})

test('a row of a table is chosen by its whole width', async ({ view }) => {
  const { page } = view
  await view.openPage('Journal')
  const key = await page.locator('tr[data-key]').nth(2).getAttribute('data-key')
  const row = page.locator(`tr[data-key="${String(key)}"]`)
  await row.getByRole('cell').nth(1).click()
  await expect(row).toHaveAttribute('data-chosen', 'true')
})

test('beside an open packet the list keeps its lines for packets, and their names end in sight', async ({
  view,
}) => {
  const { page } = view
  await openPackets(view, 'host-profile.tgz')
  const list = page.getByRole('region', { name: 'Packets' })
  await list.locator('tr[data-key] button').first().click()
  await expect(page.getByRole('region', { name: 'Packet', exact: true })).toBeVisible()
  const [name, whole] = await Promise.all([
    list.locator('tr[data-key] td').first().boundingBox(),
    list.boundingBox(),
  ])
  expect((name?.x ?? 0) + (name?.width ?? 0)).toBeLessThanOrEqual(
    (whole?.x ?? 0) + (whole?.width ?? 0),
  )
  await expect(page.getByRole('button', { name: 'Columns' })).toBeHidden()
  await page
    .getByRole('region', { name: 'Packet', exact: true })
    .getByRole('button', { name: 'Close', exact: true })
    .click()
  await expect(page.getByRole('button', { name: 'Columns' })).toBeVisible()
})
