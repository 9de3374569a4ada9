import { expect, it } from 'vitest'
import { automationRoutes } from '../../src/main/vcenter/automation-api.ts'
import { foldInventory, emptyInventory } from '../../src/main/vcenter/inventory.ts'
import { createSessions } from '../../src/main/vcenter/sessions.ts'
import { createSystemClock } from '../../src/main/system-clock.ts'
import type { Fact } from '../../src/shared/facts/index.ts'
import { document } from './lab.ts'

it('lists virtual machines with one look at the inventory, however many there are', async () => {
  const names = Array.from({ length: 1000 }, (_, index) => `vm-${index}`)
  const facts = names.flatMap((vm, index): Fact[] => {
    const host = `esx-${index}`
    return [
      { type: 'vcenter.hostAdded', host, cluster: 'Cluster A', by: 'admin' },
      { type: 'vcenter.vmPlaced', host, vm },
    ]
  })
  const inventory = foldInventory(emptyInventory, facts)
  const lab = {
    ...document('127.0.0.1'),
    virtualMachines: names.map((name) => ({ name, cluster: 'Cluster A' })),
  }
  let looks = 0
  const never = () => Promise.reject(new Error('not asked for'))
  const clock = createSystemClock()
  const sessions = createSessions(clock)
  const answer = automationRoutes(
    {
      document: () => lab,
      inventory: () => {
        looks += 1
        return inventory
      },
      events: () => [],
      clock,
      operations: { admit: never, certify: never, reconnect: never, disconnect: never },
      onBadRequest: () => {},
      onUnexpected: () => {},
    },
    sessions,
  )
  const ask = (query: string) =>
    answer({
      method: 'GET',
      path: '/api/vcenter/vm',
      query: new URLSearchParams(query),
      authorization: undefined,
      session: sessions.open(`Basic ${btoa('admin:password')}`),
      body: never,
    })
  expect(await ask('')).toMatchObject({ status: 200, body: { length: 1000 } })
  expect(looks).toBe(1)
  expect(await ask('hosts=esx-7')).toEqual({
    status: 200,
    body: [{ vm: 'vm-7', name: 'vm-7', power_state: 'POWERED_OFF' }],
  })
})
