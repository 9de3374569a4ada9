import { describe, expect, it } from 'vitest'
import type { Fact } from '../../src/shared/facts/index.ts'
import { foldHost, readSilence, why, type HostView } from '../../src/shared/host/index.ts'
import { hostOf } from '../../src/shared/facts/index.ts'
import { record, seen, told } from './facts.ts'

const view = (facts: readonly Fact[]): HostView =>
  record(facts)
    .filter(({ fact }) => hostOf(fact) === 'esx-01')
    .reduce<HostView | undefined>(foldHost, undefined) ?? expect.fail('no facts')
const texts = (facts: readonly Fact[]) => why(record(facts), view(facts)).map(({ text }) => text)
const loaderOf = (facts: readonly Fact[]) =>
  view(facts).networkTrack.find(({ id }) => id === 'loader')

const nothingAway = { dhcp: false, tftp: false, waiter: false, rules: false }
const bootFile = 'http://127.66.0.1:6501/vmw/loader/snponly.efi'
const asked = [seen.discovered({ arch: 16, vendorClass: 'HTTPClient:Arch:00016' })]
const addressed = [...asked, seen.acknowledged({ bootFile })]
const beside = { position: undefined, of: undefined }
const cut = seen.fileCut({ file: 'snponly.efi', bytes: 60_000, of: 170_000, cause: 'unplugged' })
const served = seen.fileServed({ file: 'snponly.efi', bytes: 170_000, ...beside })
const pulled = (plug: 'waiter' | 'tftp'): Fact => ({ type: 'plug.pulled', plug, component: plug })

describe('UEFI HTTP Boot that breaks inside its loader', () => {
  it('is told by the words of HTTP', () => {
    expect(texts([...addressed, pulled('waiter'), cut]).slice(1)).toEqual([
      'The waiter was unplugged.',
      'snponly.efi broke off after 60 kB of 170 kB: the waiter was unplugged.',
    ])
    expect(loaderOf([...addressed, cut])).toMatchObject({
      state: 'failed',
      note: { word: 'cut' },
    })
    expect(texts([...addressed, served])).toContain('It read snponly.efi by HTTP, 170 kB.')
  })

  it('was refused by the waiter', () => {
    const refused: Fact = {
      type: 'waiter.refused',
      host: 'esx-01',
      client: '127.66.0.52',
      method: 'GET',
      path: '/vmw/loader/snponly.efi',
      status: 404,
      reason: { code: 'waiter.not-found', message: 'There is no loader snponly.efi.' },
    }
    expect(texts([...addressed, refused]).at(-1)).toBe(
      'The waiter refused it snponly.efi: There is no loader snponly.efi.',
    )
    expect(loaderOf([...addressed, refused])?.state).toBe('failed')
  })

  it('is over with that boot: the next one may ask TFTP', () => {
    expect(view(addressed).httpLoader).toBe('snponly.efi')
    expect(view([...addressed, told.poweredOn(), seen.discovered()]).httpLoader).toBeUndefined()
  })

  it('waits for the waiter, not for TFTP', () => {
    const silence = (away: 'waiter' | 'tftp') =>
      readSilence(view(addressed), 13_000, 0, { ...nothingAway, [away]: true })
    expect(silence('tftp')).toBeUndefined()
    expect(silence('waiter')).toMatchObject({
      stage: 'loader',
      confidence: 'high',
      message: expect.stringContaining('The waiter was unplugged') as string,
    })
  })

  it('blames the waiter that was pulled, and no TFTP server', () => {
    const silent: Fact = {
      type: 'host.fellSilent',
      host: 'esx-01',
      stage: 'loader',
      confidence: 'high',
      message: 'Silent for 13 s.',
      evidence: [],
    }
    const facts = [pulled('tftp'), ...addressed, pulled('waiter'), silent]
    expect(texts(facts)).toContain('The waiter was unplugged.')
    expect(texts(facts)).not.toContain('The TFTP server was unplugged.')
  })

  it('is over with a boot that asks TFTP', () => {
    expect(view([...addressed, seen.discovered(), seen.acknowledged()]).httpLoader).toBeUndefined()
    const iPXE = seen.acknowledged({ bootFile: 'http://127.66.0.1:6501/vmw/rbd/tramp' })
    expect(view([...addressed, seen.ipxeDiscovered(), iPXE]).httpLoader).toBe('snponly.efi')
  })

  it('is told the same where another server gives the address', () => {
    const offered = [...asked, seen.proxyOffered({ bootFile })]
    const elsewhere = [...offered, seen.addressedElsewhere()]
    expect(view(elsewhere)).toMatchObject({ state: 'network.loader', httpLoader: 'snponly.efi' })
    expect(texts([...elsewhere, served])).toContain('It read snponly.efi by HTTP, 170 kB.')
    const iPXE = [seen.ipxeDiscovered(), seen.proxyOffered({ bootFile: `${bootFile}/tramp` })]
    expect(view([...elsewhere, ...iPXE, seen.addressedElsewhere()])).toMatchObject({
      state: 'network.tramp',
      httpLoader: 'snponly.efi',
    })
    const byTftp = view([...asked, seen.proxyOffered(), seen.addressedElsewhere()])
    expect(byTftp.state).toBe('network.loader')
    expect(byTftp).not.toHaveProperty('httpLoader')
  })
})
