import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hostOf } from '../../src/shared/facts/index.ts'
import { why } from '../../src/shared/host/index.ts'
import { startRig, type Rig } from './rig.ts'

const ids = Array.from({ length: 8 }, (_, index) => `esx-0${index + 1}`)

describe('more hosts than the waiter can take', () => {
  let rig: Rig
  beforeAll(async () => {
    rig = await startRig('127.132', Object.fromEntries(ids.map((id) => [id, {}])))
  })
  afterAll(() => rig.stop())

  it('are served all the same, cluster by cluster, where no limit is set', async () => {
    const plan = rig.app.storms.plan({ atOnce: 8 })
    expect(plan).toMatchObject({ waves: 1, turnedAway: 0 })
    const { hosts, outcomes, stages } = await rig.app.storms.run({ atOnce: 8 })
    expect({ hosts, outcomes }).toEqual({ hosts: 8, outcomes: { network: 8, cache: 0, failed: 0 } })
    expect(stages.map((stage) => stage.hosts)).toEqual([8, 8, 8, 8, 8, 8])
  })

  it('leave those alone that are on', async () => {
    await expect(rig.app.storms.start({ atOnce: 8 })).rejects.toMatchObject({
      code: 'hosts.storm-empty',
    })
  })

  it('are turned away past the limit, and boot from their caches; the facts say why', async () => {
    await rig.app.hosts.powerOff(ids)
    const document = rig.document()
    await rig.app.documents.edit({
      kind: 'replace',
      document: { ...document, network: { ...document.network, waiter: { boots: 1 } } },
      summary: 'One boot at a time',
    })
    expect(rig.app.storms.plan({ atOnce: 8 }).turnedAway).toBe(7)
    const { outcomes } = await rig.app.storms.run({ atOnce: 8 })
    expect(outcomes.failed).toBe(0)
    expect(outcomes.network).toBeGreaterThan(0)
    expect(outcomes.cache).toBeGreaterThan(0)
    const cached = ids.filter((id) => rig.host(id).source === 'cache')
    expect(cached).toHaveLength(outcomes.cache)
    for (const id of cached) {
      const refusals = rig
        .facts()
        .filter(({ fact }) => fact.type === 'waiter.refused' && hostOf(fact) === id)
      expect(refusals.at(-1)?.fact).toMatchObject({ reason: { code: 'waiter.overloaded' } })
      const chain = why(rig.facts(), rig.host(id)).map(({ text }) => text)
      expect(chain.join('\n')).toMatch(/turned it away: 1 host is loading an image already/)
    }
  })
})
