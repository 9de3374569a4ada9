import { describe, expect, it } from 'vitest'
import { createHeartbeatWatch } from '../../src/main/vcenter/heartbeats.ts'

const start = (speed = 1) => {
  const lab = { now: 0, speed }
  const clock = { now: () => lab.now, sleep: () => Promise.resolve() }
  const watch = createHeartbeatWatch(clock, () => lab.speed)
  /** Looks as vCenter does, every heartbeat's time, for so many ms. */
  const pass = (ms: number): readonly string[] => {
    const every = 10_000 / lab.speed
    let silent: readonly string[] = []
    for (let left = ms; left > 0; left -= every) {
      lab.now += every
      silent = watch.silent()
    }
    return silent
  }
  return { lab, watch, pass }
}

describe('the heartbeat watch', () => {
  it('finds a host silent after six missed heartbeats', () => {
    const { watch, pass } = start()
    watch.heard('esx-01')
    expect(pass(60_000)).toEqual([])
    expect(pass(10_000)).toEqual(['esx-01'])
  })

  it('waits less at a higher speed, but never less than two seconds', () => {
    const { watch, pass } = start(10)
    watch.heard('esx-01')
    expect(pass(6_000)).toEqual([])
    expect(pass(1_000)).toEqual(['esx-01'])
    const fast = start(50)
    fast.watch.heard('esx-01')
    expect(fast.pass(2_000)).toEqual([])
    expect(fast.pass(200)).toEqual(['esx-01'])
  })

  it('does not blame a host for what was missed while the laptop slept', () => {
    const { lab, watch, pass } = start()
    watch.heard('esx-01')
    lab.now += 3_600_000
    expect(watch.silent()).toEqual([])
    expect(pass(40_000)).toEqual([])
    expect(pass(30_000)).toEqual(['esx-01'])
  })

  it('does not blame it in a fast lab either, where a few seconds are many heartbeats', () => {
    const { lab, watch, pass } = start(50)
    watch.heard('esx-01')
    pass(800)
    lab.now += 3_600_000
    expect(watch.silent()).toEqual([])
    expect(pass(800)).toEqual([])
    expect(pass(800)).toEqual(['esx-01'])
  })

  it('gives a host no more time than the others when it is heard before the first look after a sleep', () => {
    const { lab, watch, pass } = start()
    watch.heard('esx-01')
    lab.now += 3_600_000
    watch.heard('esx-01')
    expect(watch.silent()).toEqual([])
    expect(pass(60_000)).toEqual([])
    expect(pass(10_000)).toEqual(['esx-01'])
  })

  it('gives a host the time of the slowest speed since it was heard', () => {
    const { lab, watch, pass } = start(1)
    watch.heard('esx-01')
    pass(10_000)
    lab.speed = 50
    expect(pass(20_000)).toEqual([])
    watch.heard('esx-01')
    expect(pass(2_200)).toEqual(['esx-01'])
  })

  it('forgets a host', () => {
    const { watch, pass } = start()
    watch.heard('esx-01')
    watch.forget('esx-01')
    expect(pass(100_000)).toEqual([])
  })
})
