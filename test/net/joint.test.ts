import { describe, expect, it } from 'vitest'
import type { Component } from '../../src/main/component.ts'
import { createJoint } from '../../src/main/net/index.ts'
import { LabError } from '../../src/shared/base/index.ts'

/** A component that writes down what is done with it. */
const part = (name: string, done: string[], start: () => Promise<void> = () => Promise.resolve()) =>
  ({
    id: 'dhcp',
    start: async () => {
      await start()
      done.push(`${name} starts`)
      return `${name}:67`
    },
    stop: () => Promise.resolve(void done.push(`${name} stops`)),
    prove: () => Promise.resolve([`${name} answers`]),
  }) satisfies Component

const refuse = () => Promise.reject(new LabError('net.port-denied', 'no'))

describe('a service on several networks', () => {
  it('starts, proves and stops as one', async () => {
    const done: string[] = []
    const joint = createJoint(part('lab', done))
    await joint.join(part('eth1', done))
    expect(done).toEqual([])
    expect(await joint.start()).toBe('lab:67, eth1:67')
    expect(await joint.prove(new AbortController().signal)).toEqual(['lab answers', 'eth1 answers'])
    await joint.stop()
    expect(done).toEqual(['lab starts', 'eth1 starts', 'lab stops', 'eth1 stops'])
    expect(joint.on()).toBeUndefined()
  })

  it('takes a part in and lets it go while the others run', async () => {
    const done: string[] = []
    const joint = createJoint(part('lab', done))
    await joint.start()
    const served = part('eth1', done)
    await joint.join(served)
    expect(joint.on()).toBe('lab:67, eth1:67')
    await joint.leave(served)
    expect(joint.on()).toBe('lab:67')
    expect(done).toEqual(['lab starts', 'eth1 starts', 'eth1 stops'])
  })

  it('stays as it was when a part cannot start', async () => {
    const done: string[] = []
    const joint = createJoint(part('lab', done))
    await joint.start()
    await expect(joint.join(part('eth1', done, refuse))).rejects.toMatchObject({
      code: 'net.port-denied',
    })
    expect(joint.on()).toBe('lab:67')
    await joint.stop()
    expect(done).toEqual(['lab starts', 'lab stops'])
  })

  it('lets a part go that is still starting: its sockets close as soon as they are open', async () => {
    const done: string[] = []
    const joint = createJoint(part('lab', done))
    await joint.start()
    const { promise, resolve } = Promise.withResolvers<void>()
    const served = part('eth1', done, () => promise)
    const joining = joint.join(served)
    await joint.leave(served)
    resolve()
    await joining
    expect(joint.on()).toBe('lab:67')
    expect(done.at(-1)).toBe('eth1 stops')
  })
})
