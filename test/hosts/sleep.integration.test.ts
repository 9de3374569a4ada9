import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createSleeper } from '../base/sleeper.ts'
import { isSettled, startRig, type Rig } from './rig.ts'

const hour = 3_600_000

describe('a lab whose computer sleeps', () => {
  const { clock, sleep } = createSleeper()
  let rig: Rig
  beforeAll(async () => {
    rig = await startRig('127.154', { 'esx-01': {}, 'esx-02': {} }, {}, clock)
    await rig.app.hosts.powerOn(['esx-01', 'esx-02'])
    await Promise.all(['esx-01', 'esx-02'].map((id) => rig.untilHost(id, isSettled)))
  })
  afterAll(() => rig.stop())

  it('says from when to when, has its times right, and blames no host', async () => {
    const before = clock.now()
    sleep(8 * hour)
    const { fact, at } = await rig.until('lab.slept')
    expect(fact).toMatchObject({ type: 'lab.slept' })
    if (fact.type !== 'lab.slept') return
    expect(Math.abs(fact.to - fact.from - 8 * hour)).toBeLessThan(2_000)
    expect(fact.from).toBeGreaterThanOrEqual(before - 2_000)
    expect(at).toBeGreaterThanOrEqual(before + 8 * hour)
    // vCenter looks for six heartbeats, which at this speed is two seconds at the least.
    await pause(5_000)
    expect(rig.facts().map((each) => each.fact.type)).not.toContain('vcenter.hostNotResponding')
    expect(rig.host('esx-01').connection).toBe('connected')
  })

  it('finds a host that dies after it', async () => {
    sleep(8 * hour)
    await rig.until('lab.slept')
    const lost = rig.until('vcenter.hostNotResponding', ({ host }) => host === 'esx-02')
    await rig.app.hosts.powerOff(['esx-02'])
    await lost
  })

  it('boots hosts as before', async () => {
    await rig.app.hosts.reboot(['esx-01'])
    const up = await rig.until('vcenter.complianceChecked', ({ host }) => host === 'esx-01')
    expect(up.at).toBeGreaterThan(Date.now() + 15 * hour)
  })
})
