import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { planStorm, type StormInput } from '../../src/shared/storm/index.ts'

const none = { address: 0, loader: 0, script: 0, image: 0, system: 0, compliant: 0 }
const MiB = 1024 * 1024

/** A server that is no limit, and machines that take no time. */
const input = (more: Partial<StormInput>): StormInput => ({
  hosts: 40,
  atOnce: 40,
  imageBytes: 350 * MiB,
  speed: 1,
  machine: none,
  server: { perHost: none, fixed: none, sends: 1e12 },
  ...more,
})

describe('a plan of a boot storm', () => {
  it('gives 40 hosts with 350 MiB over 1 Gbit/s what the wire needs', () => {
    const plan = planStorm(input({ link: 125_000_000 }))
    expect(plan.total / 1000).toBeCloseTo((40 * 350 * MiB) / 125_000_000, 0)
    expect(plan.stages.find(({ stage }) => stage === 'image')?.bound).toBe('link')
  })

  it('takes the slower of server and wire', () => {
    const server = { perHost: none, fixed: none, sends: 50_000_000 }
    const plan = planStorm(input({ link: 125_000_000, server }))
    expect(plan.total / 1000).toBeCloseTo((40 * 350 * MiB) / 50_000_000, 0)
    expect(plan.stages.find(({ stage }) => stage === 'image')?.bound).toBe('server')
  })

  it('makes machines faster with the lab, not servers', () => {
    const machine = { ...none, address: 5_000 }
    const server = {
      perHost: { ...none, address: 10 },
      fixed: { ...none, address: 500 },
      sends: 1e12,
    }
    const plan = planStorm(input({ imageBytes: 0, machine, server, speed: 50 }))
    expect(plan.total).toBe(100 + 500 + 400)
  })

  it('adds wave to wave; the last may be smaller', () => {
    const server = { perHost: { ...none, script: 10 }, fixed: none, sends: 1e12 }
    const plan = planStorm(input({ hosts: 100, atOnce: 40, imageBytes: 0, server }))
    expect(plan).toMatchObject({ waves: 3, wave: 400, total: 1000 })
  })

  it('goes by the waves that clusters make, where they are known', () => {
    const server = { perHost: { ...none, script: 10 }, fixed: none, sends: 1e12 }
    const plan = planStorm(
      input({ hosts: 100, atOnce: 40, waves: [30, 50, 20], boots: 40, imageBytes: 0, server }),
    )
    expect(plan).toMatchObject({ waves: 3, wave: 400, total: 300 + 400 + 200, turnedAway: 10 })
  })

  it('is a plan of nothing for no host', () => {
    expect(planStorm(input({ hosts: 0 }))).toMatchObject({ waves: 1, total: 0, turnedAway: 0 })
  })

  it('counts whom the waiter turns away, in each wave', () => {
    expect(planStorm(input({ hosts: 100, atOnce: 40, boots: 30 })).turnedAway).toBe(20)
    expect(planStorm(input({ hosts: 100, atOnce: 40, boots: 50 })).turnedAway).toBe(0)
  })

  it('never gets shorter with more hosts, larger images or a slower wire', () => {
    const size = fc.integer({ min: 1, max: 2000 })
    fc.assert(
      fc.property(size, size, size, size, (hosts, more, mebibytes, rate) => {
        const plan = (count: number, bytes: number, link: number) =>
          planStorm(input({ hosts: count, atOnce: 64, imageBytes: bytes * MiB, link: link * MiB }))
        const { total } = plan(hosts, mebibytes, rate)
        expect(plan(hosts + more, mebibytes, rate).total).toBeGreaterThanOrEqual(total)
        expect(plan(hosts, mebibytes + more, rate).total).toBeGreaterThanOrEqual(total)
        expect(plan(hosts, mebibytes, rate + more).total).toBeLessThanOrEqual(total)
      }),
    )
  })
})
