import { describe, expect, it } from 'vitest'
import { LabError, type Clock, type ComponentId } from '../../src/shared/base/index.ts'
import type { Fact } from '../../src/shared/facts/index.ts'
import type { Component } from '../../src/main/component.ts'
import { createPlugs } from '../../src/main/net/index.ts'

const clock: Clock = {
  now: () => 1000,
  sleep: (_ms, signal) =>
    new Promise((_resolve, reject) => {
      signal?.addEventListener('abort', () => {
        reject(new Error('aborted'))
      })
    }),
}

/** A component whose doings are visible; `breaks` makes start or prove reject. */
const part = (id: ComponentId, log: string[], breaks: { start?: boolean; prove?: boolean } = {}) =>
  ({
    id,
    start() {
      if (breaks.start === true)
        return Promise.reject(new LabError('net.port-in-use', 'Held by sleep.', {}))
      log.push(`start ${id}`)
      return Promise.resolve('127.66.0.1:1')
    },
    stop() {
      log.push(`stop ${id}`)
      return Promise.resolve()
    },
    prove() {
      return breaks.prove === true
        ? Promise.reject(new LabError('dhcp.no-answer', 'Silence.'))
        : Promise.resolve([`asked ${id}`])
    },
  }) satisfies Component

const setUp = (make: (log: string[]) => Component[]) => {
  const log: string[] = []
  const facts: Fact[] = []
  const plugs = createPlugs({
    components: make(log),
    clock,
    record: (...more) => {
      facts.push(...more)
      return Promise.resolve([])
    },
  })
  return { log, facts, plugs, types: () => facts.map((fact) => fact.type) }
}

const code = (promise: Promise<unknown>) =>
  promise.then(
    () => 'no error',
    (error: unknown) => (error instanceof LabError ? error.code : String(error)),
  )

/** Takes facts until it is full. */
const diskThatFills = () => {
  const disk = {
    isFull: false,
    record: () =>
      disk.isFull
        ? Promise.reject(new LabError('journal.write-failed', 'Full.'))
        : Promise.resolve([]),
  }
  return disk
}

describe('createPlugs', () => {
  it('starts in order and stops in reverse', async () => {
    const lab = setUp((log) => [part('dhcp', log), part('tftp', log)])
    await lab.plugs.startAll()
    await lab.plugs.stopAll()
    expect(lab.log).toEqual(['start dhcp', 'start tftp', 'stop tftp', 'stop dhcp'])
    expect(lab.plugs.state()).toEqual({ dhcp: 'out', tftp: 'out' })
  })

  it('leaves nothing open when one component cannot start', async () => {
    const lab = setUp((log) => [part('dhcp', log), part('tftp', log, { start: true })])
    expect(await code(lab.plugs.startAll())).toBe('net.port-in-use')
    expect(lab.log).toContain('stop dhcp')
    expect(lab.types()).toContain('component.failed')
  })

  it('pulls and restores the Auto Deploy pair, with a proof of each', async () => {
    const lab = setUp((log) => [part('dhcp', log), part('rules', log), part('waiter', log)])
    await lab.plugs.startAll()
    await lab.plugs.pull('autoDeploy')
    expect(lab.plugs.state()).toEqual({ dhcp: 'in', rules: 'out', waiter: 'out' })
    await lab.plugs.restore('autoDeploy')
    expect(lab.facts.slice(-2)).toEqual([
      { type: 'plug.healed', component: 'rules', steps: ['asked rules'], took: 0 },
      { type: 'plug.healed', component: 'waiter', steps: ['asked waiter'], took: 0 },
    ])
    expect(lab.plugs.state()).toEqual({ dhcp: 'in', rules: 'in', waiter: 'in' })
  })

  it('refuses to pull twice and to restore what is not out', async () => {
    const lab = setUp((log) => [part('dhcp', log)])
    await lab.plugs.startAll()
    expect(await code(lab.plugs.restore('dhcp'))).toBe('plug.not-out')
    await lab.plugs.pull('dhcp')
    expect(await code(lab.plugs.pull('dhcp'))).toBe('plug.already-out')
  })

  it('refuses by the names that a person knows', async () => {
    const lab = setUp((log) => [part('rules', log), part('waiter', log)])
    await lab.plugs.startAll()
    await expect(lab.plugs.restore('rules')).rejects.toThrow('Rules engine is plugged in.')
    await lab.plugs.pull('autoDeploy')
    await expect(lab.plugs.pull('rules')).rejects.toThrow('Rules engine is unplugged already.')
    await expect(lab.plugs.pull('autoDeploy')).rejects.toThrow(
      'Auto Deploy server is unplugged already.',
    )
  })

  it('says when the restored component fails its own test, and tries again on request', async () => {
    const breaks = { prove: true }
    const lab = setUp((log) => [part('dhcp', log, breaks)])
    await lab.plugs.startAll()
    await lab.plugs.pull('dhcp')
    expect(await code(lab.plugs.restore('dhcp'))).toBe('plug.not-healed')
    expect(lab.plugs.state()).toEqual({ dhcp: 'failed' })
    breaks.prove = false
    await lab.plugs.restoreAll()
    expect(lab.plugs.state()).toEqual({ dhcp: 'in' })
  })

  it.each([
    ['cannot start', { start: true }, 'net.port-in-use'],
    ['fails its test', { prove: true }, 'plug.not-healed'],
  ])('proves one of a pair when the other %s', async (_, why, said) => {
    const breaks: { start?: boolean; prove?: boolean } = {}
    const lab = setUp((log) => [part('rules', log, breaks), part('waiter', log)])
    await lab.plugs.startAll()
    await lab.plugs.pull('autoDeploy')
    Object.assign(breaks, why)
    expect(await code(lab.plugs.restore('autoDeploy'))).toBe(said)
    expect(lab.plugs.state()).toEqual({ rules: 'failed', waiter: 'in' })
  })

  it('leaves none in the middle of its proof that the journal could not be told of', async () => {
    const disk = diskThatFills()
    const log: string[] = []
    const plugs = createPlugs({
      components: [part('dhcp', log)],
      clock,
      record: disk.record,
    })
    await plugs.startAll()
    await plugs.pull('dhcp')
    disk.isFull = true
    expect(await code(plugs.restore('dhcp'))).toBe('journal.write-failed')
    expect(plugs.state()).toEqual({ dhcp: 'out' })
    disk.isFull = false
    await plugs.restoreAll()
    expect(plugs.state()).toEqual({ dhcp: 'in' })
    expect(log.slice(-3)).toEqual(['start dhcp', 'stop dhcp', 'start dhcp'])
  })

  it.each([
    ['in', undefined, ['start dhcp', 'stop dhcp', 'start dhcp']],
    ['failed', new LabError('dhcp.foreign-server', 'Alien.'), ['start dhcp', 'stop dhcp']],
  ] as const)('leaves one %s whose pull no journal was told of', async (state, problem, did) => {
    const disk = diskThatFills()
    const log: string[] = []
    const plugs = createPlugs({
      components: [{ ...part('dhcp', log), problem: () => problem }],
      clock,
      record: disk.record,
    })
    await plugs.startAll()
    disk.isFull = true
    expect(await code(plugs.pull('dhcp'))).toBe('journal.write-failed')
    expect(plugs.state()).toEqual({ dhcp: state })
    expect(log).toEqual(did)
    disk.isFull = false
    await plugs.pull('dhcp')
    expect(plugs.state()).toEqual({ dhcp: 'out' })
  })

  it('counts a component that stopped by itself and was pulled then as out', async () => {
    const broken = { problem: undefined as LabError | undefined }
    const lab = setUp((log) => [{ ...part('dhcp', log), problem: () => broken.problem }])
    await lab.plugs.startAll()
    broken.problem = new LabError('dhcp.foreign-server', 'Another server answers.')
    expect(lab.plugs.state()).toEqual({ dhcp: 'failed' })
    await lab.plugs.pull('dhcp')
    expect(lab.plugs.state()).toEqual({ dhcp: 'out' })
    expect(await code(lab.plugs.pull('dhcp'))).toBe('plug.already-out')
  })

  it('restores everything without an error when nothing is out', async () => {
    const lab = setUp((log) => [part('dhcp', log)])
    await lab.plugs.startAll()
    await lab.plugs.restoreAll()
    expect(lab.types()).toEqual(['component.started'])
  })

  it('takes a pull during a proof: the proof ends, the component is out', async () => {
    const lab = setUp((log) => [
      {
        ...part('dhcp', log),
        prove: (signal) =>
          new Promise((_resolve, reject) => {
            signal.addEventListener('abort', () => {
              reject(new Error('aborted'))
            })
          }),
      },
    ])
    await lab.plugs.startAll()
    await lab.plugs.pull('dhcp')
    const restored = code(lab.plugs.restore('dhcp'))
    while (lab.plugs.state().dhcp !== 'proving') await Promise.resolve()
    await lab.plugs.pull('dhcp')
    expect(await restored).toBe('plug.not-healed')
    expect(lab.plugs.state()).toEqual({ dhcp: 'out' })
  })
})
