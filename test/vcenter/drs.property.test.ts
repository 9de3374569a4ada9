import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canRunVms, chooseVm, evacuation, nextMove, type Move } from '../../src/main/vcenter/drs.ts'
import type { HostRecord, Inventory } from '../../src/main/vcenter/inventory.ts'
import { document } from './lab.ts'

const host = fc.record({
  left: fc.boolean(),
  connection: fc.constantFrom('connected', 'notResponding', 'disconnected'),
  maintenance: fc.boolean(),
  cluster: fc.constantFrom('Cluster A', 'Cluster B', ''),
  load: fc.nat(4),
})

/** An inventory where each VM runs on one host, and a document that has them and two idle ones. */
const labs = fc.array(host, { minLength: 1, maxLength: 6 }).map((hosts) => {
  const records = hosts.map(
    ({ left, connection, maintenance, cluster, load }, index): HostRecord => {
      const id = `esx-0${index}`
      return {
        id,
        left,
        cluster,
        connection,
        ...(maintenance ? { maintenance: { cause: 'test', by: 'admin' as const } } : {}),
        bootedFromCache: false,
        association: {},
        compliance: 'unknown',
        failures: [],
        virtualMachines: Array.from(
          { length: cluster === '' ? 0 : load },
          (_, n) => `${id}-vm${n}`,
        ),
      }
    },
  )
  const placed = records.flatMap(({ cluster, virtualMachines }) =>
    virtualMachines.map((name) => ({ name, cluster })),
  )
  const idle = [1, 2].map((n) => ({ name: `idle-${n}`, cluster: 'Cluster A' }))
  return {
    inventory: new Map(records.map((record) => [record.id, record])),
    plan: { ...document('127.0.0.1'), virtualMachines: [...placed, ...idle] },
  }
})

const after = (inventory: Inventory, { vm, to, from }: Move): Inventory => {
  const next = new Map(inventory)
  const target = next.get(to.id)
  if (target !== undefined) {
    next.set(to.id, { ...target, virtualMachines: [...target.virtualMachines, vm] })
  }
  const origin = from === undefined ? undefined : next.get(from.id)
  if (origin !== undefined) {
    const virtualMachines = origin.virtualMachines.filter((name) => name !== vm)
    next.set(origin.id, { ...origin, virtualMachines })
  }
  return next
}

const running = (inventory: Inventory): string[] =>
  [...inventory.values()].flatMap(({ virtualMachines }) => virtualMachines).sort()

describe('placement of virtual machines', () => {
  it('never gives a VM to a host that cannot run it, nor one VM to two hosts', () => {
    fc.assert(
      fc.property(labs, fc.nat(5), ({ inventory, plan }, pick) => {
        const target = [...inventory.values()][pick % inventory.size]
        if (target === undefined) return
        const choice = chooseVm(plan, inventory, target)
        if (choice.kind === 'refuse') return
        expect(canRunVms(target)).toBe(true)
        const names = running(after(inventory, choice.move))
        expect(new Set(names).size).toBe(names.length)
      }),
    )
  })

  it('evens out a cluster in a bounded number of moves and loses no VM', () => {
    fc.assert(
      fc.property(labs, ({ inventory, plan }) => {
        let now: Inventory = inventory
        let moves = 0
        for (let move = nextMove(plan, now, 'Cluster A'); move;) {
          now = after(now, move)
          moves += 1
          expect(moves).toBeLessThan(100)
          move = nextMove(plan, now, 'Cluster A')
        }
        const loads = [...now.values()]
          .filter((each) => each.cluster === 'Cluster A' && canRunVms(each))
          .map(({ virtualMachines }) => virtualMachines.length)
        if (loads.length > 0) expect(Math.max(...loads) - Math.min(...loads)).toBeLessThan(2)
        expect(running(now)).toEqual(expect.arrayContaining(running(inventory)))
      }),
    )
  })

  it('empties a host whole or not at all', () => {
    fc.assert(
      fc.property(labs, ({ inventory }) => {
        for (const from of inventory.values()) {
          const moves = evacuation(inventory, from)
          expect([0, from.virtualMachines.length]).toContain(moves.length)
          for (const { to } of moves) {
            expect(to.id).not.toBe(from.id)
            expect(to.cluster).toBe(from.cluster)
            expect(canRunVms(to)).toBe(true)
          }
        }
      }),
    )
  })
})
