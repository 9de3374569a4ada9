import { describe, expect, it } from 'vitest'
import type { Fact } from '../../src/shared/facts/index.ts'
import {
  foldHost,
  isConnected,
  newHost,
  type HostView,
  type Step,
} from '../../src/shared/host/index.ts'
import { cachedBoot, networkBoot, record, seen, told } from './facts.ts'

const start = newHost('esx-01', { mac: '52:54:00:aa:bb:01', firmware: 'uefi' })
const fold = (facts: readonly Fact[], from: HostView = start): HostView =>
  record(facts, from.lastSeq + 1).reduce<HostView>(foldHost, from)
const steps = (track: readonly Step[]) => track.map(({ id, state }) => `${id} ${state}`)
const booted = fold([told.poweredOn(), ...networkBoot()])

describe('foldHost', () => {
  it('shows a healthy network boot to its end', () => {
    expect(booted).toMatchObject({
      state: 'running',
      connection: 'connected',
      compliance: 'compliant',
      source: 'network',
      address: '127.66.0.52',
      imageProfile: 'reference',
      cluster: 'A',
      bootedFromCache: false,
      cautions: [],
      cache: { imageProfile: 'reference' },
    })
    expect(steps(booted.networkTrack)).toEqual(
      ['link', 'dhcp', 'loader', 'waiter', 'rules', 'image', 'started', 'vcenter', 'compliant'].map(
        (id) => `${id} done`,
      ),
    )
    expect(booted.diskTrack.every((step) => step.state === 'skipped')).toBe(true)
    expect(booted.boots).toMatchObject([{ source: 'network', outcome: 'running', firstSeq: 1 }])
  })

  it('shows no address once the host gave it up, and the next one it gets', () => {
    const address = '127.66.0.52'
    const lost = fold(
      [{ type: 'esxi.addressLost', host: 'esx-01', address, cause: 'refused' }],
      booted,
    )
    expect(lost.address).toBeUndefined()
    expect(lost.console.at(-1)).toMatchObject({
      tone: 'bad',
      text: 'Management address 127.66.0.52 given up: the DHCP server refused it.',
    })
    const other = fold([{ type: 'esxi.addressed', host: 'esx-01', address: '127.66.0.60' }], lost)
    expect(other.address).toBe('127.66.0.60')
  })

  it('shows the address that another server gave, where we say beside it what to boot', () => {
    const elsewhere = { type: 'dhcp.addressedElsewhere', host: 'esx-01', xid: '1' } as const
    const [mac, serverId] = ['52:54:00:aa:bb:02', '10.0.0.2']
    const view = fold([seen.discovered(), { ...elsewhere, mac, address: '10.0.0.77', serverId }])
    expect(view).toMatchObject({ mac, address: '10.0.0.77' })
    expect(view).not.toHaveProperty('serverId')
  })

  it('shows no address of a system that no DHCP server answered', () => {
    const up = fold([told.rebooted(), told.up({ source: 'cache', address: '' })], booted)
    expect(booted.address).toBe('127.66.0.52')
    expect(up.address).toBeUndefined()
  })

  it("keeps vCenter's word over a reboot: vCenter has not noticed yet", () => {
    const view = fold([told.rebooted()], booted)
    expect(view).toMatchObject({
      state: 'firmware',
      connection: 'connected',
      compliance: 'compliant',
    })
  })

  it('knows that vCenter has not met a cached system while vCenter itself is away', () => {
    const view = fold([told.rebooted(), ...cachedBoot()], booted)
    expect(view).toMatchObject({ state: 'running', source: 'cache', connection: 'connected' })
    expect(isConnected(view)).toBe(false)
    expect(view.cautions.map(({ kind }) => kind)).toContain('reconnect')
    expect(isConnected(booted)).toBe(true)
  })

  it('shows a fallback to the cached disk with what an operator must do', () => {
    const view = fold([told.rebooted(), ...cachedBoot()], booted)
    expect(view).toMatchObject({ state: 'running', source: 'cache' })
    expect(steps(view.networkTrack)).toEqual([
      'link done',
      'dhcp done',
      'loader done',
      'waiter failed',
      'rules skipped',
      'image skipped',
    ])
    expect(view.networkTrack[3]?.note).toEqual({ kind: 'tries', count: 3 })
    expect(steps(view.diskTrack)).toEqual([
      'bootOrder done',
      'verified done',
      'started done',
      'vcenter active',
      'compliant pending',
    ])
    expect(view.boots).toHaveLength(2)
    expect(view.boots[1]).toMatchObject({
      source: 'cache',
      failedAt: 'tramp',
      outcome: 'running',
    })
    const down = fold([seen.notResponding()], view)
    expect(down.cautions.map(({ kind }) => kind)).toEqual([
      'reconnect',
      'notStateless',
      'rebootToClear',
      'changesWillBeLost',
    ])
  })

  it.each([
    ['noMatchingRule', 'noRule'],
    ['noImageAssociated', 'noImageAssociated'],
    ['imageMissing', 'imageMissing'],
  ] as const)('tells %s from other reasons for having no image', (cause, kind) => {
    const asked = [told.poweredOn(), ...networkBoot().slice(0, 18)]
    const view = fold([...asked, seen.noImage({ cause }), told.noImageScreen()])
    expect(view).toMatchObject({ state: 'noImage', cautions: [{ kind }] })
  })

  it('drops the reason of a failure that is over', () => {
    const vcenterOf = (facts: readonly Fact[]) =>
      fold(facts, booted).networkTrack.find(({ id }) => id === 'vcenter')
    expect(vcenterOf([seen.notResponding()])).toMatchObject({
      state: 'failed',
      note: { kind: 'word', word: 'notResponding' },
    })
    const back = vcenterOf([seen.notResponding(), seen.connected()])
    expect(back).toMatchObject({ state: 'done' })
    expect(back).not.toHaveProperty('note')
  })

  it('keeps the flag through remediation and drops it with the network boot', () => {
    const cached = fold(
      [told.rebooted(), ...cachedBoot(), seen.connected(), seen.flagged(), seen.nonCompliant()],
      booted,
    )
    expect(cached).toMatchObject({ bootedFromCache: true, compliance: 'nonCompliant' })
    const healed = fold([told.rebooted(), ...networkBoot(), seen.unflagged()], cached)
    expect(healed).toMatchObject({ bootedFromCache: false, compliance: 'compliant', cautions: [] })
  })

  it('gives each step the time it took', () => {
    expect(booted.networkTrack.map(({ took }) => took)).toEqual([
      100, 300, 300, 700, 300, 700, 100, 300, 200,
    ])
  })

  it('calls a boot that power ended cut', () => {
    const view = fold([told.poweredOn(), ...networkBoot().slice(0, 20), told.poweredOff()])
    expect(view).toMatchObject({ state: 'off', boots: [{ outcome: 'cut' }] })
  })

  it('shares what a fact does not touch', () => {
    const next = fold([told.moduleReceived()], booted)
    expect(next.networkTrack).toBe(booted.networkTrack)
    expect(next.boots).toBe(booted.boots)
  })

  it('infers a boot from what the services saw', () => {
    const outside = networkBoot().filter((fact) =>
      /^(dhcp|tftp|waiter|rules|vcenter)/.test(fact.type),
    )
    const view = fold(outside, newHost('host-1'))
    expect(view).toMatchObject({
      state: 'running',
      connection: 'connected',
      source: 'network',
      system: 'esxi',
      firmware: 'uefi',
    })
    expect(view.networkTrack.every((step) => step.state === 'done')).toBe(true)
  })

  it('says that a Linux kernel was handed over', () => {
    const outside = networkBoot()
      .slice(0, 25)
      .filter((fact) => /^(dhcp|tftp|waiter|rules)/.test(fact.type))
      .filter((fact) => fact.type !== 'waiter.bootConfigServed')
    const view = fold(outside, newHost('host-1'))
    expect(view).toMatchObject({ state: 'kernel', boots: [{ outcome: 'handedOver' }] })
  })
})
