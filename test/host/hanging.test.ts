import { describe, expect, it } from 'vitest'
import type { Fact } from '../../src/shared/facts/index.ts'
import { foldHost, readSilence, why, type HostView } from '../../src/shared/host/index.ts'
import { record, seen } from './facts.ts'

const view = (facts: readonly Fact[]): HostView =>
  record(facts).reduce<HostView | undefined>(foldHost, undefined) ?? expect.fail('no facts')
const nothingAway = { dhcp: false, tftp: false, waiter: false, rules: false }
const silence = (facts: readonly Fact[]) =>
  readSilence(view(facts), 200_000, 0, nothingAway) ?? expect.fail('not silent')

const assigned = [seen.discovered(), seen.acknowledged(), seen.imageAssigned()]
const loading = [...assigned, seen.bootConfigServed(), seen.fileServed()]
const inFile = [...loading, seen.fileUnderWay(), seen.fileCut()]
const left = [...inFile, silence(inFile)]

describe('a physical host whose mboot broke off in the middle of its image', () => {
  it('is said to hang at its file, with what to do, and not to go on to another device', () => {
    expect(silence(inFile)).toMatchObject({
      stage: 'image',
      hangs: true,
      message:
        'Silent for 200 s; it never fetched the rest of its image. mboot probably hangs at the file m.v00 and turns to no other device: switch the host off and on.',
    })
    expect(silence(loading).message).toContain('hangs after 1 of 2 files and')
  })

  it('hangs since it was last seen, and waits for a restart', () => {
    const host = view(left)
    expect(host).toMatchObject({
      state: 'hung',
      fallback: { verdict: 'hangs', silentSince: record(left).at(-2)?.at },
      cautions: [{ kind: 'presumedHung' }],
    })
    expect(host.boots.at(-1)?.outcome).toBe('hung')
    const stopped = view([...loading, silence(loading)])
    expect(stopped.networkTrack.find(({ id }) => id === 'image')).toMatchObject({
      state: 'failed',
      note: { word: 'hung' },
    })
    expect(host.diskTrack.every(({ state }) => state === 'pending')).toBe(true)
    expect(why(record(left), host).at(-1)?.text).toBe('Only a reboot brings it out of this.')
  })

  it('did not hang when it is seen going on: that is the same boot', () => {
    const late = view([...left, seen.fileUnderWay()])
    expect(late).toMatchObject({ state: 'network.image', fallback: { verdict: 'refuted' } })
    expect(late.boots).toMatchObject([{ outcome: 'underWay' }])
    const beside = seen.fileServed({ position: undefined, of: undefined })
    expect(view([...left, beside]).state).toBe('hung')
  })

  it('begins a new boot when it is switched off and on', () => {
    const again = view([...left, seen.discovered()])
    expect(again).toMatchObject({ state: 'network.dhcp', cautions: [] })
    expect(again.boots).toHaveLength(2)
  })

  it('came from its disk after all when a system comes up that nobody served', () => {
    expect(view([...left, seen.systemDiscovered()]).fallback).toMatchObject({ verdict: 'likely' })
  })
})

describe('a loader that gives control back', () => {
  const goesOn = (facts: readonly Fact[]) => {
    expect(silence(facts)).not.toHaveProperty('hangs')
    expect(silence(facts).message).toContain('gone on to its next boot device')
    expect(view([...facts, silence(facts)]).state).toBe('disk')
  }

  it('is an mboot whose boot.cfg says so', () => {
    goesOn([...assigned, seen.bootConfigServed({ exitsAfter: 5000 }), seen.fileServed()])
  })

  it('is iPXE, which loads a kernel itself', () => {
    goesOn([...assigned, seen.fileServed()])
  })
})
