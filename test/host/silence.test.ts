import { describe, expect, it } from 'vitest'
import { foldHost, readSilence, type HostView } from '../../src/shared/host/index.ts'
import type { Fact } from '../../src/shared/facts/index.ts'
import { told, seen, record } from './facts.ts'

const view = (facts: readonly Fact[]): HostView =>
  record(facts).reduce<HostView | undefined>(foldHost, undefined) ?? expect.fail('no facts')
const nothingAway = { dhcp: false, tftp: false, waiter: false, rules: false }
const waiting = view([seen.ipxeDiscovered(), seen.acknowledged(), seen.scriptRequested()])

describe('readSilence', () => {
  it('says nothing while the host can still be at work', () => {
    expect(readSilence(waiting, 20_000, 0, nothingAway)).toBeUndefined()
  })

  it('guesses with medium confidence after a long silence', () => {
    expect(readSilence(waiting, 60_000, 0, nothingAway)).toMatchObject({
      stage: 'tramp',
      confidence: 'medium',
      evidence: [3],
    })
  })

  it('is surer, and sooner, when the service it needed is away', () => {
    const fact = readSilence(waiting, 13_000, 0, { ...nothingAway, waiter: true })
    expect(fact).toMatchObject({ confidence: 'high' })
    expect(fact?.message).toContain('The waiter was unplugged')
  })

  it('waits no shorter for an address, and no longer than a minute for what was cut', () => {
    const asking = view([seen.ipxeDiscovered()])
    const noDhcp = { ...nothingAway, dhcp: true }
    expect(readSilence(asking, 40_000, 0, noDhcp)).toBeUndefined()
    expect(readSilence(asking, 46_000, 0, noDhcp)).toMatchObject({
      confidence: 'high',
      message: expect.stringContaining('The DHCP server was unplugged') as string,
    })
    const loading = [seen.imageAssigned(), seen.fileServed()]
    expect(readSilence(view(loading), 60_000, 0, nothingAway)).toBeUndefined()
    const wasCut = view([...loading, seen.fileUnderWay(), seen.fileCut()])
    expect(readSilence(wasCut, 21_000, 0, nothingAway)).toMatchObject({ stage: 'image' })
  })

  it('knows that the first script comes by TFTP', () => {
    const fact = readSilence(waiting, 13_000, 0, { ...nothingAway, tftp: true })
    expect(fact?.message).toContain('The TFTP server was unplugged')
  })

  describe('of a host whose loader went out whole and never started', () => {
    const messageFor = (facts: readonly Fact[]) =>
      readSilence(view(facts), 60_000, 0, nothingAway)?.message
    const offered = (arch: number) => [seen.discovered({ arch }), seen.acknowledged()]

    it('speaks of Secure Boot where the firmware is UEFI', () => {
      const byTftp = [...offered(7), seen.loaderRequested(), seen.loaderSent()]
      const byHttp = [...offered(16), seen.fileServed({ file: 'snponly.efi' })]
      for (const facts of [byTftp, byHttp]) expect(messageFor(facts)).toContain('Secure Boot')
    })

    it('does not where the loader could get no address: DHCP is away', () => {
      const facts = [...offered(7), seen.loaderRequested(), seen.loaderSent()]
      const fact = readSilence(view(facts), 60_000, 0, { ...nothingAway, dhcp: true })
      expect(fact).toMatchObject({ stage: 'ipxe', confidence: 'medium' })
      expect(fact?.message).not.toContain('Secure Boot')
    })

    it('does not where it is a BIOS, nor where the loader was not fetched', () => {
      expect(messageFor([...offered(0), seen.loaderRequested(), seen.loaderSent()])).toContain(
        'one for other machines',
      )
      expect(messageFor([...offered(7), seen.loaderRequested()])).not.toContain('went out whole')
    })
  })

  it('never speaks of a host that tells itself, nor of one that is up', () => {
    const own = view([told.poweredOn(), told.deviceTried()])
    expect(readSilence(own, 1e9, 0, nothingAway)).toBeUndefined()
    expect(readSilence(view([seen.reported()]), 1e9, 0, nothingAway)).toBeUndefined()
  })
})
