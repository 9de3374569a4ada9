import { expect, it } from 'vitest'
import { readProgress } from '../../src/main/hosts/progress.ts'
import { createMemoryStores, type JournalQuery } from '../../src/main/journal/index.ts'
import { smallLab } from '../document/small-lab.ts'
import { fixedClock } from '../journal/conformance.ts'

it('asks the journal for one host after the other, so that others are served between them', async () => {
  const { journal } = createMemoryStores({ clock: fixedClock })
  const hosts = Array.from({ length: 100 }, (_, index) => `esx-${index}`)
  await journal.append({
    facts: hosts.map((host) => ({ type: 'host.poweredOn', host, by: 'operator' })),
  })
  let open = 0
  let most = 0
  const read = async (query: JournalQuery) => {
    open += 1
    most = Math.max(most, open)
    await new Promise((resolve) => setImmediate(resolve))
    open -= 1
    return journal.read(query)
  }
  const found = await readProgress([...hosts, 'nobody'], {
    journal: { read },
    document: () => smallLab,
    clock: fixedClock,
  })
  expect(found.map(({ host }) => host)).toEqual(hosts)
  expect(most).toBe(1)
})

it('tells what firmware a machine boots by, as its DHCP client says', async () => {
  const { journal } = createMemoryStores({ clock: fixedClock })
  const asks = { type: 'dhcp.discovered', mac: '52:54:00:cc:dd:01', xid: '00000001' } as const
  await journal.append({
    facts: [
      { ...asks, host: 'old', arch: 0 },
      { ...asks, host: 'new', arch: 7 },
    ],
  })
  const found = await readProgress(['old', 'new'], {
    journal,
    document: () => smallLab,
    clock: fixedClock,
  })
  expect(found.map(({ firmware }) => firmware)).toEqual(['bios', 'uefi'])
})
