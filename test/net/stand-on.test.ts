import { describe, expect, it } from 'vitest'
import type { Clock } from '../../src/shared/base/index.ts'
import type { Fact } from '../../src/shared/facts/index.ts'
import type { Component } from '../../src/main/component.ts'
import { createLabNetwork, standOn } from '../../src/main/net/index.ts'
import { addressesOf } from '../../src/main/net/interfaces.ts'
import { watchInterface } from '../../src/main/net/watch-interface.ts'

const on = (name: string, address: string) =>
  addressesOf({
    [name]: [
      {
        address,
        netmask: '255.255.255.0',
        family: 'IPv4',
        mac: '52:54:00:00:00:01',
        internal: false,
        cidr: `${address}/24`,
      },
    ],
  })
const nothing = addressesOf({})

/** A clock whose sleepers a test wakes. */
const handClock = () => {
  const sleepers: (() => void)[] = []
  const clock: Clock = {
    now: () => 0,
    sleep: (_ms, signal) =>
      new Promise((resolve, reject) => {
        sleepers.push(resolve)
        signal?.addEventListener('abort', () => {
          reject(new Error('aborted'))
        })
      }),
  }
  return {
    clock,
    tick: async () => {
      for (const wake of sleepers.splice(0)) wake()
      await new Promise((resolve) => setImmediate(resolve))
    },
  }
}

const setUp = ({ idle = false } = {}) => {
  let interfaces = on('rack', '10.0.0.1')
  const { clock, tick } = handClock()
  const watched = watchInterface(
    { name: 'rack', address: '10.0.0.1' },
    clock,
    () => interfaces,
    () => idle,
  )
  const facts: Fact[] = []
  const log: string[] = []
  const part: Component = {
    id: 'tftp',
    start: () => Promise.resolve(String(log.push('start'))),
    stop: () => Promise.resolve(log.push('stop')).then(() => undefined),
    prove: () => Promise.resolve([]),
  }
  const network = { ...createLabNetwork({ address: '127.70.1.1' }), watch: watched.watch }
  const component = standOn(network, part, (...more) => {
    facts.push(...more)
    return Promise.resolve([])
  })
  return {
    component,
    tick,
    facts,
    log,
    change: (next: typeof interfaces) => {
      interfaces = next
    },
  }
}

describe('a component that stands on an interface', () => {
  it('goes on while nothing is plugged into it', async () => {
    const it = setUp({ idle: true })
    await it.component.start()
    it.change(nothing)
    await it.tick()
    await it.tick()
    expect(it.component.problem?.()).toBeUndefined()
    expect(it.log).toEqual(['start'])
  })

  it('goes on when its address gets a label: the system lists that like another interface', async () => {
    const it = setUp()
    await it.component.start()
    it.change(on('rack:1', '10.0.0.1'))
    await it.tick()
    expect(it.log).toEqual(['start'])
  })

  it.each([
    ['is gone', nothing, 'The interface rack is gone, down or without an address.'],
    ['is renamed', on('rack2', '10.0.0.1'), '10.0.0.1 is on rack2 now, no longer on rack.'],
    ['has another address', on('rack', '10.0.0.2'), 'The interface rack no longer has the address'],
  ])('stops and says so when it %s', async (_name, interfaces, message) => {
    const it = setUp()
    await it.component.start()
    await it.tick()
    expect(it.component.problem?.()).toBeUndefined()
    it.change(interfaces)
    await it.tick()
    expect(it.log).toEqual(['start', 'stop'])
    expect(it.component.problem?.()).toMatchObject({ code: 'net.interface-changed' })
    expect(it.facts).toMatchObject([{ type: 'component.failed', component: 'tftp' }])
    expect(it.component.problem?.()?.message).toContain(message)
  })

  it('starts again when the interface is back', async () => {
    const it = setUp()
    await it.component.start()
    it.change(nothing)
    await it.tick()
    it.change(on('rack', '10.0.0.1'))
    await it.component.start()
    expect(it.component.problem?.()).toBeUndefined()
    await it.tick()
    expect(it.facts).toHaveLength(1)
  })

  it('is left alone once it is stopped', async () => {
    const it = setUp()
    await it.component.start()
    await it.component.stop()
    it.change(nothing)
    await it.tick()
    expect(it.facts).toEqual([])
  })
})
