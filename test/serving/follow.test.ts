import { describe, expect, it } from 'vitest'
import { LabError } from '../../src/shared/base/index.ts'
import type { Component } from '../../src/main/component.ts'
import { configOf } from '../../src/main/dhcp/config.ts'
import { options } from '../../src/shared/packet/dhcp/index.ts'
import { documentOn, movedPlan, planFor } from '../../src/main/serving/plan.ts'
import { parseDocument } from '../../src/shared/document/index.ts'
import { smallLabInput } from '../document/small-lab.ts'
import { renewed } from '../../src/main/serving/renewed.ts'

const netmask = '255.255.255.0'

describe('the plan of an interface that got another address', () => {
  const plan = planFor(
    { address: '10.1.0.1', netmask },
    { mode: 'reservationOnly', pool: '10.1.0.50-10.1.0.60', router: '10.1.0.254' },
  )

  it('keeps pool and router while they lie in the subnet', () => {
    expect(movedPlan(plan, { address: '10.1.0.9', netmask })).toEqual({
      ...plan,
      server: '10.1.0.9',
    })
  })

  it('has no router when its interface takes that address itself', () => {
    expect(movedPlan(plan, { address: '10.1.0.254', netmask }).router).toBeUndefined()
  })

  it('is none when its interface takes the only address there is to lease', () => {
    const choice = { mode: 'authoritative', pool: '10.1.0.50-10.1.0.50' } as const
    const small = planFor({ address: '10.1.0.1', netmask }, choice)
    expect(() => movedPlan(small, { address: '10.1.0.50', netmask })).toThrow(
      expect.objectContaining({ code: 'net.no-room' }),
    )
  })

  it('takes the upper half of another subnet, in the same mode, without the old router', () => {
    const moved = movedPlan(plan, { address: '10.2.0.1', netmask })
    expect(moved).not.toHaveProperty('router')
    expect(moved).toMatchObject({
      subnet: '10.2.0.0/24',
      server: '10.2.0.1',
      pool: { first: '10.2.0.128', last: '10.2.0.254' },
      dhcp: { mode: 'reservationOnly' },
    })
  })
})

describe('the router of a served network', () => {
  const on = { address: '10.1.0.1', netmask }

  it('is what clients are told, and nobody’s address from the pool', () => {
    const plan = planFor(on, { mode: 'authoritative', router: '10.1.0.254' })
    const { local } = configOf(documentOn(plan, () => parseDocument(smallLabInput()))(), '10.1.0.1')
    expect(local.offered.get(options.router.code)).toEqual(Uint8Array.of(10, 1, 0, 254))
    expect(local.router).toBe('10.1.0.254')
  })

  it.each(['10.2.0.1', '10.1.0.1', '10.1.0', 'router', '10.1.0.255.1'])('is not %s', (router) => {
    expect(() => planFor(on, { mode: 'authoritative', router })).toThrow('The router is another')
  })
})

describe('the pool of a served network', () => {
  it.each(['10.1.0.900-10.1.9.9', '10.1.0.9-10.1.0.8', '10.1.0.9', '10.2.0.1-10.2.0.9'])(
    'is not %s',
    (pool) => {
      const on = { address: '10.1.0.1', netmask: '255.255.0.0' }
      expect(() => planFor(on, { mode: 'authoritative', pool })).toThrow('The pool is FIRST-LAST')
    },
  )
})

describe('a network of few addresses', () => {
  const poolOf = (address: string, netmask: string, pool?: string) =>
    planFor({ address, netmask }, { mode: 'authoritative', pool }).pool

  it.each([
    ['10.1.0.1', '255.255.255.252', { first: '10.1.0.2', last: '10.1.0.2' }],
    ['10.1.0.2', '255.255.255.252', { first: '10.1.0.1', last: '10.1.0.2' }],
    ['10.1.0.1', '255.255.255.248', { first: '10.1.0.4', last: '10.1.0.6' }],
  ])('has one for a machine beside %s', (address, mask, pool) => {
    expect(poolOf(address, mask)).toEqual(pool)
  })

  it.each<{ readonly address: string; readonly mask: string; readonly pool?: string }>([
    { address: '10.1.0.0', mask: '255.255.255.254' },
    { address: '10.1.0.1', mask: '255.255.255.254' },
    { address: '10.1.0.1', mask: '255.255.255.255' },
    { address: '10.1.0.1', mask: netmask, pool: '10.1.0.1-10.1.0.1' },
    { address: '10.1.0.1', mask: netmask, pool: '10.1.0.255-10.1.0.255' },
  ])('has none beside $address and $mask', ({ address, mask, pool }) => {
    expect(() => poolOf(address, mask, pool)).toThrow(
      expect.objectContaining({ code: 'net.no-room' }),
    )
  })

  it.each([
    ['255.255.255.255', '10.1.0.1/32'],
    ['255.255.255.254', '10.1.0.0/31'],
  ])('can be listened to all the same, also when it moved (%s)', (mask, subnet) => {
    const on = { address: '10.1.0.1', netmask: mask }
    const plan = planFor(on, { mode: 'observe' })
    expect(plan).toMatchObject({ subnet, pool: { first: '10.1.0.1', last: '10.1.0.1' } })
    expect(movedPlan(plan, on)).toEqual(plan)
  })
})

describe('the document on a served network', () => {
  const plan = planFor({ address: '10.1.0.1', netmask }, { mode: 'proxy' })
  const lab = parseDocument({
    ...smallLabInput(),
    network: {
      ...smallLabInput().network,
      dhcp: { mode: 'observe', dns: ['10.1.0.53'], loaders: [{ arch: 0, loader: 'own.kpxe' }] },
      tftp: { ports: 'single' },
      waiter: { boots: 3 },
    },
  })

  it('has the addresses, ports and mode of the plan, and what the lab says beside them', () => {
    expect(documentOn(plan, () => lab)()).toEqual({
      ...lab,
      network: {
        ...plan,
        dhcp: { mode: 'proxy', dns: ['10.1.0.53'], loaders: [{ arch: 0, loader: 'own.kpxe' }] },
        tftp: { ports: 'single' },
        waiter: { boots: 3 },
      },
    })
  })

  it('is the same object until the lab is edited, for services compare it with every packet', () => {
    let current = lab
    const document = documentOn(plan, () => current)
    expect(document()).toBe(document())
    current = { ...lab, name: 'Another' }
    expect(document().name).toBe('Another')
  })
})

describe('a component that is made anew', () => {
  const problem = new LabError('net.interface-changed', 'gone')
  const rig = () => {
    const log: string[] = []
    let made = 0
    const make = (): Promise<Component> => {
      const name = `part ${(made += 1)}`
      if (made === 2) return Promise.reject(new LabError('net.no-such-interface', 'not there'))
      return Promise.resolve({
        id: 'dhcp',
        start: async () => `${name}:67`,
        stop: async () => void log.push(`${name} stops`),
        prove: async () => [name],
        problem: () => (made === 1 ? problem : undefined),
      })
    }
    return { log, component: renewed('dhcp', make) }
  }
  const { signal } = new AbortController()

  it('starts as what its surroundings make of it', async () => {
    const { component, log } = rig()
    expect(await component.start()).toBe('part 1:67')
    await component.stop()
    await expect(component.start()).rejects.toMatchObject({ code: 'net.no-such-interface' })
    expect(await component.start()).toBe('part 3:67')
    expect(await component.prove(signal)).toEqual(['part 3'])
    expect(log).toEqual(['part 1 stops'])
  })

  it('stops and has no problem, but proves nothing, before it started', async () => {
    const { component } = rig()
    await component.stop()
    expect(component.problem?.()).toBeUndefined()
    await expect(component.prove(signal)).rejects.toMatchObject({ code: 'plug.not-healed' })
    await component.start()
    expect(component.problem?.()).toBe(problem)
  })
})
