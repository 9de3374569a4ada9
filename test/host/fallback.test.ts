import { describe, expect, it } from 'vitest'
import type { Fact } from '../../src/shared/facts/index.ts'
import {
  foldHost,
  progressOf,
  readSilence,
  shareOf,
  type HostView,
} from '../../src/shared/host/index.ts'
import { record, seen, told } from './facts.ts'

const view = (facts: readonly Fact[]): HostView =>
  record(facts).reduce<HostView | undefined>(foldHost, undefined) ?? expect.fail('no facts')

/** A physical host up to the script that leads to the waiter; then nothing more of it is seen. */
const atTramp = [
  seen.discovered(),
  seen.acknowledged(),
  seen.loaderRequested(),
  seen.loaderSent(),
  seen.ipxeDiscovered(),
  seen.acknowledged(),
  seen.scriptRequested(),
]
const nothingAway = { dhcp: false, tftp: false, waiter: false, rules: false }
const silent = [...atTramp, told.fellSilent({ evidence: [7] })]

describe('a physical host that is sent to its own disk this once', () => {
  const choice = { kind: 'disk' } as const
  const used: Fact = { type: 'waiter.nextBootUsed', host: 'esx-01', choice }
  const sentOn = [...atTramp, seen.trampServed(), seen.registered(), used]

  it('is held to be there, and nobody is to blame for its silence', () => {
    const host = view(sentOn)
    expect(host).toMatchObject({ state: 'disk', once: choice })
    expect(host.console.at(-1)?.text).toContain('own disk')
    expect(readSilence(host, 1e9, 0, nothingAway)).toBeUndefined()
  })

  it('came from there when its system asks for an address; the next boot is as usual', () => {
    const up = view([...sentOn, seen.systemDiscovered()])
    expect(up).toMatchObject({ state: 'kernel', source: 'cache', once: choice })
    expect(view([...sentOn, seen.systemDiscovered(), seen.discovered()])).not.toHaveProperty('once')
  })
})

describe('a physical host that fell silent in its network boot', () => {
  it('is suspected of having gone on to its disk, with what that rests on', () => {
    const { state, fallback } = view(silent)
    expect(state).toBe('disk')
    expect(fallback).toEqual({
      verdict: 'suspected',
      stage: 'tramp',
      confidence: 'medium',
      silentSince: 1700,
      evidence: [7, 8],
    })
  })

  it('most likely did when a system asks for an address that nobody served', () => {
    const { state, source, fallback } = view([...silent, seen.systemDiscovered()])
    expect({ state, source }).toEqual({ state: 'kernel', source: 'cache' })
    expect(fallback).toMatchObject({ verdict: 'likely', confidence: 'high', evidence: [7, 8, 9] })
  })

  it('did when vCenter hears so from its system', () => {
    const connected = seen.connected({ by: 'admin', bootedFromStatelessCache: true })
    const { fallback, bootedFromCache } = view([...silent, seen.systemDiscovered(), connected])
    expect(fallback).toMatchObject({ verdict: 'confirmed', evidence: [7, 8, 9, 10] })
    expect(bootedFromCache).toBe(true)
  })

  it('was only slow when it is seen going on; that is the same boot', () => {
    const late = view([...silent, seen.trampServed(), seen.registered()])
    expect(late.fallback).toMatchObject({ verdict: 'refuted', evidence: [7, 8, 9] })
    expect(late.state).toBe('network.register')
    expect(late.boots).toHaveLength(1)
  })

  it('leaves its verdict behind with the next boot', () => {
    const again = view([...silent, seen.systemDiscovered(), seen.discovered()])
    expect(again.boots).toHaveLength(2)
    expect(again.fallback).toBeUndefined()
  })
})

describe('the progress of a physical host', () => {
  const loading = [
    ...atTramp,
    seen.trampServed(),
    seen.registered(),
    seen.imageAssigned(),
    seen.bootConfigServed(),
    seen.fileServed(),
  ]

  it('comes from what the services sent: stage, files, bytes, rate, time left', () => {
    const host = view(loading)
    const from = host.progress?.startedAt ?? Number.NaN
    expect(progressOf(host, from + 500, 1)).toMatchObject({
      files: { done: 1, of: 2 },
      bytes: { done: 1000, of: 2000 },
      rate: 2000,
      eta: 500,
    })
  })

  it('says since when it stands still, by its last sighting', () => {
    const host = view(loading)
    const last = host.lastAt ?? Number.NaN
    expect(progressOf(host, last + 61_000, 1)?.stuckSince).toBe(last)
    expect(progressOf(host, last + 59_000, 1)?.stuckSince).toBeUndefined()
  })

  it('counts what left of a file on its way, and the time left goes down between two words', () => {
    const host = view([...loading, seen.fileUnderWay()])
    const { at = Number.NaN } = host.progress?.partial ?? {}
    const took = at - (host.progress?.startedAt ?? Number.NaN)
    const whole = (600 / 1400) * took
    expect(progressOf(host, at, 1)).toMatchObject({ bytes: { done: 1400, of: 2000 }, eta: whole })
    expect(progressOf(host, at + 50, 1)?.eta).toBeCloseTo(whole - 50)
  })

  it('has stood still since its last byte left, not since it was given up, and has no end then', () => {
    const onItsWay = view([...loading, seen.fileUnderWay()])
    const moved = onItsWay.lastAt ?? Number.NaN
    const cut = view([...loading, seen.fileUnderWay(), seen.fileCut()])
    for (const host of [onItsWay, cut]) {
      expect(progressOf(host, moved + 29_000, 1)?.stuckSince).toBeUndefined()
      const stuck = progressOf(host, moved + 31_000, 1)
      expect(stuck).toMatchObject({ stuckSince: moved, bytes: { done: 1400 } })
      expect(stuck).not.toHaveProperty('eta')
    }
  })

  it('goes by bytes where the size is known, and never back', () => {
    const share = (facts: readonly Fact[]): number =>
      shareOf(view(facts).progress ?? expect.fail('no progress'))
    expect(share(loading)).toBe(0.5)
    expect(share([...loading, seen.fileUnderWay()])).toBe(0.7)
    const again = [...loading, seen.fileUnderWay(), seen.fileCut({ bytes: 10 })]
    expect(share([...again, seen.fileUnderWay({ bytes: 100 })])).toBe(0.7)
    // The rest alone, of a file that broke off.
    const rest = seen.fileServed({ position: 2, from: 600, bytes: 100 })
    expect(share([...again, rest])).toBe(0.7)
    expect(share([...atTramp, told.moduleReceived()])).toBe(0.5)
    const sizeless = [told.poweredOn(), told.configReceived({ modules: 8 })]
    expect(share([...sizeless, told.moduleReceived({ position: 1, of: 8 })])).toBe(1 / 8)
  })

  it('ends with the image that was given up', () => {
    const gone = view([...loading, seen.fileUnderWay(), told.fellSilent({ stage: 'image' })])
    expect(progressOf(gone, 0, 1)).toMatchObject({ stage: 'boots from the disk' })
    expect(progressOf(gone, 0, 1)).not.toHaveProperty('files')
  })

  it('is not touched by a file that the boot before it asked for', () => {
    const cut = seen.fileCut({ earlierBoot: true })
    const host = view([...loading, seen.fileUnderWay(), cut])
    expect(host.progress?.partial).toMatchObject({ cut: false })
    expect(host.networkTrack.find(({ id }) => id === 'image')?.state).toBe('active')
    const through = view([...loading, seen.imageServed(), seen.fileCut()])
    expect(through.networkTrack.find(({ id }) => id === 'image')?.state).toBe('done')
  })
})
